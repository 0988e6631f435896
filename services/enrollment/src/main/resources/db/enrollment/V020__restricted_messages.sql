-- A message that only some arms get: what a gateway reports of it tells the arm.
alter table delivery_attempt add column tells_arm boolean not null default false;
