-- The newest tz database that any process of this service has planned by.
create table time_zone_data (
  id boolean primary key default true check (id),
  version text not null
);
