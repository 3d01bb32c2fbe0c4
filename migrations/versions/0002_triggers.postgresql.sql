CREATE FUNCTION notice_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.sent_at IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.event <> OLD.event OR NEW.subject_id <> OLD.subject_id OR NEW.queued_at <> OLD.queued_at OR CAST(NEW.params AS TEXT) <> CAST(OLD.params AS TEXT) THEN RAISE EXCEPTION 'a notice is sent once and never changes' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER notice_kept BEFORE UPDATE ON notice FOR EACH ROW EXECUTE FUNCTION notice_kept()
----
ALTER TABLE notice ENABLE ALWAYS TRIGGER notice_kept
----
CREATE FUNCTION notice_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'a notice is kept' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER notice_no_delete BEFORE DELETE ON notice FOR EACH ROW EXECUTE FUNCTION notice_no_delete()
----
ALTER TABLE notice ENABLE ALWAYS TRIGGER notice_no_delete
----
CREATE TRIGGER notice_no_truncate BEFORE TRUNCATE ON notice FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE notice ENABLE ALWAYS TRIGGER notice_no_truncate
