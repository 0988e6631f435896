-- Which study has an uploaded list, and by which version of its protocol it was looked at.
create table allocation_list (
  study text primary key,
  version int not null
);
