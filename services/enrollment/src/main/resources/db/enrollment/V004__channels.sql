-- How a participant wants to be reached: all channels, in the order in which they are tried.
alter table participant add column channels text[] not null default '{}';
update participant set channels = array[channel] where channel is not null;
alter table participant drop column channel;

-- Over which channel a message went, or was tried last, and when that channel answered.
alter table delivery add column channel text;
alter table delivery add column answered_at timestamptz;
update delivery set channel = 'EMAIL', answered_at = claimed_at where outcome = 'ACCEPTED';

-- Attempts over channels that make one wait: one row per message and channel. verdict is null
-- between the claim and the channel's word. maybe: at one time it was not known whether it was taken.
-- reference names the message to a gateway, which reports under it.
create table delivery_attempt (
  study text not null,
  participant text not null,
  id text not null,
  occasion text not null,
  channel text not null,
  reference uuid not null,
  verdict text,
  cause text,
  maybe boolean not null default false,
  claimed_at timestamptz not null,
  answered_at timestamptz,
  primary key (study, id, occasion, channel)
);

create index delivery_attempt_reference on delivery_attempt (reference);

-- What gateways reported of messages, once per status.
create table delivery_report (
  study text not null,
  participant text not null,
  reference uuid not null,
  status text not null,
  primary key (study, participant, reference, status)
);
