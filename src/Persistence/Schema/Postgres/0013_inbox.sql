-- Lists of tasks: a claim that ends by itself, a task on hold, a task that a group may take, and what a list needs beside each task so that a unit's
-- list is read in order from one index, without looking at the tasks themselves. title_key: the title's first 200 characters in lower case.
alter table tasks add column claimed_until timestamptz;
alter table tasks add column held_until timestamptz;
alter table tasks add column candidate_group varchar(80);
alter table tasks add column title_key varchar(200);
update tasks set title_key = lower(left(title, 200)), claimed_until = case when status = 1 then coalesce(claimed_at, created_at) + interval '7 days' end;

-- Open, claimed and on hold: the tasks that somebody still has to do.
drop index tasks_unit;
drop index tasks_assignee;
drop index tasks_bookmark;
drop index tasks_claimed;
create index tasks_unit on tasks (unit_id, (due_at is null), due_at, priority desc, created_at, id)
  include (status, case_id, role, assignee, claimed_by, claimed_until, held_until, candidate_group, step, title_key)
  where status in (0, 1, 4) and unit_id is not null;
create index tasks_held on tasks (unit_id, held_until) where status = 4;
create index tasks_assignee on tasks (assignee, id) where assignee is not null and status in (0, 1, 4);
create index tasks_bookmark on tasks (bookmark_id) where bookmark_id is not null and status in (0, 1, 4);
create index tasks_claimed on tasks (claimed_by) where claimed_by is not null and status in (0, 1, 4);
create index tasks_open_case on tasks (case_id) where case_id is not null and status in (0, 1, 4);
create index tasks_done on tasks (completed_by, completed_at) where status = 2;

create index case_members_user on case_members (user_id) where left_on is null and user_id is not null;

-- What people have done with a task. reason is personal text. kind: see TaskEventKind.
create table task_events (
  id uuid not null primary key,
  task_id uuid not null,
  case_id uuid,
  kind integer not null,
  acted_at timestamptz not null,
  acted_by varchar(100) not null,
  from_user varchar(100),
  to_user varchar(100),
  until timestamptz,
  reason varchar(1000)
);
create index task_events_task on task_events (task_id, acted_at);

-- Filters of a list that somebody keeps; unit_id: shared with those who work there. query holds what was searched for, which may be a name.
create table saved_filters (
  id uuid not null primary key,
  owner_id varchar(100) not null,
  name varchar(100) not null,
  query varchar(1000) not null,
  unit_id varchar(60),
  saved_at timestamptz not null
);
create unique index saved_filters_owner on saved_filters (owner_id, name);
create index saved_filters_unit on saved_filters (unit_id) where unit_id is not null;
