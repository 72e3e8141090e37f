-- Whoever completes a task ends its deadline: found by the task, not among all deadlines there ever were.
create index deadlines_task on deadlines (task_id);
