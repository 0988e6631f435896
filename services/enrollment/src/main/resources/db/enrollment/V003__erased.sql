-- How far the erased had come: nothing else is left of them here.
create table erased_participant (
  study text not null,
  participant text not null,
  site text not null,
  protocol_version int not null,
  reached text not null,
  reason text not null,
  erased_at timestamptz not null,
  primary key (study, participant)
);
