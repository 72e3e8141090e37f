-- Which versions a version has built in as activities: they stay as long as it does.
create table definition_uses (
  version_id text not null references definitions (version_id) on delete cascade,
  used_version_id text not null references definitions (version_id),
  primary key (version_id, used_version_id)
);
create index definition_uses_used on definition_uses (used_version_id);
