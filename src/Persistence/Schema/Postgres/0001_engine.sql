-- The engine's rows. Forward-only: a script that has been applied somewhere is never edited, the next number changes it.
-- Few indexes: every one is paid for by each burst. No foreign keys between engine rows: whoever writes holds the instance by its
-- revision, retention deletes by instance, and the checks would cost a look-up a row.

create table definitions (
  version_id text primary key,
  definition_id text not null,
  version integer not null,
  name text not null,
  json text not null,
  is_latest boolean not null,
  is_published boolean not null,
  is_frozen boolean not null,
  revision integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index definitions_version on definitions (definition_id, version);
create unique index definitions_latest on definitions (definition_id) where is_latest;
create unique index definitions_published on definitions (definition_id) where is_published;

-- The ids are version 7: in order of time, so the primary key serves lists by age too. Room is left in the pages so that the next
-- state of an instance fits beside the last and no index has to be touched.
create table instances (
  id uuid primary key,
  definition_id text not null,
  version_id text not null,
  correlation_id text,
  parent_id uuid,
  root_id uuid not null,
  status smallint not null,
  sub_status smallint not null,
  revision bigint not null,
  behaviour_version integer not null,
  incident_count integer not null,
  state bytea not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz
) with (fillfactor = 70);
create index instances_correlation on instances (correlation_id) where correlation_id is not null;
create index instances_parent on instances (parent_id) where parent_id is not null;

create table instance_pins (
  root_id uuid not null,
  definition_id text not null,
  version_id text not null,
  primary key (root_id, definition_id)
);

-- Bookmarks and broadcasts draw from one sequence: a broadcast reaches bookmarks with a lower number only.
create sequence bookmark_sequence;

create table bookmarks (
  id uuid primary key,
  sequence bigint not null default nextval('bookmark_sequence'),
  instance_id uuid not null,
  node_id text not null,
  execution_id bigint not null,
  name text not null,
  key text not null,
  correlation_id text,
  due_at timestamptz,
  lease_until timestamptz,
  fence bigint not null default 0
) with (fillfactor = 80);
create index bookmarks_instance on bookmarks (instance_id);
create index bookmarks_match on bookmarks (key, name) where key <> '';
create index bookmarks_due on bookmarks (due_at) where due_at is not null;

-- ready_at, machine clock: when somebody may be woken for it. A claim moves it to the end of its lease.
create table stimuli (
  instance_id uuid not null,
  key text not null,
  name text not null,
  bookmark_key text not null,
  bookmark_id uuid,
  payload text,
  not_before timestamptz,
  status smallint not null,
  ready_at timestamptz not null,
  created_at timestamptz not null,
  primary key (instance_id, key)
);
create index stimuli_ready on stimuli (ready_at) where status = 0;

create table broadcasts (
  id uuid primary key,
  sequence bigint not null default nextval('bookmark_sequence'),
  name text not null,
  key text not null,
  correlation_id text,
  payload text,
  created_at timestamptz not null
);

-- One row a burst.
create table journal (
  instance_id uuid not null,
  first_sequence bigint not null,
  entry_count integer not null,
  entries bytea not null,
  written_at timestamptz not null,
  primary key (instance_id, first_sequence)
);

create table incidents (
  id uuid primary key,
  instance_id uuid not null,
  node_id text not null,
  execution_id bigint not null,
  activity_type text not null,
  code text not null,
  message text not null,
  retryable boolean not null,
  attempts integer not null,
  status smallint not null,
  created_at timestamptz not null,
  retry_at timestamptz,
  resolved_at timestamptz,
  resolution text,
  resolved_by text
);
create index incidents_instance on incidents (instance_id);
create index incidents_open on incidents (created_at) where status <> 2;

create table tasks (
  id uuid primary key,
  instance_id uuid,
  bookmark_id uuid,
  case_id uuid,
  step text not null,
  title text not null,
  text text not null,
  role text,
  assignee text,
  priority integer not null,
  due_at timestamptz,
  deadline_text text,
  form_json text not null,
  outcomes_json text not null,
  status smallint not null,
  claimed_by text,
  claimed_at timestamptz,
  completed_by text,
  completed_at timestamptz,
  outcome text,
  close_reason text,
  created_at timestamptz not null,
  version integer not null
) with (fillfactor = 80);
create index tasks_case on tasks (case_id) where case_id is not null;
create index tasks_assignee on tasks (assignee, id) where assignee is not null and status < 2;
create index tasks_bookmark on tasks (bookmark_id) where bookmark_id is not null and status < 2;

create table outbox (
  id uuid primary key,
  key text not null,
  kind text not null,
  case_id uuid,
  instance_id uuid,
  payload text not null,
  rendered text,
  status smallint not null,
  attempts integer not null,
  next_attempt_at timestamptz not null,
  lease_until timestamptz,
  fence bigint not null,
  created_at timestamptz not null
);
create unique index outbox_key on outbox (key);
create index outbox_waiting on outbox (next_attempt_at) where status = 0;
create index outbox_case on outbox (case_id) where case_id is not null;
create index outbox_unsent on outbox (instance_id) where status = 0;

create table delivery_attempts (
  outbox_id uuid not null,
  attempt integer not null,
  at timestamptz not null,
  code text not null,
  primary key (outbox_id, attempt)
);

create table business_clock (
  id integer primary key check (id = 1),
  now timestamptz not null
);

-- A guard inside a batch: no row changed means that somebody was first, and the whole transaction ends here.
create function must_change(changed bigint, code text, subject text) returns void language plpgsql as $$
begin
  if changed = 0 then
    raise exception using errcode = code, message = subject;
  end if;
end
$$;
