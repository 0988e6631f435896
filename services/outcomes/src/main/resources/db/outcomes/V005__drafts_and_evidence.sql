-- When the device saved the draft, by its own clock: one that was overtaken on the way changes nothing.
alter table draft add column device_saved_at timestamptz;

-- Answers that came after the window or after another are evidence: any number for a questionnaire,
-- of which one counts.
alter table answer add column counts boolean not null default true;
alter table answer drop constraint answer_pkey;
alter table answer drop constraint answer_study_participant_answer_id_key;
alter table answer add primary key (study, participant, answer_id);
create unique index answer_that_counts on answer (study, participant, visit_id, instrument)
  where counts;
