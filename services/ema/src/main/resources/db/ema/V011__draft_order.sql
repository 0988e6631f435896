-- When the device saved the draft, by its own clock: one that was overtaken on the way changes nothing.
alter table draft add column device_saved_at timestamptz;
