CREATE TRIGGER rule_draft_start BEFORE INSERT ON rule_draft WHEN (NEW.state) <> 'written' BEGIN SELECT RAISE(ABORT, 'a rule_draft starts in written'); END
----
CREATE TRIGGER rule_draft_move BEFORE UPDATE ON rule_draft WHEN (NEW.state) <> (OLD.state) AND (OLD.state) || '>' || (NEW.state) NOT IN ('proposed>discarded', 'proposed>published', 'proposed>written', 'written>discarded', 'written>proposed') BEGIN SELECT RAISE(ABORT, 'the lifecycle of rule_draft has no such move'); END
----
CREATE TRIGGER rule_draft_text BEFORE UPDATE ON rule_draft WHEN OLD.state <> 'written' AND (NEW.hash <> OLD.hash OR NEW.version <> OLD.version OR NEW.effective_from <> OLD.effective_from OR NEW.program <> OLD.program OR NEW.agency_id <> OLD.agency_id OR CAST(NEW.payload AS TEXT) <> CAST(OLD.payload AS TEXT) OR CAST(NEW.authors AS TEXT) <> CAST(OLD.authors AS TEXT)) BEGIN SELECT RAISE(ABORT, 'proposed rules stay'); END
----
CREATE TRIGGER rule_draft_no_delete BEFORE DELETE ON rule_draft WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'a draft of rules is kept'); END
----
CREATE TRIGGER rule_version_by_two BEFORE INSERT ON rule_version WHEN NEW.published_by_id IS NOT NULL AND (NEW.drafted_by_id IS NULL OR NEW.drafted_by_id = NEW.published_by_id) BEGIN SELECT RAISE(ABORT, 'rules need two people'); END
