-- When and where groups meet, as staff arranged it. Written with the study locked in the history.
create table meeting (
  study text not null,
  group_id uuid not null,
  session text not null,
  moved_to date,
  begins time not null,
  minutes int not null,
  place text,
  link text,
  revision int not null,
  primary key (study, group_id, session)
) with (fillfactor = 70);
