-- Who was told what may tell an arm (docs/decisions/0024). Names no participant, so that erasing has
-- nothing to do here. Never changed, never removed.
create table restricted_read (
  id bigint generated always as identity primary key,
  study text not null,
  who text not null,
  role text not null,
  what text not null,
  reason text,
  status int not null,
  at timestamptz not null default clock_timestamp()
);
create index restricted_read_study on restricted_read (study, id);

create trigger restricted_read_append_only before update or delete or truncate on restricted_read
  for each statement execute function append_only();
