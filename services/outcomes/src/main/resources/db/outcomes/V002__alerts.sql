-- Where the participant is looked after; empty for who was enrolled before this column.
alter table participant add column site text;

-- Answers that gave cause for concern, until somebody has taken them in hand.
create table alert (
  study text not null,
  participant text not null,
  alert_id uuid not null,
  site text not null,
  rule text not null,
  severity text not null,
  instrument text not null,
  answer_id uuid not null,
  roles text[] not null,
  acknowledge_within_seconds bigint not null,
  raised_at timestamptz not null,
  round int not null,
  next_at timestamptz not null,
  role text not null,
  acknowledged_by text not null,
  attempts int not null default 0,
  primary key (study, participant, alert_id)
) with (fillfactor = 70);

create index alert_of_study on alert (study, raised_at);
