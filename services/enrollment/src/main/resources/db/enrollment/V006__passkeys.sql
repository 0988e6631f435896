-- Passkeys by which a participant comes back. The key itself is a field of the vault; here it is
-- known by the SHA-256 of its id, null once it was removed.
create table passkey (
  study text not null,
  participant text not null,
  passkey uuid not null,
  number int not null,
  credential bytea unique,
  -- What the passkey said of itself when it was made: a provider may copy it to other devices.
  backup_eligible boolean not null,
  -- Signatures that it counted; 0 where it does not count.
  counter bigint not null,
  made_at timestamptz not null,
  used_at timestamptz,
  removed_at timestamptz,
  primary key (study, participant, passkey)
);

-- Challenges that were used, by their SHA-256, until they lapse: each works once.
create table passkey_challenge (
  study text not null,
  participant text not null,
  challenge bytea primary key,
  -- SHA-256 of whoever used it: the passkey, and the device that came back with it.
  used_by bytea not null,
  used_at timestamptz not null,
  expires_at timestamptz not null
);
create index passkey_challenge_owner on passkey_challenge (study, participant);
