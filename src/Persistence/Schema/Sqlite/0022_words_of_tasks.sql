-- What a task says in further languages: {"title":{"nn":"…","en":"…"},"text":{…},"deadline":{…}}. Title, text and deadline_text are bokmål. Null: one
-- language, as in every task made before.
alter table tasks add column words_json text;
