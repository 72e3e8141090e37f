-- Work that flows wait for and programs outside the engine do. A row lives as long as the wait; a lease is on the database's clock.
create table worker_tasks (
  id uuid primary key,
  instance_id uuid not null,
  name varchar(200) not null,
  correlation_id text,
  payload text,
  created_at timestamptz not null,
  claimed_by text,
  claimed_until timestamptz
);
create index worker_tasks_name on worker_tasks (name, id);
