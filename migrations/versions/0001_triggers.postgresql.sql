CREATE FUNCTION request_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state || COALESCE('.' || NEW.exception_kind, '')) <> 'draft' THEN RAISE EXCEPTION 'a request starts in draft' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER request_start BEFORE INSERT ON request FOR EACH ROW EXECUTE FUNCTION request_start()
----
ALTER TABLE request ENABLE ALWAYS TRIGGER request_start
----
CREATE FUNCTION request_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state || COALESCE('.' || NEW.exception_kind, '')) <> (OLD.state || COALESCE('.' || OLD.exception_kind, '')) AND (OLD.state || COALESCE('.' || OLD.exception_kind, '')) || '>' || (NEW.state || COALESCE('.' || NEW.exception_kind, '')) NOT IN ('approved>exception.held', 'approved>payout_scheduled', 'draft>submitted', 'exception.denied>in_review', 'exception.held>approved', 'exception.held>in_review', 'exception.provider>exception.denied', 'exception.provider>submitted', 'exception.returned>approved', 'exception.staff>in_review', 'exception.staff>submitted', 'in_review>approved', 'in_review>exception.denied', 'in_review>exception.provider', 'in_review>exception.staff', 'paid>exception.returned', 'payout_scheduled>approved', 'payout_scheduled>exception.held', 'payout_scheduled>exception.returned', 'payout_scheduled>paid', 'submitted>draft', 'submitted>exception.provider', 'submitted>exception.staff', 'submitted>in_review') THEN RAISE EXCEPTION 'the lifecycle of request has no such move' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER request_move BEFORE UPDATE ON request FOR EACH ROW EXECUTE FUNCTION request_move()
----
ALTER TABLE request ENABLE ALWAYS TRIGGER request_move
----
CREATE FUNCTION batch_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state) <> 'built' THEN RAISE EXCEPTION 'a batch starts in built' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER batch_start BEFORE INSERT ON batch FOR EACH ROW EXECUTE FUNCTION batch_start()
----
ALTER TABLE batch ENABLE ALWAYS TRIGGER batch_start
----
CREATE FUNCTION batch_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state) <> (OLD.state) AND (OLD.state) || '>' || (NEW.state) NOT IN ('acknowledged>settled', 'built>cancelled', 'built>released', 'released>sent', 'sent>acknowledged', 'sent>rejected') THEN RAISE EXCEPTION 'the lifecycle of batch has no such move' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER batch_move BEFORE UPDATE ON batch FOR EACH ROW EXECUTE FUNCTION batch_move()
----
ALTER TABLE batch ENABLE ALWAYS TRIGGER batch_move
----
CREATE FUNCTION entry_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state) <> 'live' THEN RAISE EXCEPTION 'a entry starts in live' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER entry_start BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION entry_start()
----
ALTER TABLE entry ENABLE ALWAYS TRIGGER entry_start
----
CREATE FUNCTION entry_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state) <> (OLD.state) AND (OLD.state) || '>' || (NEW.state) NOT IN ('live>rejected', 'live>returned', 'live>settled', 'settled>returned') THEN RAISE EXCEPTION 'the lifecycle of entry has no such move' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER entry_move BEFORE UPDATE ON entry FOR EACH ROW EXECUTE FUNCTION entry_move()
----
ALTER TABLE entry ENABLE ALWAYS TRIGGER entry_move
----
CREATE FUNCTION bank_account_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state) <> 'entered' THEN RAISE EXCEPTION 'a bank_account starts in entered' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER bank_account_start BEFORE INSERT ON bank_account FOR EACH ROW EXECUTE FUNCTION bank_account_start()
----
ALTER TABLE bank_account ENABLE ALWAYS TRIGGER bank_account_start
----
CREATE FUNCTION bank_account_move() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (NEW.state) <> (OLD.state) AND (OLD.state) || '>' || (NEW.state) NOT IN ('active>blocked', 'active>replaced', 'active>suspended', 'cooling_off>active', 'cooling_off>blocked', 'entered>blocked', 'entered>waiting_for_verification', 'suspended>active', 'suspended>blocked', 'suspended>replaced', 'waiting_for_verification>blocked', 'waiting_for_verification>cooling_off') THEN RAISE EXCEPTION 'the lifecycle of bank_account has no such move' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER bank_account_move BEFORE UPDATE ON bank_account FOR EACH ROW EXECUTE FUNCTION bank_account_move()
----
ALTER TABLE bank_account ENABLE ALWAYS TRIGGER bank_account_move
----
CREATE FUNCTION request_blocked() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state IN ('submitted', 'in_review', 'approved', 'payout_scheduled') AND EXISTS (SELECT 1 FROM check_result c JOIN request_version v ON v.id = c.version_id WHERE v.request_id = NEW.id AND v.number = NEW.current_version AND c.verdict = 'blocked') THEN RAISE EXCEPTION 'a blocking check failed' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER request_blocked BEFORE UPDATE ON request FOR EACH ROW EXECUTE FUNCTION request_blocked()
----
ALTER TABLE request ENABLE ALWAYS TRIGGER request_blocked
----
CREATE FUNCTION request_paid() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'paid' AND NOT EXISTS (SELECT 1 FROM remittance_line l JOIN remittance r ON r.id = l.remittance_id WHERE l.request_id = NEW.id AND r.returned_on IS NULL) THEN RAISE EXCEPTION 'paid needs a remittance' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER request_paid BEFORE UPDATE ON request FOR EACH ROW EXECUTE FUNCTION request_paid()
----
ALTER TABLE request ENABLE ALWAYS TRIGGER request_paid
----
CREATE FUNCTION request_scheduled() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.state = 'payout_scheduled' AND NOT EXISTS (SELECT 1 FROM batch_line b WHERE b.request_id = NEW.id AND b.active) THEN RAISE EXCEPTION 'scheduled needs a batch' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER request_scheduled BEFORE UPDATE ON request FOR EACH ROW EXECUTE FUNCTION request_scheduled()
----
ALTER TABLE request ENABLE ALWAYS TRIGGER request_scheduled
----
CREATE FUNCTION batch_released() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.state <> 'built' AND (NEW.total <> OLD.total OR NEW.entry_count <> OLD.entry_count OR NEW.effective_on <> OLD.effective_on OR NEW.number <> OLD.number) THEN RAISE EXCEPTION 'a released batch never changes' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER batch_released BEFORE UPDATE ON batch FOR EACH ROW EXECUTE FUNCTION batch_released()
----
ALTER TABLE batch ENABLE ALWAYS TRIGGER batch_released
----
CREATE FUNCTION bank_file_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.sha256 IS NOT NULL OR NEW.name <> OLD.name OR NEW.created_at <> OLD.created_at OR NEW.file_id_modifier <> OLD.file_id_modifier THEN RAISE EXCEPTION 'a bank file is written once' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER bank_file_kept BEFORE UPDATE ON bank_file FOR EACH ROW EXECUTE FUNCTION bank_file_kept()
----
ALTER TABLE bank_file ENABLE ALWAYS TRIGGER bank_file_kept
----
CREATE FUNCTION bank_file_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'a bank file is kept' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER bank_file_no_delete BEFORE DELETE ON bank_file FOR EACH ROW EXECUTE FUNCTION bank_file_no_delete()
----
ALTER TABLE bank_file ENABLE ALWAYS TRIGGER bank_file_no_delete
----
CREATE FUNCTION remittance_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.snapshot IS NULL OR NEW.number <> OLD.number OR NEW.paid <> OLD.paid OR NEW.settled_on <> OLD.settled_on OR CAST(NEW.snapshot AS TEXT) <> CAST(OLD.snapshot AS TEXT) THEN RAISE EXCEPTION 'a remittance never changes' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER remittance_kept BEFORE UPDATE ON remittance FOR EACH ROW EXECUTE FUNCTION remittance_kept()
----
ALTER TABLE remittance ENABLE ALWAYS TRIGGER remittance_kept
----
CREATE FUNCTION remittance_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'remittance is kept' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER remittance_no_delete BEFORE DELETE ON remittance FOR EACH ROW EXECUTE FUNCTION remittance_no_delete()
----
ALTER TABLE remittance ENABLE ALWAYS TRIGGER remittance_no_delete
----
CREATE FUNCTION adjustment_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'adjustment is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER adjustment_no_update BEFORE UPDATE ON adjustment FOR EACH ROW EXECUTE FUNCTION adjustment_no_update()
----
ALTER TABLE adjustment ENABLE ALWAYS TRIGGER adjustment_no_update
----
CREATE FUNCTION adjustment_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'adjustment is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER adjustment_no_delete BEFORE DELETE ON adjustment FOR EACH ROW EXECUTE FUNCTION adjustment_no_delete()
----
ALTER TABLE adjustment ENABLE ALWAYS TRIGGER adjustment_no_delete
----
CREATE FUNCTION audit_event_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'audit_event is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_event_no_update()
----
ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_no_update
----
CREATE FUNCTION audit_event_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'audit_event is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_event_no_delete()
----
ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_no_delete
----
CREATE FUNCTION decision_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'decision is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision FOR EACH ROW EXECUTE FUNCTION decision_no_update()
----
ALTER TABLE decision ENABLE ALWAYS TRIGGER decision_no_update
----
CREATE FUNCTION decision_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'decision is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision FOR EACH ROW EXECUTE FUNCTION decision_no_delete()
----
ALTER TABLE decision ENABLE ALWAYS TRIGGER decision_no_delete
----
CREATE FUNCTION decision_line_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'decision_line is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER decision_line_no_update BEFORE UPDATE ON decision_line FOR EACH ROW EXECUTE FUNCTION decision_line_no_update()
----
ALTER TABLE decision_line ENABLE ALWAYS TRIGGER decision_line_no_update
----
CREATE FUNCTION decision_line_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'decision_line is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER decision_line_no_delete BEFORE DELETE ON decision_line FOR EACH ROW EXECUTE FUNCTION decision_line_no_delete()
----
ALTER TABLE decision_line ENABLE ALWAYS TRIGGER decision_line_no_delete
----
CREATE FUNCTION ledger_posting_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'ledger_posting is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER ledger_posting_no_update BEFORE UPDATE ON ledger_posting FOR EACH ROW EXECUTE FUNCTION ledger_posting_no_update()
----
ALTER TABLE ledger_posting ENABLE ALWAYS TRIGGER ledger_posting_no_update
----
CREATE FUNCTION ledger_posting_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'ledger_posting is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER ledger_posting_no_delete BEFORE DELETE ON ledger_posting FOR EACH ROW EXECUTE FUNCTION ledger_posting_no_delete()
----
ALTER TABLE ledger_posting ENABLE ALWAYS TRIGGER ledger_posting_no_delete
----
CREATE FUNCTION received_file_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'received_file is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER received_file_no_update BEFORE UPDATE ON received_file FOR EACH ROW EXECUTE FUNCTION received_file_no_update()
----
ALTER TABLE received_file ENABLE ALWAYS TRIGGER received_file_no_update
----
CREATE FUNCTION received_file_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'received_file is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER received_file_no_delete BEFORE DELETE ON received_file FOR EACH ROW EXECUTE FUNCTION received_file_no_delete()
----
ALTER TABLE received_file ENABLE ALWAYS TRIGGER received_file_no_delete
----
CREATE FUNCTION remittance_line_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'remittance_line is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER remittance_line_no_update BEFORE UPDATE ON remittance_line FOR EACH ROW EXECUTE FUNCTION remittance_line_no_update()
----
ALTER TABLE remittance_line ENABLE ALWAYS TRIGGER remittance_line_no_update
----
CREATE FUNCTION remittance_line_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'remittance_line is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER remittance_line_no_delete BEFORE DELETE ON remittance_line FOR EACH ROW EXECUTE FUNCTION remittance_line_no_delete()
----
ALTER TABLE remittance_line ENABLE ALWAYS TRIGGER remittance_line_no_delete
----
CREATE FUNCTION request_line_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'request_line is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER request_line_no_update BEFORE UPDATE ON request_line FOR EACH ROW EXECUTE FUNCTION request_line_no_update()
----
ALTER TABLE request_line ENABLE ALWAYS TRIGGER request_line_no_update
----
CREATE FUNCTION request_line_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'request_line is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER request_line_no_delete BEFORE DELETE ON request_line FOR EACH ROW EXECUTE FUNCTION request_line_no_delete()
----
ALTER TABLE request_line ENABLE ALWAYS TRIGGER request_line_no_delete
----
CREATE FUNCTION request_version_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'request_version is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER request_version_no_update BEFORE UPDATE ON request_version FOR EACH ROW EXECUTE FUNCTION request_version_no_update()
----
ALTER TABLE request_version ENABLE ALWAYS TRIGGER request_version_no_update
----
CREATE FUNCTION request_version_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'request_version is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER request_version_no_delete BEFORE DELETE ON request_version FOR EACH ROW EXECUTE FUNCTION request_version_no_delete()
----
ALTER TABLE request_version ENABLE ALWAYS TRIGGER request_version_no_delete
----
CREATE FUNCTION rule_version_no_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'rule_version is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER rule_version_no_update BEFORE UPDATE ON rule_version FOR EACH ROW EXECUTE FUNCTION rule_version_no_update()
----
ALTER TABLE rule_version ENABLE ALWAYS TRIGGER rule_version_no_update
----
CREATE FUNCTION rule_version_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF 1 = 1 THEN RAISE EXCEPTION 'rule_version is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN OLD; END $$
----
CREATE TRIGGER rule_version_no_delete BEFORE DELETE ON rule_version FOR EACH ROW EXECUTE FUNCTION rule_version_no_delete()
----
ALTER TABLE rule_version ENABLE ALWAYS TRIGGER rule_version_no_delete
----
CREATE FUNCTION audit_event_no_replace() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF EXISTS (SELECT 1 FROM audit_event WHERE sequence = NEW.sequence) THEN RAISE EXCEPTION 'audit_event is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$
----
CREATE TRIGGER audit_event_no_replace BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_event_no_replace()
----
ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_no_replace
----
CREATE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'this table is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$
----
CREATE TRIGGER adjustment_no_truncate BEFORE TRUNCATE ON adjustment FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE adjustment ENABLE ALWAYS TRIGGER adjustment_no_truncate
----
CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_no_truncate
----
CREATE TRIGGER decision_no_truncate BEFORE TRUNCATE ON decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE decision ENABLE ALWAYS TRIGGER decision_no_truncate
----
CREATE TRIGGER decision_line_no_truncate BEFORE TRUNCATE ON decision_line FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE decision_line ENABLE ALWAYS TRIGGER decision_line_no_truncate
----
CREATE TRIGGER ledger_posting_no_truncate BEFORE TRUNCATE ON ledger_posting FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE ledger_posting ENABLE ALWAYS TRIGGER ledger_posting_no_truncate
----
CREATE TRIGGER received_file_no_truncate BEFORE TRUNCATE ON received_file FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE received_file ENABLE ALWAYS TRIGGER received_file_no_truncate
----
CREATE TRIGGER remittance_line_no_truncate BEFORE TRUNCATE ON remittance_line FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE remittance_line ENABLE ALWAYS TRIGGER remittance_line_no_truncate
----
CREATE TRIGGER request_line_no_truncate BEFORE TRUNCATE ON request_line FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE request_line ENABLE ALWAYS TRIGGER request_line_no_truncate
----
CREATE TRIGGER request_version_no_truncate BEFORE TRUNCATE ON request_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE request_version ENABLE ALWAYS TRIGGER request_version_no_truncate
----
CREATE TRIGGER rule_version_no_truncate BEFORE TRUNCATE ON rule_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE rule_version ENABLE ALWAYS TRIGGER rule_version_no_truncate
----
CREATE TRIGGER bank_file_no_truncate BEFORE TRUNCATE ON bank_file FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE bank_file ENABLE ALWAYS TRIGGER bank_file_no_truncate
----
CREATE TRIGGER remittance_no_truncate BEFORE TRUNCATE ON remittance FOR EACH STATEMENT EXECUTE FUNCTION refuse_truncate()
----
ALTER TABLE remittance ENABLE ALWAYS TRIGGER remittance_no_truncate
