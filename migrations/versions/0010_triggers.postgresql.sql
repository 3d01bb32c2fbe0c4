CREATE FUNCTION notice_delivery_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.result IS NOT NULL OR NEW.notice_id <> OLD.notice_id OR NEW.channel <> OLD.channel OR NEW.attempt <> OLD.attempt THEN RAISE EXCEPTION 'an attempt ends once' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER notice_delivery_kept BEFORE UPDATE ON notice_delivery FOR EACH ROW EXECUTE FUNCTION notice_delivery_kept()
----
ALTER TABLE notice_delivery ENABLE ALWAYS TRIGGER notice_delivery_kept
----
CREATE FUNCTION notice_delivery_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'an attempt is kept' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER notice_delivery_no_delete BEFORE DELETE ON notice_delivery FOR EACH ROW EXECUTE FUNCTION notice_delivery_no_delete()
----
ALTER TABLE notice_delivery ENABLE ALWAYS TRIGGER notice_delivery_no_delete
----
CREATE FUNCTION promised_date_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.closed_at IS NOT NULL OR NEW.request_id <> OLD.request_id OR NEW.kind <> OLD.kind OR NEW.day <> OLD.day OR NEW.made_at <> OLD.made_at THEN RAISE EXCEPTION 'a promise never changes' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER promised_date_kept BEFORE UPDATE ON promised_date FOR EACH ROW EXECUTE FUNCTION promised_date_kept()
----
ALTER TABLE promised_date ENABLE ALWAYS TRIGGER promised_date_kept
----
CREATE FUNCTION promised_date_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'a promise is kept' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER promised_date_no_delete BEFORE DELETE ON promised_date FOR EACH ROW EXECUTE FUNCTION promised_date_no_delete()
----
ALTER TABLE promised_date ENABLE ALWAYS TRIGGER promised_date_no_delete
----
CREATE TRIGGER notice_delivery_no_truncate BEFORE TRUNCATE ON notice_delivery FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE notice_delivery ENABLE ALWAYS TRIGGER notice_delivery_no_truncate
----
CREATE TRIGGER promised_date_no_truncate BEFORE TRUNCATE ON promised_date FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE promised_date ENABLE ALWAYS TRIGGER promised_date_no_truncate
