-- Cases that were under way elsewhere, sentences as the source system has them, and corrections of what was entered.
alter table cases add column taken_over_in integer;

-- What a case was taken over with: held on and by apart from entered at and by.
create table case_taken_over (
  case_id text not null references cases (id) on delete cascade,
  fact text not null,
  held_on text not null,
  held_by text not null,
  entered_at integer not null,
  entered_by text not null,
  primary key (case_id, fact)
);

-- The same reference twice is one case.
create table takeover_references (
  reference text not null primary key,
  case_id text not null references cases (id) on delete cascade,
  taken_over_at integer not null,
  taken_over_by text not null
);

-- The last message of each sentence. Several sentences of a person may be served in one case; none for one that had ended when it was first told of.
create table source_sentences (
  source_id text not null primary key,
  case_id text references cases (id) on delete cascade,
  person_id text references persons (id),
  sequence integer not null,
  content_hash text not null,
  effect text not null,
  unit_id text not null,
  start_date text not null,
  release_date text,
  transfer_date text,
  custody_end_date text,
  ended_on text,
  received_at integer not null,
  received_from text not null
);
create index source_sentences_case on source_sentences (case_id);

-- What had been entered wrong: old and new as text, why, who and when. Personal text. Only ever added.
create table case_corrections (
  id text not null primary key,
  case_id text not null references cases (id) on delete cascade,
  fact text not null,
  part integer,
  old_value text,
  new_value text,
  reason text not null,
  task_id text,
  made_by text not null,
  made_at integer not null
);
create index case_corrections_case on case_corrections (case_id, made_at);
create index case_corrections_task on case_corrections (task_id) where task_id is not null;
