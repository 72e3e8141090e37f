-- The unit that has a task's case stands beside the task, so that the list of a unit is read in order from one index instead of looking
-- at every case of the unit. The case is the truth: its row carries the tasks along when it moves.
alter table tasks add column unit_id text;
update tasks set unit_id = (select c.unit_id from cases c where c.id = tasks.case_id);
create index tasks_unit on tasks (unit_id, (due_at is null), due_at, priority desc, created_at, id) where status < 2 and unit_id is not null;
create index tasks_claimed on tasks (claimed_by) where status = 1;

create trigger tasks_follow_case after update of unit_id on cases when old.unit_id is not new.unit_id
begin
  update tasks set unit_id = new.unit_id where case_id = new.id;
end;
