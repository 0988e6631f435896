-- When the last attempt at a prompt was claimed, and when a device first showed it.
alter table slot add column claimed_at timestamptz;
alter table slot add column shown_at timestamptz;
