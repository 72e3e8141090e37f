-- What languages a person reads and speaks is the person's, not the case's. The columns of cases stay as the case's facts and are written with the person's.
alter table persons add column language text not null default 'nb';
alter table persons add column further_languages text not null default '';
alter table persons add column interpreter_language text;
update persons set
  language = coalesce((select c.language from cases c where c.person_id = persons.id order by c.opened_at desc limit 1), 'nb'),
  interpreter_language = (select c.interpreter_language from cases c where c.person_id = persons.id order by c.opened_at desc limit 1);
create table person_languages (
  person_id text not null references persons (id) on delete cascade,
  number integer not null,
  language text not null,
  further_languages text not null,
  interpreter_language text,
  changed_by text not null,
  changed_at integer not null,
  primary key (person_id, number)
);

-- Who handed over or posted the summons that went as a letter.
alter table cases add column summons_delivered_by text;

-- What is asked of the recipient of a notice, and what was answered.
create table notice_acknowledgements (
  notice_id text not null primary key,
  case_id text not null references cases (id) on delete cascade,
  to_kind integer not null,
  to_reference text not null,
  asked_at integer not null,
  answer integer not null,
  message text,
  answered_at integer,
  answered_by text,
  by_link integer not null
);
create index notice_acknowledgements_case on notice_acknowledgements (case_id, asked_at);

-- Links by which a notice is answered without an account. Only the hash of a token is kept.
create table notice_links (
  token_hash text not null primary key,
  notice_id text not null references notice_acknowledgements (notice_id) on delete cascade,
  expires_at integer not null
);
create index notice_links_notice on notice_links (notice_id);

-- Tasks that people add to a case. What they typed stands here and nowhere in the engine's rows.
create table extra_tasks (
  id text not null primary key,
  case_id text not null references cases (id) on delete cascade,
  instance_id text not null,
  title text not null,
  body text not null,
  role text,
  assignee text,
  due_on text,
  made_by text not null,
  made_at integer not null,
  cancelled_by text,
  cancelled_at integer,
  cancel_reason text
);
create unique index extra_tasks_instance on extra_tasks (instance_id);
create index extra_tasks_case on extra_tasks (case_id, made_at);
