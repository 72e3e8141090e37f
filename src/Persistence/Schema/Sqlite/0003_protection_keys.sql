-- Keys that protect cookies and forms, shared by all processes.
create table protection_keys (
    id text not null primary key,
    friendly_name text not null,
    xml text not null
);
