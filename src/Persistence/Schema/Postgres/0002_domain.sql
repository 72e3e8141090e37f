-- The domain's rows. Instants are timestamptz, days date. Choices are numbers, named in src/Domain. Forward-only, as 0001.

-- One person may have several cases, one at a time.
create table persons (
  id uuid not null primary key,
  national_number varchar(11) not null,
  given_name varchar(100) not null,
  family_name varchar(100) not null,
  email varchar(254),
  address varchar(500),
  entered_at timestamptz not null
);
create unique index persons_national_number on persons (national_number);

create table units (
  id varchar(60) not null primary key,
  name varchar(200) not null,
  kind integer not null,
  region_id varchar(60),
  leader_id varchar(100)
);

create table agencies (
  id varchar(60) not null primary key,
  name varchar(200) not null,
  role varchar(60) not null,
  channel integer not null,
  email varchar(254)
);

-- Roles: keys with spaces between them.
create table users (
  id varchar(100) not null primary key,
  display_name varchar(200) not null,
  roles varchar(500) not null,
  unit_id varchar(60),
  agency_id varchar(60),
  email varchar(254)
);
create index users_unit on users (unit_id);

-- version guards every write to the case and its parts.
create table cases (
  id uuid not null primary key,
  version bigint not null,
  person_id uuid not null references persons (id),
  unit_id varchar(60) not null,
  status integer not null,
  opened_at timestamptz not null,
  opened_by varchar(100) not null,
  ended_at timestamptz,
  status_reason varchar(1000),
  language varchar(20) not null,
  interpreter_language varchar(20),
  home_municipality varchar(100),
  home_clarified_on date,
  existing_group varchar(200),
  start_date date not null,
  release_date date,
  transfer_date date,
  summoned_on date,
  summoned_by integer,
  input_closed_on date,
  group_established_on date,
  needs_talk_held_on date
);
create index cases_unit on cases (unit_id, status);
create index cases_person on cases (person_id);
-- No double registration: one case that goes on (open 1, paused 2) for a person.
create unique index cases_one_open on cases (person_id) where status in (1, 2);

-- The parts of a case: keyed by the case and their number in it, given by the domain, never deleted.
create table case_roles (
  case_id uuid not null references cases (id) on delete cascade,
  number integer not null,
  role varchar(60) not null,
  user_id varchar(100),
  member_number integer,
  from_date date not null,
  to_date date,
  confirmed_at timestamptz,
  gone_through_on date,
  primary key (case_id, number)
);
create index case_roles_user on case_roles (user_id) where to_date is null;

create table case_members (
  case_id uuid not null references cases (id) on delete cascade,
  number integer not null,
  role varchar(60) not null,
  channel integer not null,
  is_external boolean not null,
  user_id varchar(100),
  agency_id varchar(60),
  name varchar(200),
  email varchar(254),
  from_existing_group boolean not null,
  joined_on date not null,
  left_on date,
  primary key (case_id, number)
);

create table case_needs (
  case_id uuid not null references cases (id) on delete cascade,
  number integer not null,
  tangle integer not null,
  knot varchar(200) not null,
  thread varchar(2000) not null,
  acute boolean not null,
  status integer not null,
  raised_on date not null,
  entered_by varchar(100) not null,
  entered_at timestamptz not null,
  primary key (case_id, number)
);

create table case_consents (
  case_id uuid not null references cases (id) on delete cascade,
  number integer not null,
  answer integer not null,
  decided_on date not null,
  asked_by varchar(100) not null,
  explained varchar(4000) not null,
  entered_at timestamptz not null,
  entered_by varchar(100) not null,
  primary key (case_id, number)
);

create table case_sharings (
  case_id uuid not null references cases (id) on delete cascade,
  number integer not null,
  member_number integer not null,
  matter integer not null,
  measure_number integer,
  shared_at timestamptz not null,
  shared_by varchar(100) not null,
  stopped_at timestamptz,
  primary key (case_id, number)
);

-- answers: numbers of needs with spaces between them; so in case_measures.
create table case_proposals (
  case_id uuid not null references cases (id) on delete cascade,
  number integer not null,
  member_number integer,
  title varchar(200) not null,
  description varchar(4000),
  starts_on date not null,
  ends_on date,
  requirements varchar(2000) not null,
  answers varchar(1000) not null,
  entered_at timestamptz not null,
  entered_by varchar(100) not null,
  primary key (case_id, number)
);

create table case_plan_versions (
  case_id uuid not null references cases (id) on delete cascade,
  number integer not null,
  agreed_on date not null,
  agreed_with varchar(100) not null,
  note varchar(4000),
  entered_at timestamptz not null,
  entered_by varchar(100) not null,
  primary key (case_id, number)
);

create table case_measures (
  case_id uuid not null references cases (id) on delete cascade,
  number integer not null,
  proposal_number integer,
  title varchar(200) not null,
  deliverer_number integer,
  acute boolean not null,
  plan_version integer,
  starts_on date not null,
  ends_on date,
  required_of_person varchar(2000) not null,
  answers varchar(1000) not null,
  status integer not null,
  started_on date,
  ended_on date,
  last_heard_on date,
  entered_at timestamptz not null,
  entered_by varchar(100) not null,
  primary key (case_id, number)
);

create table case_measure_log (
  case_id uuid not null references cases (id) on delete cascade,
  number integer not null,
  measure_number integer not null,
  on_date date not null,
  text varchar(4000) not null,
  entered_at timestamptz not null,
  entered_by varchar(100) not null,
  primary key (case_id, number)
);

create table case_meetings (
  case_id uuid not null references cases (id) on delete cascade,
  number integer not null,
  kind integer not null,
  status integer not null,
  planned_at timestamptz,
  place integer not null,
  location varchar(500),
  held_on date,
  held_by varchar(100),
  supported_by varchar(100),
  minutes varchar(8000),
  entered_at timestamptz,
  entered_by varchar(100),
  primary key (case_id, number)
);
create index case_meetings_planned on case_meetings (planned_at) where status = 1;

create table case_attendance (
  case_id uuid not null references cases (id) on delete cascade,
  number integer not null,
  meeting_number integer not null,
  member_number integer,
  presence integer not null,
  reason varchar(1000),
  primary key (case_id, number)
);

create table case_agenda (
  case_id uuid not null references cases (id) on delete cascade,
  number integer not null,
  meeting_number integer,
  change_number integer,
  text varchar(1000) not null,
  added_at timestamptz not null,
  discussed_on date,
  primary key (case_id, number)
);

create table case_changes (
  case_id uuid not null references cases (id) on delete cascade,
  number integer not null,
  kind integer not null,
  what varchar(4000) not null,
  made_by varchar(100) not null,
  made_at timestamptz not null,
  primary key (case_id, number)
);

create table case_transitions (
  case_id uuid not null references cases (id) on delete cascade,
  number integer not null,
  kind integer not null,
  receiver varchar(100) not null,
  begun_on date not null,
  status integer not null,
  confirmed_on date,
  primary key (case_id, number)
);

create table case_handover_lines (
  case_id uuid not null references cases (id) on delete cascade,
  number integer not null,
  transition_number integer not null,
  role varchar(60) not null,
  leaver_holding integer not null,
  taker_holding integer,
  taker_member integer,
  joined_on date,
  gone_through_on date,
  confirmed_at timestamptz,
  primary key (case_id, number)
);

create table case_checklist (
  case_id uuid not null references cases (id) on delete cascade,
  number integer not null,
  transition_number integer not null,
  item varchar(200) not null,
  done_on date,
  done_by varchar(100),
  primary key (case_id, number)
);

create table case_farewells (
  case_id uuid not null references cases (id) on delete cascade,
  number integer not null,
  held_on date not null,
  held_by varchar(100) not null,
  goes_on varchar(4000) not null,
  responsibility_taken_by varchar(200),
  responsibility_statement varchar(4000),
  entered_at timestamptz not null,
  entered_by varchar(100) not null,
  primary key (case_id, number)
);

create table group_messages (
  id uuid not null primary key,
  case_id uuid not null references cases (id) on delete cascade,
  author_id varchar(100) not null,
  text varchar(4000) not null,
  at timestamptz not null
);
create index group_messages_case on group_messages (case_id, at);

-- rungs and pauses: JSON arrays; fired: indices of rungs with spaces between them. The timer itself is the bookmark's.
create table deadlines (
  id uuid not null primary key,
  case_id uuid not null references cases (id) on delete cascade,
  instance_id uuid not null,
  bookmark_id uuid not null,
  task_id uuid,
  fact varchar(60) not null,
  "offset" integer not null,
  unit integer not null,
  rungs text not null,
  armed_at timestamptz not null,
  pauses text not null,
  fired varchar(200) not null,
  date date,
  due_at timestamptz,
  next_at timestamptz,
  ended_at timestamptz
);
create index deadlines_case on deadlines (case_id);
create index deadlines_bookmark on deadlines (bookmark_id);
