-- Who has looked at which case.
create table case_reads (
  id uuid not null primary key,
  case_id uuid not null references cases (id) on delete cascade,
  read_by varchar(100) not null,
  read_at timestamptz not null,
  what varchar(40) not null
);
create index case_reads_case on case_reads (case_id, read_at);

-- Answers to tasks of no process step.
create table task_answers (
  task_id uuid not null primary key,
  case_id uuid,
  answers text not null,
  given_by varchar(100) not null,
  given_at timestamptz not null
);
