-- The arm of a participant, as randomization's restricted topic says it, and which schedules tell it:
-- those that some arms alone have. Every event of their prompts is restricted.
alter table participant add column arm text;
alter table course add column tells_arm boolean not null default false;
alter table slot add column tells_arm boolean not null default false;
