-- The sink erases by position, and leaves the events that say that somebody was erased.
comment on table sink_event is 'erased by its service';
