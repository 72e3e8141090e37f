-- Work that flows wait for and programs outside the engine do. A row lives as long as the wait; a lease is on the database's clock.
create table worker_tasks (
  id text primary key,
  instance_id text not null,
  name text not null,
  correlation_id text,
  payload text,
  created_at integer not null,
  claimed_by text,
  claimed_until integer
) without rowid;
create index worker_tasks_name on worker_tasks (name, id);
