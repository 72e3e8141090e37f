-- What a user has typed into a task and not sent yet. Personal text.
create table task_drafts (
  task_id text not null,
  user_id text not null,
  case_id text,
  answers text not null,
  outcome text,
  revision integer not null,
  saved_at integer not null,
  taken_from text,
  primary key (task_id, user_id)
);

-- Remarks on a task, never edited. One that its writer struck keeps its row. Personal text.
create table task_comments (
  id text not null primary key,
  task_id text not null,
  case_id text,
  text text not null,
  written_by text not null,
  written_at integer not null,
  struck_at integer
);
create index task_comments_task on task_comments (task_id, written_at);

-- Files on a task; the bytes lie in parts, so that no file has to be in memory whole to be read. A removed file keeps its row.
create table task_attachments (
  id text not null primary key,
  task_id text not null,
  case_id text,
  name text not null,
  kind text not null,
  size integer not null,
  sha256 text not null,
  added_by text not null,
  added_at integer not null,
  removed_by text,
  removed_at integer
);
create index task_attachments_task on task_attachments (task_id, added_at);
create table task_attachment_parts (
  attachment_id text not null references task_attachments (id) on delete cascade,
  number integer not null,
  content blob not null,
  primary key (attachment_id, number)
);

-- What a user has chosen for themselves, on whatever machine.
create table user_settings (
  user_id text not null primary key,
  language text not null
);
