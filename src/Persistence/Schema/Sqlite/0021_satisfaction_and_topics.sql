-- What the person and staff answered about satisfaction. No part of the case: read only as figures of many.
create table satisfaction_answers (
  task_id text not null,
  respondent integer not null,
  question integer not null,
  case_id text not null references cases (id) on delete cascade,
  step text not null,
  unit_id text not null,
  score integer check (score between 1 and 5),
  given_on text not null,
  primary key (task_id, respondent, question)
);

create index satisfaction_answers_case on satisfaction_answers (case_id);

-- What is to be presented to the group stands on the agenda of its next meeting, not of the next talk with the person. Null: anything else.
alter table case_agenda add column topic integer;
