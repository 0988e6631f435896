-- Where each study stands; changed only with its ledger row locked.
create table study (
  study text primary key,
  status text not null,
  target int,
  synthetic boolean not null default false,
  changed_at timestamptz not null
);

-- Published versions; insert only.
create table published_version (
  study text not null references study,
  version int not null,
  sha256 text not null,
  analysis_sha256 text not null,
  effective date,
  reason text,
  protocol text not null,
  published_at timestamptz not null,
  primary key (study, version)
);
