-- What the service signed of the ends of its histories (docs/decisions/0011). Never changed, never
-- removed: erasing a participant empties history rows and leaves their digests.

create table checkpoint (
  number bigint primary key,
  at timestamptz not null,
  ledgers bigint not null,
  digest bytea not null,
  previous bytea not null,
  signature bytea not null
);

-- The ends that moved since the checkpoint before: all of them together are what it covers.
create table checkpoint_head (
  checkpoint bigint not null,
  study text not null,
  participant text not null,
  last_seq bigint not null,
  chain bytea not null,
  primary key (study, participant, last_seq)
);
create index checkpoint_head_checkpoint on checkpoint_head (checkpoint);

create function append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end
$$;

create trigger checkpoint_append_only before update or delete or truncate on checkpoint
  for each statement execute function append_only();
create trigger checkpoint_head_append_only before update or delete or truncate on checkpoint_head
  for each statement execute function append_only();
