-- Recurring housekeeping. The schedule itself is kept in memory here: SQLite serves one process (docs/adr/0017).

-- One row a run. Machine clock. asked_by: user id of who asked for it; null: the schedule. outcome: 0 running, 1 done, 2 out of time,
-- 3 failed, 4 stopped with the process, 5 never ended. code: a stable code of what went wrong.
create table housekeeping_runs (
  id text not null primary key,
  job text not null,
  node text not null,
  asked_by text,
  started_at integer not null,
  ended_at integer,
  affected integer not null,
  outcome integer not null,
  code text
);
create index housekeeping_runs_job on housekeeping_runs (job, id);

-- Where a walk over ids goes on: below low nothing is left to do; resume_before: the last run was out of time there; lowest_left: the
-- lowest id passed since the walk began that has to be looked at again.
create table housekeeping_walks (
  walk text not null primary key,
  low text not null,
  resume_before text,
  lowest_left text
);
