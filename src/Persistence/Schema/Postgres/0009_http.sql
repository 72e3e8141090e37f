-- Mails and requests of flows are claimed by loops of their own: each finds what is due of its kind without passing the other's.
drop index outbox_waiting;
create index outbox_waiting on outbox (kind, next_attempt_at) where status = 0;
