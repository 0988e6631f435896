-- What enrollment and randomization said of a participant; facts may arrive in any order.
create table participant (
  study text not null,
  participant text not null,
  language text,
  zone text,
  arm text,
  allocated date,
  allocation_zone text,
  version int,
  stopped text,
  primary key (study, participant)
) with (fillfactor = 70);

-- At most one programme per participant; participants without one have no row.
create table programme (
  study text not null,
  participant text not null,
  programme text not null,
  version int not null,
  first_day date not null,
  last_day date not null,
  ended_at timestamptz,
  end_reason text,
  primary key (study, participant)
) with (fillfactor = 70);

-- Modules that are available, since when.
create table module (
  study text not null,
  participant text not null,
  module text not null,
  unlocked_at timestamptz not null,
  primary key (study, participant, module)
);

create table engagement (
  study text not null,
  participant text not null,
  engagement_id uuid not null,
  module text not null,
  seconds int not null,
  ended_at timestamptz not null,
  primary key (study, participant, engagement_id)
);
