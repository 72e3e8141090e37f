-- The unit that has a task's case stands beside the task, so that the list of a unit is read in order from one index instead of looking
-- at every case of the unit. The case is the truth: its row carries the tasks along when it moves.
alter table tasks add column unit_id varchar(60);
update tasks set unit_id = c.unit_id from cases c where c.id = tasks.case_id;
create index tasks_unit on tasks (unit_id, (due_at is null), due_at, priority desc, created_at, id) where status < 2 and unit_id is not null;
create index tasks_claimed on tasks (claimed_by) where status = 1;

-- In order of their ids, as whoever locks several tasks does.
create function tasks_follow_case() returns trigger language plpgsql as $$
begin
  update tasks set unit_id = new.unit_id
  where id in (select id from tasks where case_id = new.id order by id for no key update);
  return null;
end
$$;
create trigger tasks_follow_case after update of unit_id on cases
  for each row when (old.unit_id is distinct from new.unit_id) execute function tasks_follow_case();
