-- How much of its module a stretch came to. What was stored before says nothing of it: not finished.
alter table engagement add column completion_percent int not null default 0;
alter table engagement alter column completion_percent drop default;
