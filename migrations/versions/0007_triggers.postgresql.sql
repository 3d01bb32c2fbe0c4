CREATE FUNCTION rule_draft_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state) <> 'written' THEN RAISE EXCEPTION 'a rule_draft starts in written' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER rule_draft_start BEFORE INSERT ON rule_draft FOR EACH ROW EXECUTE FUNCTION rule_draft_start()
----
ALTER TABLE rule_draft ENABLE ALWAYS TRIGGER rule_draft_start
----
CREATE FUNCTION rule_draft_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state) <> (OLD.state) AND (OLD.state) || '>' || (NEW.state) NOT IN ('proposed>discarded', 'proposed>published', 'proposed>written', 'written>discarded', 'written>proposed') THEN RAISE EXCEPTION 'the lifecycle of rule_draft has no such move' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER rule_draft_move BEFORE UPDATE ON rule_draft FOR EACH ROW EXECUTE FUNCTION rule_draft_move()
----
ALTER TABLE rule_draft ENABLE ALWAYS TRIGGER rule_draft_move
----
CREATE FUNCTION rule_draft_text() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state <> 'written' AND (NEW.hash <> OLD.hash OR NEW.version <> OLD.version OR NEW.effective_from <> OLD.effective_from OR NEW.program <> OLD.program OR NEW.agency_id <> OLD.agency_id OR CAST(NEW.payload AS TEXT) <> CAST(OLD.payload AS TEXT) OR CAST(NEW.authors AS TEXT) <> CAST(OLD.authors AS TEXT)) THEN RAISE EXCEPTION 'proposed rules stay' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER rule_draft_text BEFORE UPDATE ON rule_draft FOR EACH ROW EXECUTE FUNCTION rule_draft_text()
----
ALTER TABLE rule_draft ENABLE ALWAYS TRIGGER rule_draft_text
----
CREATE FUNCTION rule_draft_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'a draft of rules is kept' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER rule_draft_no_delete BEFORE DELETE ON rule_draft FOR EACH ROW EXECUTE FUNCTION rule_draft_no_delete()
----
ALTER TABLE rule_draft ENABLE ALWAYS TRIGGER rule_draft_no_delete
----
CREATE FUNCTION rule_version_by_two() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.published_by_id IS NOT NULL AND (NEW.drafted_by_id IS NULL OR NEW.drafted_by_id = NEW.published_by_id) THEN RAISE EXCEPTION 'rules need two people' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER rule_version_by_two BEFORE INSERT ON rule_version FOR EACH ROW EXECUTE FUNCTION rule_version_by_two()
----
ALTER TABLE rule_version ENABLE ALWAYS TRIGGER rule_version_by_two
----
CREATE TRIGGER rule_draft_no_truncate BEFORE TRUNCATE ON rule_draft FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE rule_draft ENABLE ALWAYS TRIGGER rule_draft_no_truncate
