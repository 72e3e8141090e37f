-- A filter is shared with a candidate group too: one of the unit's, or an agency's people.
alter table saved_filters add column candidate_group text;
create index saved_filters_group on saved_filters (candidate_group) where candidate_group is not null;
