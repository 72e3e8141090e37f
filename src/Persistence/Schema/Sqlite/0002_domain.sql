-- The domain's rows. Instants are microseconds since the Unix epoch, days text yyyy-MM-dd, ids text. Choices are numbers, named in src/Domain. Forward-only, as 0001.

-- One person may have several cases, one at a time.
create table persons (
  id text not null primary key,
  national_number text not null,
  given_name text not null,
  family_name text not null,
  email text,
  address text,
  entered_at integer not null
);
create unique index persons_national_number on persons (national_number);

create table units (
  id text not null primary key,
  name text not null,
  kind integer not null,
  region_id text,
  leader_id text
);

create table agencies (
  id text not null primary key,
  name text not null,
  role text not null,
  channel integer not null,
  email text
);

-- Roles: keys with spaces between them.
create table users (
  id text not null primary key,
  display_name text not null,
  roles text not null,
  unit_id text,
  agency_id text,
  email text
);
create index users_unit on users (unit_id);

-- version guards every write to the case and its parts.
create table cases (
  id text not null primary key,
  version integer not null,
  person_id text not null references persons (id),
  unit_id text not null,
  status integer not null,
  opened_at integer not null,
  opened_by text not null,
  ended_at integer,
  status_reason text,
  language text not null,
  interpreter_language text,
  home_municipality text,
  home_clarified_on text,
  existing_group text,
  start_date text not null,
  release_date text,
  transfer_date text,
  summoned_on text,
  summoned_by integer,
  input_closed_on text,
  group_established_on text,
  needs_talk_held_on text
);
create index cases_unit on cases (unit_id, status);
create index cases_person on cases (person_id);
-- No double registration: one case that goes on (open 1, paused 2) for a person.
create unique index cases_one_open on cases (person_id) where status in (1, 2);

-- The parts of a case: keyed by the case and their number in it, given by the domain, never deleted.
create table case_roles (
  case_id text not null references cases (id) on delete cascade,
  number integer not null,
  role text not null,
  user_id text,
  member_number integer,
  from_date text not null,
  to_date text,
  confirmed_at integer,
  gone_through_on text,
  primary key (case_id, number)
) without rowid;
create index case_roles_user on case_roles (user_id) where to_date is null;

create table case_members (
  case_id text not null references cases (id) on delete cascade,
  number integer not null,
  role text not null,
  channel integer not null,
  is_external integer not null,
  user_id text,
  agency_id text,
  name text,
  email text,
  from_existing_group integer not null,
  joined_on text not null,
  left_on text,
  primary key (case_id, number)
) without rowid;

create table case_needs (
  case_id text not null references cases (id) on delete cascade,
  number integer not null,
  tangle integer not null,
  knot text not null,
  thread text not null,
  acute integer not null,
  status integer not null,
  raised_on text not null,
  entered_by text not null,
  entered_at integer not null,
  primary key (case_id, number)
) without rowid;

create table case_consents (
  case_id text not null references cases (id) on delete cascade,
  number integer not null,
  answer integer not null,
  decided_on text not null,
  asked_by text not null,
  explained text not null,
  entered_at integer not null,
  entered_by text not null,
  primary key (case_id, number)
) without rowid;

create table case_sharings (
  case_id text not null references cases (id) on delete cascade,
  number integer not null,
  member_number integer not null,
  matter integer not null,
  measure_number integer,
  shared_at integer not null,
  shared_by text not null,
  stopped_at integer,
  primary key (case_id, number)
) without rowid;

-- answers: numbers of needs with spaces between them; so in case_measures.
create table case_proposals (
  case_id text not null references cases (id) on delete cascade,
  number integer not null,
  member_number integer,
  title text not null,
  description text,
  starts_on text not null,
  ends_on text,
  requirements text not null,
  answers text not null,
  entered_at integer not null,
  entered_by text not null,
  primary key (case_id, number)
) without rowid;

create table case_plan_versions (
  case_id text not null references cases (id) on delete cascade,
  number integer not null,
  agreed_on text not null,
  agreed_with text not null,
  note text,
  entered_at integer not null,
  entered_by text not null,
  primary key (case_id, number)
) without rowid;

create table case_measures (
  case_id text not null references cases (id) on delete cascade,
  number integer not null,
  proposal_number integer,
  title text not null,
  deliverer_number integer,
  acute integer not null,
  plan_version integer,
  starts_on text not null,
  ends_on text,
  required_of_person text not null,
  answers text not null,
  status integer not null,
  started_on text,
  ended_on text,
  last_heard_on text,
  entered_at integer not null,
  entered_by text not null,
  primary key (case_id, number)
) without rowid;

create table case_measure_log (
  case_id text not null references cases (id) on delete cascade,
  number integer not null,
  measure_number integer not null,
  on_date text not null,
  text text not null,
  entered_at integer not null,
  entered_by text not null,
  primary key (case_id, number)
) without rowid;

create table case_meetings (
  case_id text not null references cases (id) on delete cascade,
  number integer not null,
  kind integer not null,
  status integer not null,
  planned_at integer,
  place integer not null,
  location text,
  held_on text,
  held_by text,
  supported_by text,
  minutes text,
  entered_at integer,
  entered_by text,
  primary key (case_id, number)
) without rowid;
create index case_meetings_planned on case_meetings (planned_at) where status = 1;

create table case_attendance (
  case_id text not null references cases (id) on delete cascade,
  number integer not null,
  meeting_number integer not null,
  member_number integer,
  presence integer not null,
  reason text,
  primary key (case_id, number)
) without rowid;

create table case_agenda (
  case_id text not null references cases (id) on delete cascade,
  number integer not null,
  meeting_number integer,
  change_number integer,
  text text not null,
  added_at integer not null,
  discussed_on text,
  primary key (case_id, number)
) without rowid;

create table case_changes (
  case_id text not null references cases (id) on delete cascade,
  number integer not null,
  kind integer not null,
  what text not null,
  made_by text not null,
  made_at integer not null,
  primary key (case_id, number)
) without rowid;

create table case_transitions (
  case_id text not null references cases (id) on delete cascade,
  number integer not null,
  kind integer not null,
  receiver text not null,
  begun_on text not null,
  status integer not null,
  confirmed_on text,
  primary key (case_id, number)
) without rowid;

create table case_handover_lines (
  case_id text not null references cases (id) on delete cascade,
  number integer not null,
  transition_number integer not null,
  role text not null,
  leaver_holding integer not null,
  taker_holding integer,
  taker_member integer,
  joined_on text,
  gone_through_on text,
  confirmed_at integer,
  primary key (case_id, number)
) without rowid;

create table case_checklist (
  case_id text not null references cases (id) on delete cascade,
  number integer not null,
  transition_number integer not null,
  item text not null,
  done_on text,
  done_by text,
  primary key (case_id, number)
) without rowid;

create table case_farewells (
  case_id text not null references cases (id) on delete cascade,
  number integer not null,
  held_on text not null,
  held_by text not null,
  goes_on text not null,
  responsibility_taken_by text,
  responsibility_statement text,
  entered_at integer not null,
  entered_by text not null,
  primary key (case_id, number)
) without rowid;

create table group_messages (
  id text not null primary key,
  case_id text not null references cases (id) on delete cascade,
  author_id text not null,
  text text not null,
  at integer not null
);
create index group_messages_case on group_messages (case_id, at);

-- rungs and pauses: JSON arrays; fired: indices of rungs with spaces between them. The timer itself is the bookmark's.
create table deadlines (
  id text not null primary key,
  case_id text not null references cases (id) on delete cascade,
  instance_id text not null,
  bookmark_id text not null,
  task_id text,
  fact text not null,
  "offset" integer not null,
  unit integer not null,
  rungs text not null,
  armed_at integer not null,
  pauses text not null,
  fired text not null,
  date text,
  due_at integer,
  next_at integer,
  ended_at integer
);
create index deadlines_case on deadlines (case_id);
create index deadlines_bookmark on deadlines (bookmark_id);
