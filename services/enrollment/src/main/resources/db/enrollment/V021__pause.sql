-- Until when the participant wants no messages.
alter table participant add column paused_until timestamptz;
