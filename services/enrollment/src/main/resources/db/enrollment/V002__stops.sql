-- What a participant who is still in the study has stopped: STOP_INTERVENTION, STOP_PROMPTS.
alter table participant add column stopped text[] not null default '{}';
