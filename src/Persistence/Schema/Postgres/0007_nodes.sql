-- The processes that serve this database. A row is a sign of life, not a right: work is shared by leases, whoever has a row.
-- Instants are the database's own. clock_offset: by how many microseconds the node's machine is ahead of the database.
create table nodes (
  id uuid primary key,
  name text not null,
  version text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  clock_offset bigint not null
) with (fillfactor = 50);
