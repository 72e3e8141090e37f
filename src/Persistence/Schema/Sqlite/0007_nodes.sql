-- The processes that serve this database: one, with SQLite. A row is a sign of life, not a right.
-- Instants are the database's own. clock_offset: by how many microseconds the node's machine is ahead of the database.
create table nodes (
  id text not null primary key,
  name text not null,
  version text not null,
  started_at integer not null,
  seen_at integer not null,
  clock_offset integer not null
);
