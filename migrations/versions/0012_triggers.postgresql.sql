CREATE FUNCTION person_notice_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.result IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.event <> OLD.event OR NEW.channel <> OLD.channel OR NEW.attempt <> OLD.attempt THEN RAISE EXCEPTION 'an attempt ends once' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER person_notice_kept BEFORE UPDATE ON person_notice FOR EACH ROW EXECUTE FUNCTION person_notice_kept()
----
ALTER TABLE person_notice ENABLE ALWAYS TRIGGER person_notice_kept
----
CREATE FUNCTION person_notice_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'an attempt is kept' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER person_notice_no_delete BEFORE DELETE ON person_notice FOR EACH ROW EXECUTE FUNCTION person_notice_no_delete()
----
ALTER TABLE person_notice ENABLE ALWAYS TRIGGER person_notice_no_delete
----
CREATE TRIGGER person_notice_no_truncate BEFORE TRUNCATE ON person_notice FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE person_notice ENABLE ALWAYS TRIGGER person_notice_no_truncate
