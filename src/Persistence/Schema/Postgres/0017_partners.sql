-- What languages a person reads and speaks is the person's, not the case's. The columns of cases stay as the case's facts and are written with the person's.
alter table persons add column language varchar(20) not null default 'nb';
alter table persons add column further_languages varchar(200) not null default '';
alter table persons add column interpreter_language varchar(20);
update persons set
  language = coalesce((select c.language from cases c where c.person_id = persons.id order by c.opened_at desc limit 1), 'nb'),
  interpreter_language = (select c.interpreter_language from cases c where c.person_id = persons.id order by c.opened_at desc limit 1);
create table person_languages (
  person_id uuid not null references persons (id) on delete cascade,
  number integer not null,
  language varchar(20) not null,
  further_languages varchar(200) not null,
  interpreter_language varchar(20),
  changed_by varchar(100) not null,
  changed_at timestamptz not null,
  primary key (person_id, number)
);

-- Who handed over or posted the summons that went as a letter.
alter table cases add column summons_delivered_by varchar(100);

-- What is asked of the recipient of a notice, and what was answered.
create table notice_acknowledgements (
  notice_id uuid not null primary key,
  case_id uuid not null references cases (id) on delete cascade,
  to_kind integer not null,
  to_reference varchar(100) not null,
  asked_at timestamptz not null,
  answer integer not null,
  message varchar(1000),
  answered_at timestamptz,
  answered_by varchar(100),
  by_link boolean not null
);
create index notice_acknowledgements_case on notice_acknowledgements (case_id, asked_at);

-- Links by which a notice is answered without an account. Only the hash of a token is kept.
create table notice_links (
  token_hash varchar(64) not null primary key,
  notice_id uuid not null references notice_acknowledgements (notice_id) on delete cascade,
  expires_at timestamptz not null
);
create index notice_links_notice on notice_links (notice_id);

-- Tasks that people add to a case. What they typed stands here and nowhere in the engine's rows.
create table extra_tasks (
  id uuid not null primary key,
  case_id uuid not null references cases (id) on delete cascade,
  instance_id uuid not null,
  title varchar(200) not null,
  body varchar(4000) not null,
  role varchar(60),
  assignee varchar(100),
  due_on date,
  made_by varchar(100) not null,
  made_at timestamptz not null,
  cancelled_by varchar(100),
  cancelled_at timestamptz,
  cancel_reason varchar(1000)
);
create unique index extra_tasks_instance on extra_tasks (instance_id);
create index extra_tasks_case on extra_tasks (case_id, made_at);
