-- What supervisors have changed in running instances. Only ever added. arguments: JSON of ids and codes, never a variable's value.
create table alterations (
  id text not null primary key,
  instance_id text not null,
  kind text not null,
  arguments text not null,
  altered_by text not null,
  reason text not null,
  altered_at integer not null,
  revision_before integer not null,
  revision_after integer not null
);
create index alterations_instance on alterations (instance_id);
