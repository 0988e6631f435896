-- Since when a participant is erased here. The ledger row is the tombstone: whoever locks it is
-- refused, and older events of that participant are not applied any more (docs/decisions/0018).
alter table ledger add column erased_at timestamptz;
create index ledger_erased on ledger (study, participant) where erased_at is not null;
