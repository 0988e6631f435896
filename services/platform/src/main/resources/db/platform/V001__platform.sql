-- What every service has: its history, its outbox, its log, its cursors and what is due.

-- One row per participant (and one for the study, participant ''): the lock of a command.
create table ledger (
  study text not null,
  participant text not null,
  last_seq bigint not null default 0,
  chain bytea not null default '\x',
  primary key (study, participant)
) with (fillfactor = 70);

create table history (
  study text not null,
  participant text not null,
  seq bigint not null,
  event_id uuid not null,
  type text not null,
  topic text not null,
  payload bytea,
  salt bytea,
  digest bytea not null,
  occurred_at timestamptz not null,
  cause text,
  primary key (study, participant, seq)
);

-- Points to history rows that have no log number yet, in commit order per participant.
create table outbox (
  id bigint generated always as identity primary key,
  study text not null,
  participant text not null,
  seq bigint not null,
  topic text not null
);

create table log (
  topic text not null,
  partition int not null,
  epoch int not null,
  number bigint not null,
  study text not null,
  participant text not null,
  seq bigint not null,
  primary key (topic, partition, epoch, number)
);

-- number: the last one given; sent: the last one that the broker acknowledged.
create table log_head (
  topic text not null,
  partition int not null,
  epoch int not null default 1,
  number bigint not null default 0,
  sent bigint not null default 0,
  primary key (topic, partition)
);

create table cursor (
  consumer text not null,
  topic text not null,
  partition int not null,
  epoch int not null,
  number bigint not null,
  next_offset bigint not null,
  topic_id text not null,
  primary key (consumer, topic, partition)
);

create table parked (
  consumer text not null,
  topic text not null,
  partition int not null,
  epoch int not null,
  number bigint not null,
  key text not null,
  headers jsonb not null,
  value bytea,
  reason text not null,
  parked_at timestamptz not null default clock_timestamp(),
  primary key (consumer, topic, partition, epoch, number)
);
create index parked_key on parked (consumer, topic, key);

create table due (
  kind text not null,
  study text not null,
  participant text not null,
  key text not null,
  at timestamptz not null,
  attempts int not null default 0,
  primary key (study, participant, kind, key)
) with (fillfactor = 70);
create index due_at on due (at);

-- What the service keeps of the studies.
create table study_book (
  study text primary key,
  status text not null,
  target int,
  synthetic boolean not null default false,
  changed_at timestamptz not null
);

create table study_version (
  study text not null,
  version int not null,
  sha256 text not null,
  effective date,
  protocol text not null,
  primary key (study, version)
);
