-- Role and schema of one service, in the database that psql is connected to. Run it again to change the password.
--   SERVICE=ema PASSWORD=… psql "$SUPERUSER" -f infra/service.sql
\set ON_ERROR_STOP on
\getenv service SERVICE
\getenv password PASSWORD
\set role attune_ :service
select format('create role %I login', :'role') where not exists (select from pg_roles where rolname = :'role') \gexec
alter role :"role" password :'password';
create schema if not exists :"service" authorization :"role";
revoke all on schema public from public;
