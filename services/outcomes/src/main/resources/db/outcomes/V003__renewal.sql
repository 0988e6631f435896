-- Version of the consent form that was signed last. Nobody comes under a version of the protocol
-- whose form they did not sign.
alter table participant add column consent_version int not null default 1;
