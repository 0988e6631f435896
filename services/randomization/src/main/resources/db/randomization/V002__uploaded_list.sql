-- The list that a statistician made elsewhere, sealed like a seed. Replaced as a whole until the
-- study opens, then it only grows, and every growth is another commitment.
create table uploaded_list (
  study text primary key,
  version int not null,
  places int not null,
  sealed bytea not null
);

-- What the witness is sealed under: a commitment that never changes.
alter table study_allocation add column first_commitment text;
update study_allocation set first_commitment = commitment;
alter table study_allocation alter column first_commitment set not null;
