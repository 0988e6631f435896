-- Versions of the consent form that the participant did not want to sign, in that order.
alter table participant add column declined integer[] not null default '{}';
