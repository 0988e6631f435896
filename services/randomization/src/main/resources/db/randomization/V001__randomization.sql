-- One row per study with arms, from the moment it opens: commitment, sealed seed, how far the
-- study is. Locked by whoever allocates, closes or reveals, after the participant's ledger row.
create table study_allocation (
  study text primary key,
  version int not null,
  configuration text not null,
  commitment text not null,
  sealed_seed bytea not null,
  allocations int not null default 0,
  closed text,
  closed_allocations int,
  revealed boolean not null default false
) with (fillfactor = 70);

-- How far the list of one stratum has been used. Locked after study_allocation.
create table stratum (
  study text not null references study_allocation,
  stratum text not null,
  next_index int not null default 0,
  primary key (study, stratum)
) with (fillfactor = 70);

-- What is known of each participant; columns of later facts stay null until they arrive.
create table candidate (
  study text not null,
  participant text not null,
  outcome text not null default 'WAITING',
  not_randomized text,
  eligible boolean,
  declined boolean not null default false,
  departed boolean not null default false,
  site text,
  zone text,
  protocol_version int,
  consent_version int,
  primary key (study, participant)
) with (fillfactor = 70);
create index candidate_waiting on candidate (study)
  where outcome = 'WAITING' and consent_version is not null;

-- Facts that expressions may name, and the screener's answers by their column names.
create table fact (
  study text not null,
  participant text not null,
  name text not null,
  type text not null,
  value text not null,
  primary key (study, participant, name)
);

-- Who stands at which place of the list; insert only.
create table allocation (
  study text not null references study_allocation,
  participant text not null,
  sequence int not null,
  stratum text not null,
  index int not null,
  arm text not null,
  primary key (study, participant),
  unique (study, sequence),
  unique (study, stratum, index)
);
