alter table participant add column site text;

-- Who may lead groups, and where.
create table facilitator (
  study text not null,
  facilitator text not null,
  site text not null,
  primary key (study, facilitator)
);

-- Written with the study locked in the history.
create table intervention_group (
  study text not null,
  group_id uuid not null,
  site text not null,
  arm text not null,
  programme text not null,
  version int not null,
  size_from int not null,
  size_to int not null,
  starts_by timestamptz not null,
  postponed boolean not null,
  first_day date,
  dissolved boolean not null,
  facilitator text,
  primary key (study, group_id)
) with (fillfactor = 70);

-- One group gathers people of an arm at a site.
create unique index group_gathering on intervention_group (study, site, arm)
  where first_day is null and not dissolved;

-- Nobody is in two groups. Written with the participant locked in the history.
create table member (
  study text not null,
  participant text not null,
  group_id uuid not null,
  joined_at timestamptz not null,
  left_at timestamptz,
  primary key (study, participant)
) with (fillfactor = 70);

create index member_group on member (study, group_id);

-- Attendance once per participant and session.
create table attendance (
  study text not null,
  participant text not null,
  session text not null,
  attendance text not null,
  absence_reason text,
  primary key (study, participant, session)
);
