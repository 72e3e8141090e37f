-- What supervisors have changed in running instances. Only ever added. arguments: JSON of ids and codes, never a variable's value.
create table alterations (
  id uuid not null primary key,
  instance_id uuid not null,
  kind text not null,
  arguments text not null,
  altered_by varchar(100) not null,
  reason text not null,
  altered_at timestamptz not null,
  revision_before bigint not null,
  revision_after bigint not null
);
create index alterations_instance on alterations (instance_id);
