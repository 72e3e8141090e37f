-- Test runs of drafts: the database each ran in, packed. Machine clock. Nothing in it is about a person; rows older than a week go with the next run.
create table test_runs (
  id text not null primary key,
  definition_id text not null,
  run_by text not null,
  run_at integer not null,
  content blob not null
);
create index test_runs_run_at on test_runs (run_at);

create table test_run_instances (
  instance_id text not null primary key,
  run_id text not null references test_runs (id) on delete cascade
);
create index test_run_instances_run on test_run_instances (run_id);
