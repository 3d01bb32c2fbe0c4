CREATE FUNCTION upload_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state) <> 'quarantined' THEN RAISE EXCEPTION 'a upload starts in quarantined' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER upload_start BEFORE INSERT ON upload FOR EACH ROW EXECUTE FUNCTION upload_start()
----
ALTER TABLE upload ENABLE ALWAYS TRIGGER upload_start
----
CREATE FUNCTION upload_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state) <> (OLD.state) AND (OLD.state) || '>' || (NEW.state) NOT IN ('quarantined>clean', 'quarantined>infected', 'quarantined>unreadable') THEN RAISE EXCEPTION 'the lifecycle of upload has no such move' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER upload_move BEFORE UPDATE ON upload FOR EACH ROW EXECUTE FUNCTION upload_move()
----
ALTER TABLE upload ENABLE ALWAYS TRIGGER upload_move
----
CREATE FUNCTION upload_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.sha256 <> OLD.sha256 OR NEW.request_id <> OLD.request_id OR NEW.agency_id <> OLD.agency_id OR NEW.organisation_id <> OLD.organisation_id OR NEW.question <> OLD.question OR NEW.sent_at <> OLD.sent_at THEN RAISE EXCEPTION 'what was sent stays as it was sent' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER upload_kept BEFORE UPDATE ON upload FOR EACH ROW EXECUTE FUNCTION upload_kept()
----
ALTER TABLE upload ENABLE ALWAYS TRIGGER upload_kept
----
CREATE FUNCTION upload_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'an upload is kept' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER upload_no_delete BEFORE DELETE ON upload FOR EACH ROW EXECUTE FUNCTION upload_no_delete()
----
ALTER TABLE upload ENABLE ALWAYS TRIGGER upload_no_delete
----
CREATE TRIGGER upload_no_truncate BEFORE TRUNCATE ON upload FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE upload ENABLE ALWAYS TRIGGER upload_no_truncate
