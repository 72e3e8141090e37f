-- The day custody ends is a date of the case of its own, notified like release and transfer. What a case was stopped for decides who is told.
alter table cases add column custody_end_date text;
alter table cases add column stopped_for integer;
