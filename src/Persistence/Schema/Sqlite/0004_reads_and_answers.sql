-- Who has looked at which case.
create table case_reads (
  id text not null primary key,
  case_id text not null references cases (id) on delete cascade,
  read_by text not null,
  read_at integer not null,
  what text not null
);
create index case_reads_case on case_reads (case_id, read_at);

-- Answers to tasks of no process step.
create table task_answers (
  task_id text not null primary key,
  case_id text,
  answers text not null,
  given_by text not null,
  given_at integer not null
);
