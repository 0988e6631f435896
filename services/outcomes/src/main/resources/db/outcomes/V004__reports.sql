-- What staff reported about participants: adverse events and deviations. One row each, with the
-- content of its newest entry.
create table report (
  study text not null,
  participant text not null,
  report_id uuid not null,
  kind text not null,
  site text not null,
  content text not null,
  entries text[] not null,
  recorded_at timestamptz not null,
  review_role text not null,
  reviewed_by text not null,
  primary key (study, participant, report_id)
);

create index report_of_study on report (study, kind, recorded_at);
