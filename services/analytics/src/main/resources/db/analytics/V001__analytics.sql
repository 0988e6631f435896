-- What the sink knows of every event beside its fields: one row per event consumed. The tables of
-- the events themselves are made from the schemas of their writers while they arrive.
create table sink_event (
  topic text not null,
  partition int not null,
  epoch int not null,
  number bigint not null,
  event_id uuid not null,
  type text not null,
  study text not null,
  participant text not null,
  at timestamptz not null,
  cause_topic text,
  cause_partition int,
  cause_epoch int,
  cause_number bigint,
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (topic, partition, epoch, number)
);
create index sink_event_owner on sink_event (study, participant);

-- Every schema by which an event was written, once.
create table sink_schema (
  event text not null,
  fingerprint text not null,
  schema text not null,
  primary key (event, fingerprint)
);

-- A data cut: for each partition the last event it holds.
create table cut (
  name text primary key,
  as_of timestamptz
);

create table cut_entry (
  cut text not null references cut (name),
  topic text not null,
  partition int not null,
  epoch int not null,
  number bigint not null,
  primary key (cut, topic, partition)
);

-- The key of a study's exported identities: drawn once, never exported.
create table export_key (
  study text primary key,
  key bytea not null
);

create table snapshot (
  study text not null,
  ordinal int not null,
  id uuid not null unique,
  cut text not null references cut (name),
  blinded boolean not null,
  as_of timestamptz not null,
  requester text not null,
  reason text,
  dataset_sha256 text not null,
  primary key (study, ordinal)
);

-- HMAC-SHA256 (RFC 2104) over kind and id, as the exported identity: a letter and 16 hexadecimal
-- digits. The padded keys stand in settings of the transaction.
create function exported_id(letter text, id text) returns text
language sql stable parallel safe as $$
  select letter || left(encode(
    sha256(decode(current_setting('attune.export_outer'), 'hex')
      || sha256(decode(current_setting('attune.export_inner'), 'hex')
        || convert_to(letter || ':' || id, 'UTF8'))), 'hex'), 16)
$$;
