-- How much of its module a stretch came to. Of what was stored before the history knows it, and is read again.
alter table engagement add column completion_percent int not null default 0;
alter table engagement alter column completion_percent drop default;
insert into due (kind, study, participant, key, at)
select distinct 'engagement-completion', study, participant, '', now() from engagement
on conflict do nothing;
