-- What the device's clock said when it sent the draft: drafts by clocks that differ, of two devices or of one that was
-- set, are in the order in which they came.
alter table draft add column device_now timestamptz;
