-- When something happened that schedules count from, besides consent and randomization: an
-- assessment was completed, a schedule ended. The first time counts. The local date is known once
-- the participant's zone is.
create table milestone (
  study text not null,
  participant text not null,
  name text not null,
  reached_at timestamptz not null,
  local_date date,
  primary key (study, participant, name)
);
