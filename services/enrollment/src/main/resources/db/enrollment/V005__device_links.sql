-- Links that let a further device of a participant in; the code is kept as its hash only.
create table device_link (
  study text not null,
  participant text not null,
  link uuid not null,
  code_hash bytea not null unique,
  -- The device that asked, if it has to be the one that comes.
  device uuid,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_by uuid,
  primary key (study, participant, link)
);

-- Finds who gave an e-mail address without holding it: HMAC-SHA256 under the vault's key.
create table known_address (
  study text not null,
  participant text not null,
  digest bytea not null,
  primary key (study, participant)
);
create index known_address_digest on known_address (digest);

-- Addresses that were given before.
insert into due (kind, study, participant, key, at)
select 'address-digest', study, participant, '', now() from vault_field
where field = 'email' and length(sealed) > 0
on conflict do nothing;
