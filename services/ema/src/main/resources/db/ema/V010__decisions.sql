-- The seed of each study's draws, its own and not the secret of prompt times: committed to when the
-- study opens, revealed after the lock. In this schema alone, which only this service's role can
-- read.
create table decision_seed (
  study text primary key,
  seed bytea not null,
  policies text,
  commitment text,
  revealed boolean not null default false
);

-- One row per slot and decision point. reason says why nothing could be given; option is what was
-- drawn if something could.
create table decision (
  study text not null,
  participant text not null,
  decision_id uuid not null,
  slot_id uuid not null,
  point text not null,
  local_date date not null,
  decided_at timestamptz not null,
  reason text,
  option text,
  shown_at timestamptz,
  primary key (study, participant, decision_id)
) with (fillfactor = 70);
create index decision_day on decision (study, participant, local_date);
