-- What a user has typed into a task and not sent yet. Personal text.
create table task_drafts (
  task_id uuid not null,
  user_id varchar(100) not null,
  case_id uuid,
  answers text not null,
  outcome varchar(200),
  revision integer not null,
  saved_at timestamptz not null,
  taken_from varchar(100),
  primary key (task_id, user_id)
);

-- Remarks on a task, never edited. One that its writer struck keeps its row. Personal text.
create table task_comments (
  id uuid not null primary key,
  task_id uuid not null,
  case_id uuid,
  text varchar(4000) not null,
  written_by varchar(100) not null,
  written_at timestamptz not null,
  struck_at timestamptz
);
create index task_comments_task on task_comments (task_id, written_at);

-- Files on a task; the bytes lie in parts, so that no file has to be in memory whole to be read. A removed file keeps its row.
create table task_attachments (
  id uuid not null primary key,
  task_id uuid not null,
  case_id uuid,
  name varchar(150) not null,
  kind varchar(20) not null,
  size bigint not null,
  sha256 varchar(64) not null,
  added_by varchar(100) not null,
  added_at timestamptz not null,
  removed_by varchar(100),
  removed_at timestamptz
);
create index task_attachments_task on task_attachments (task_id, added_at);
create table task_attachment_parts (
  attachment_id uuid not null references task_attachments (id) on delete cascade,
  number integer not null,
  content bytea not null,
  primary key (attachment_id, number)
);

-- What a user has chosen for themselves, on whatever machine.
create table user_settings (
  user_id varchar(100) not null primary key,
  language varchar(10) not null
);
