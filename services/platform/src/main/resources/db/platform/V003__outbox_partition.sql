-- Where an event goes is known when it is recorded; the relay numbers rows without asking again.
-- Rows from before, if a relay died over them, get theirs when it starts.
alter table outbox add column partition int;
