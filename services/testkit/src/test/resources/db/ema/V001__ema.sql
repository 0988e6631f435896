-- What a tiny service keeps: the facts it was told, in the order they were applied.
create table fact (
  id bigint generated always as identity primary key,
  participant text not null,
  zone text not null check (zone <> 'Nowhere/Never'),
  position text not null
);
create table handled (
  id bigint generated always as identity primary key,
  participant text not null,
  kind text not null,
  key text not null
);
