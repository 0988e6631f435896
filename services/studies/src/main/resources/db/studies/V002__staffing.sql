-- Which roles of which sites somebody holds, as enrollment said last; who that is, its vault knows.
create table staffing (
  study text primary key,
  naming bigint not null,
  posts text[] not null
);
