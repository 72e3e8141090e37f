-- Who draws on which flow: one window of one person at a time. The row stays when the time is over, so that a window that slept learns whether anybody
-- else has been there since. Instants are the database's own.
create table definition_leases (
  definition_id text primary key,
  window_id text not null,
  user_id text not null,
  user_name text not null,
  taken_at integer not null,
  expires_at integer not null,
  taken_from text,
  reason text
) without rowid;
