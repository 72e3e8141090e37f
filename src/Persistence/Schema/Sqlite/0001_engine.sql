-- The engine's rows. Instants are microseconds since the Unix epoch, ids text. Forward-only: a script that has been applied somewhere is never edited, the next number changes it.
-- Few indexes: every one is paid for by each burst. No foreign keys between engine rows: whoever writes holds the instance by its
-- revision, retention deletes by instance, and the checks would cost a look-up a row.

create table definitions (
  version_id text not null primary key,
  definition_id text not null,
  version integer not null,
  name text not null,
  json text not null,
  is_latest integer not null,
  is_published integer not null,
  is_frozen integer not null,
  revision integer not null,
  created_at integer not null,
  updated_at integer not null
);
create unique index definitions_version on definitions (definition_id, version);
create unique index definitions_latest on definitions (definition_id) where is_latest;
create unique index definitions_published on definitions (definition_id) where is_published;

-- The ids are version 7: in order of time, so the primary key serves lists by age too.
create table instances (
  id text not null primary key,
  definition_id text not null,
  version_id text not null,
  correlation_id text,
  parent_id text,
  root_id text not null,
  status integer not null,
  sub_status integer not null,
  revision integer not null,
  behaviour_version integer not null,
  incident_count integer not null,
  state blob not null,
  created_at integer not null,
  updated_at integer not null,
  finished_at integer
);
create index instances_correlation on instances (correlation_id) where correlation_id is not null;
create index instances_parent on instances (parent_id) where parent_id is not null;

create table instance_pins (
  root_id text not null,
  definition_id text not null,
  version_id text not null,
  primary key (root_id, definition_id)
) without rowid;

-- A broadcast takes the number the next bookmark would get and reaches lower ones only: a number is never given twice, also when the
-- last bookmark is gone.
create table bookmarks (
  sequence integer primary key autoincrement,
  id text not null unique,
  instance_id text not null,
  node_id text not null,
  execution_id integer not null,
  name text not null,
  key text not null,
  correlation_id text,
  due_at integer,
  lease_until integer,
  fence integer not null default 0
);
create index bookmarks_instance on bookmarks (instance_id);
create index bookmarks_match on bookmarks (key, name) where key <> '';
create index bookmarks_due on bookmarks (due_at) where due_at is not null;

-- ready_at, machine clock: when somebody may be woken for it. A claim moves it to the end of its lease.
create table stimuli (
  instance_id text not null,
  key text not null,
  name text not null,
  bookmark_key text not null,
  bookmark_id text,
  payload text,
  not_before integer,
  status integer not null,
  ready_at integer not null,
  created_at integer not null,
  primary key (instance_id, key)
) without rowid;
create index stimuli_ready on stimuli (ready_at) where status = 0;

create table broadcasts (
  id text not null primary key,
  sequence integer not null,
  name text not null,
  key text not null,
  correlation_id text,
  payload text,
  created_at integer not null
);

-- One row a burst.
create table journal (
  instance_id text not null,
  first_sequence integer not null,
  entry_count integer not null,
  entries blob not null,
  written_at integer not null,
  primary key (instance_id, first_sequence)
);

create table incidents (
  id text not null primary key,
  instance_id text not null,
  node_id text not null,
  execution_id integer not null,
  activity_type text not null,
  code text not null,
  message text not null,
  retryable integer not null,
  attempts integer not null,
  status integer not null,
  created_at integer not null,
  retry_at integer,
  resolved_at integer,
  resolution text,
  resolved_by text
);
create index incidents_instance on incidents (instance_id);
create index incidents_open on incidents (created_at) where status <> 2;

create table tasks (
  id text not null primary key,
  instance_id text,
  bookmark_id text,
  case_id text,
  step text not null,
  title text not null,
  text text not null,
  role text,
  assignee text,
  priority integer not null,
  due_at integer,
  deadline_text text,
  form_json text not null,
  outcomes_json text not null,
  status integer not null,
  claimed_by text,
  claimed_at integer,
  completed_by text,
  completed_at integer,
  outcome text,
  close_reason text,
  created_at integer not null,
  version integer not null
);
create index tasks_case on tasks (case_id) where case_id is not null;
create index tasks_assignee on tasks (assignee, id) where assignee is not null and status < 2;
create index tasks_bookmark on tasks (bookmark_id) where bookmark_id is not null and status < 2;

create table outbox (
  id text not null primary key,
  key text not null,
  kind text not null,
  case_id text,
  instance_id text,
  payload text not null,
  rendered text,
  status integer not null,
  attempts integer not null,
  next_attempt_at integer not null,
  lease_until integer,
  fence integer not null,
  created_at integer not null
);
create unique index outbox_key on outbox (key);
create index outbox_waiting on outbox (next_attempt_at) where status = 0;
create index outbox_case on outbox (case_id) where case_id is not null;
create index outbox_unsent on outbox (instance_id) where status = 0;

create table delivery_attempts (
  outbox_id text not null,
  attempt integer not null,
  at integer not null,
  code text not null,
  primary key (outbox_id, attempt)
) without rowid;

create table business_clock (
  id integer primary key check (id = 1),
  now integer not null
);
