-- Where a participant is looked after, for the crisis card that an answer shows; null for those who
-- were enrolled before this service was told.
alter table participant add column site text;

-- Safety rules that answers have met, whatever became of the answers.
create table rule_met (
  study text not null,
  participant text not null,
  answer_id uuid not null,
  rule text not null,
  slot_id uuid not null,
  primary key (study, participant, answer_id, rule)
);
