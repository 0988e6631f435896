-- What momentary prompts are decided by, and where each of them stands.

-- What other services said of a participant; facts arrive in any order.
create table participant (
  study text not null,
  participant text not null,
  protocol_version int,
  language text,
  zone text,
  hours_from time,
  hours_until time,
  consented date,
  randomized date,
  over text,
  primary key (study, participant)
);

-- One schedule as one participant goes through it.
create table course (
  study text not null,
  participant text not null,
  schedule text not null,
  anchor date not null,
  last_date date not null,
  planned_through date not null,
  ended boolean not null default false,
  primary key (study, participant, schedule)
);

-- One row per planned prompt. attempts and refusal belong to a claim (SENDING), which is no fact;
-- late_until follows from expires_at and the protocol.
create table slot (
  study text not null,
  participant text not null,
  slot_id uuid not null,
  schedule text not null,
  local_date date not null,
  idx int not null,
  questionnaire text not null,
  protocol_version int not null,
  scheduled_at timestamptz not null,
  expires_at timestamptz not null,
  late_until timestamptz not null,
  remind_after_seconds int[] not null,
  state text not null,
  reminded int not null default 0,
  opened_at timestamptz,
  answer_id uuid,
  kept uuid[] not null default '{}',
  completed_late boolean not null default false,
  reason text,
  attempts int not null default 0,
  refusal text,
  primary key (study, participant, slot_id)
) with (fillfactor = 70);

-- What a participant has filled in and not yet sent off; one row per prompt, overwritten.
create table draft (
  study text not null,
  participant text not null,
  slot_id uuid not null,
  body text not null,
  saved_at timestamptz not null,
  primary key (study, participant, slot_id)
);

-- Makes the random times. In this schema alone, which only this service's role can read.
create table study_secret (
  study text primary key,
  secret bytea not null
);
