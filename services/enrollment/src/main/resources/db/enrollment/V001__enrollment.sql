-- Where each participant stands: the fold of its history, written with it.
create table participant (
  study text not null,
  participant text not null,
  stage text not null,
  site text not null,
  invited_version int not null,
  invited_language text not null,
  expires_at timestamptz not null,
  criterion text,
  protocol_version int,
  consent_version int,
  language text,
  zone text,
  consent_date date,
  channel text,
  hours text,
  leaving_way text,
  leaving_reason text,
  primary key (study, participant)
) with (fillfactor = 80);

-- Invitation ids, made by the site's client, and the hash of the code that opens each.
create table invitation (
  study text not null,
  invitation uuid not null,
  participant text not null,
  code_hash bytea not null unique,
  lapsed boolean not null default false,
  primary key (study, invitation)
);

-- Devices that redeemed an invitation; the token is kept as its hash only.
create table device (
  study text not null,
  participant text not null,
  device uuid not null,
  number int not null,
  token_hash bytea not null unique,
  revoked_at timestamptz,
  primary key (study, participant, device)
);

-- One row per study: enrollments (counted in studies without arms) and whether it is full.
create table recruitment (
  study text primary key,
  enrolled int not null default 0,
  is_full boolean not null default false
);

-- What randomization said of each participant; which arm is not known here.
create table randomized (
  study text not null,
  participant text not null,
  happened boolean not null,
  primary key (study, participant)
);

-- The vault: one wrapped data key per participant (or study, participant ''), one row per field.
create table vault_key (
  study text not null,
  participant text not null,
  key_id text not null,
  wrapped bytea not null,
  primary key (study, participant)
);

create table vault_field (
  study text not null,
  participant text not null,
  field text not null,
  version int not null,
  sealed bytea not null,
  primary key (study, participant, field)
);

-- Staff who are told of alerts; name and address are vault fields of the study.
create table staff_contact (
  study text not null,
  site text not null,
  role text not null,
  position int not null,
  primary key (study, site, role, position)
);

-- Messages to participants; outcome is null between the claim and the channel's word.
create table delivery (
  study text not null,
  participant text not null,
  id text not null,
  occasion text not null,
  kind text not null,
  outcome text,
  claimed_at timestamptz not null,
  primary key (study, id, occasion)
);
