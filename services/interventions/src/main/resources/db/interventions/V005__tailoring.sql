-- What assessments said of a participant, by which variants are chosen; and which was.
create table fact (
  study text not null,
  participant text not null,
  name text not null,
  type text not null,
  value text not null,
  primary key (study, participant, name)
);

alter table module add column variant text;
