-- What starts instances by itself: the trigger activities of published versions, replaced when another version is published.
-- A name and key start on an event; a schedule starts when due_at has come, which is null when there is nothing to come.
create table triggers (
  id text not null primary key,
  sequence integer not null,
  definition_id text not null,
  version_id text not null,
  activity_id text not null,
  name text not null,
  key text not null,
  payload text,
  schedule text,
  due_at integer,
  fired_at integer,
  created_at integer not null
);
create unique index triggers_place on triggers (definition_id, activity_id, name, key);
create index triggers_match on triggers (key, name) where key <> '';
create index triggers_due on triggers (due_at) where due_at is not null;
