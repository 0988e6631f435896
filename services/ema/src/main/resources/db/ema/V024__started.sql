-- A device makes the ids of prompts that its participant starts: one that somebody has used is nobody
-- else's, since datasets tell prompts apart by their ids. Ids of planned prompts (version 8) hold
-- their participant and need no look. Not unique: what was started before this was looked at stays.
create index slot_started on slot (study, slot_id) where substr(slot_id::text, 15, 1) <> '8';
