-- What enrollment and randomization said of a participant; facts may arrive in any order.
create table participant (
  study text not null,
  participant text not null,
  version int,
  language text,
  zone text,
  hours_from text,
  hours_until text,
  consented date,
  randomized date,
  stopped text,
  primary key (study, participant)
) with (fillfactor = 70);

-- One row per assessment of a participant: its plan and where it stands.
create table visit (
  study text not null,
  participant text not null,
  visit_id uuid not null,
  assessment text not null,
  version int not null,
  zone text not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  reminders timestamptz[] not null,
  call_at timestamptz,
  required boolean not null,
  state text not null,
  reminded int not null default 0,
  called boolean not null default false,
  attempts int not null default 0,
  primary key (study, participant, visit_id)
) with (fillfactor = 70);

-- What was answered; items and numbers hold the coded answers only, for scoring.
create table answer (
  study text not null,
  participant text not null,
  visit_id uuid not null,
  instrument text not null,
  answer_id uuid not null,
  items text[] not null,
  numbers float8[] not null,
  primary key (study, participant, visit_id, instrument),
  unique (study, participant, answer_id)
);

-- What was begun and not sent: one row per questionnaire, overwritten, gone when it is answered.
create table draft (
  study text not null,
  participant text not null,
  visit_id uuid not null,
  instrument text not null,
  body text not null,
  saved_at timestamptz not null,
  primary key (study, participant, visit_id, instrument)
);
