-- Cases that were under way elsewhere, sentences as the source system has them, and corrections of what was entered.
alter table cases add column taken_over_in integer;

-- What a case was taken over with: held on and by apart from entered at and by.
create table case_taken_over (
  case_id uuid not null references cases (id) on delete cascade,
  fact varchar(40) not null,
  held_on date not null,
  held_by varchar(100) not null,
  entered_at timestamptz not null,
  entered_by varchar(100) not null,
  primary key (case_id, fact)
);

-- The same reference twice is one case.
create table takeover_references (
  reference varchar(100) not null primary key,
  case_id uuid not null references cases (id) on delete cascade,
  taken_over_at timestamptz not null,
  taken_over_by varchar(100) not null
);

-- The last message of each sentence. Several sentences of a person may be served in one case; none for one that had ended when it was first told of.
create table source_sentences (
  source_id varchar(100) not null primary key,
  case_id uuid references cases (id) on delete cascade,
  person_id uuid references persons (id),
  sequence bigint not null,
  content_hash varchar(64) not null,
  effect varchar(20) not null,
  unit_id varchar(60) not null,
  start_date date not null,
  release_date date,
  transfer_date date,
  custody_end_date date,
  ended_on date,
  received_at timestamptz not null,
  received_from varchar(100) not null
);
create index source_sentences_case on source_sentences (case_id);

-- What had been entered wrong: old and new as text, why, who and when. Personal text. Only ever added.
create table case_corrections (
  id uuid not null primary key,
  case_id uuid not null references cases (id) on delete cascade,
  fact varchar(60) not null,
  part integer,
  old_value text,
  new_value text,
  reason varchar(1000) not null,
  task_id uuid,
  made_by varchar(100) not null,
  made_at timestamptz not null
);
create index case_corrections_case on case_corrections (case_id, made_at);
create index case_corrections_task on case_corrections (task_id) where task_id is not null;
