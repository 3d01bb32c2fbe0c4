CREATE TRIGGER request_start BEFORE INSERT ON request WHEN (NEW.state || COALESCE('.' || NEW.exception_kind, '')) <> 'draft' BEGIN SELECT RAISE(ABORT, 'a request starts in draft'); END
----
CREATE TRIGGER request_move BEFORE UPDATE ON request WHEN (NEW.state || COALESCE('.' || NEW.exception_kind, '')) <> (OLD.state || COALESCE('.' || OLD.exception_kind, '')) AND (OLD.state || COALESCE('.' || OLD.exception_kind, '')) || '>' || (NEW.state || COALESCE('.' || NEW.exception_kind, '')) NOT IN ('approved>exception.held', 'approved>payout_scheduled', 'draft>submitted', 'exception.denied>in_review', 'exception.held>approved', 'exception.held>in_review', 'exception.provider>exception.denied', 'exception.provider>submitted', 'exception.returned>approved', 'exception.staff>in_review', 'exception.staff>submitted', 'in_review>approved', 'in_review>exception.denied', 'in_review>exception.provider', 'in_review>exception.staff', 'paid>exception.returned', 'payout_scheduled>approved', 'payout_scheduled>exception.held', 'payout_scheduled>exception.returned', 'payout_scheduled>paid', 'submitted>draft', 'submitted>exception.provider', 'submitted>exception.staff', 'submitted>in_review') BEGIN SELECT RAISE(ABORT, 'the lifecycle of request has no such move'); END
----
CREATE TRIGGER batch_start BEFORE INSERT ON batch WHEN (NEW.state) <> 'built' BEGIN SELECT RAISE(ABORT, 'a batch starts in built'); END
----
CREATE TRIGGER batch_move BEFORE UPDATE ON batch WHEN (NEW.state) <> (OLD.state) AND (OLD.state) || '>' || (NEW.state) NOT IN ('acknowledged>settled', 'built>cancelled', 'built>released', 'released>sent', 'sent>acknowledged', 'sent>rejected') BEGIN SELECT RAISE(ABORT, 'the lifecycle of batch has no such move'); END
----
CREATE TRIGGER entry_start BEFORE INSERT ON entry WHEN (NEW.state) <> 'live' BEGIN SELECT RAISE(ABORT, 'a entry starts in live'); END
----
CREATE TRIGGER entry_move BEFORE UPDATE ON entry WHEN (NEW.state) <> (OLD.state) AND (OLD.state) || '>' || (NEW.state) NOT IN ('live>rejected', 'live>returned', 'live>settled', 'settled>returned') BEGIN SELECT RAISE(ABORT, 'the lifecycle of entry has no such move'); END
----
CREATE TRIGGER bank_account_start BEFORE INSERT ON bank_account WHEN (NEW.state) <> 'entered' BEGIN SELECT RAISE(ABORT, 'a bank_account starts in entered'); END
----
CREATE TRIGGER bank_account_move BEFORE UPDATE ON bank_account WHEN (NEW.state) <> (OLD.state) AND (OLD.state) || '>' || (NEW.state) NOT IN ('active>blocked', 'active>replaced', 'active>suspended', 'cooling_off>active', 'cooling_off>blocked', 'entered>blocked', 'entered>waiting_for_verification', 'suspended>active', 'suspended>blocked', 'suspended>replaced', 'waiting_for_verification>blocked', 'waiting_for_verification>cooling_off') BEGIN SELECT RAISE(ABORT, 'the lifecycle of bank_account has no such move'); END
----
CREATE TRIGGER request_blocked BEFORE UPDATE ON request WHEN NEW.state IN ('submitted', 'in_review', 'approved', 'payout_scheduled') AND EXISTS (SELECT 1 FROM check_result c JOIN request_version v ON v.id = c.version_id WHERE v.request_id = NEW.id AND v.number = NEW.current_version AND c.verdict = 'blocked') BEGIN SELECT RAISE(ABORT, 'a blocking check failed'); END
----
CREATE TRIGGER request_paid BEFORE UPDATE ON request WHEN NEW.state = 'paid' AND NOT EXISTS (SELECT 1 FROM remittance_line l JOIN remittance r ON r.id = l.remittance_id WHERE l.request_id = NEW.id AND r.returned_on IS NULL) BEGIN SELECT RAISE(ABORT, 'paid needs a remittance'); END
----
CREATE TRIGGER request_scheduled BEFORE UPDATE ON request WHEN NEW.state = 'payout_scheduled' AND NOT EXISTS (SELECT 1 FROM batch_line b WHERE b.request_id = NEW.id AND b.active) BEGIN SELECT RAISE(ABORT, 'scheduled needs a batch'); END
----
CREATE TRIGGER batch_released BEFORE UPDATE ON batch WHEN OLD.state <> 'built' AND (NEW.total <> OLD.total OR NEW.entry_count <> OLD.entry_count OR NEW.effective_on <> OLD.effective_on OR NEW.number <> OLD.number) BEGIN SELECT RAISE(ABORT, 'a released batch never changes'); END
----
CREATE TRIGGER bank_file_kept BEFORE UPDATE ON bank_file WHEN OLD.sha256 IS NOT NULL OR NEW.name <> OLD.name OR NEW.created_at <> OLD.created_at OR NEW.file_id_modifier <> OLD.file_id_modifier BEGIN SELECT RAISE(ABORT, 'a bank file is written once'); END
----
CREATE TRIGGER bank_file_no_delete BEFORE DELETE ON bank_file WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'a bank file is kept'); END
----
CREATE TRIGGER remittance_kept BEFORE UPDATE ON remittance WHEN NEW.snapshot IS NULL OR NEW.number <> OLD.number OR NEW.paid <> OLD.paid OR NEW.settled_on <> OLD.settled_on OR CAST(NEW.snapshot AS TEXT) <> CAST(OLD.snapshot AS TEXT) BEGIN SELECT RAISE(ABORT, 'a remittance never changes'); END
----
CREATE TRIGGER remittance_no_delete BEFORE DELETE ON remittance WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'remittance is kept'); END
----
CREATE TRIGGER adjustment_no_update BEFORE UPDATE ON adjustment WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'adjustment is append-only'); END
----
CREATE TRIGGER adjustment_no_delete BEFORE DELETE ON adjustment WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'adjustment is append-only'); END
----
CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END
----
CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END
----
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'decision is append-only'); END
----
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'decision is append-only'); END
----
CREATE TRIGGER decision_line_no_update BEFORE UPDATE ON decision_line WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'decision_line is append-only'); END
----
CREATE TRIGGER decision_line_no_delete BEFORE DELETE ON decision_line WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'decision_line is append-only'); END
----
CREATE TRIGGER ledger_posting_no_update BEFORE UPDATE ON ledger_posting WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'ledger_posting is append-only'); END
----
CREATE TRIGGER ledger_posting_no_delete BEFORE DELETE ON ledger_posting WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'ledger_posting is append-only'); END
----
CREATE TRIGGER received_file_no_update BEFORE UPDATE ON received_file WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'received_file is append-only'); END
----
CREATE TRIGGER received_file_no_delete BEFORE DELETE ON received_file WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'received_file is append-only'); END
----
CREATE TRIGGER remittance_line_no_update BEFORE UPDATE ON remittance_line WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'remittance_line is append-only'); END
----
CREATE TRIGGER remittance_line_no_delete BEFORE DELETE ON remittance_line WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'remittance_line is append-only'); END
----
CREATE TRIGGER request_line_no_update BEFORE UPDATE ON request_line WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'request_line is append-only'); END
----
CREATE TRIGGER request_line_no_delete BEFORE DELETE ON request_line WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'request_line is append-only'); END
----
CREATE TRIGGER request_version_no_update BEFORE UPDATE ON request_version WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'request_version is append-only'); END
----
CREATE TRIGGER request_version_no_delete BEFORE DELETE ON request_version WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'request_version is append-only'); END
----
CREATE TRIGGER rule_version_no_update BEFORE UPDATE ON rule_version WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'rule_version is append-only'); END
----
CREATE TRIGGER rule_version_no_delete BEFORE DELETE ON rule_version WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'rule_version is append-only'); END
----
CREATE TRIGGER audit_event_no_replace BEFORE INSERT ON audit_event WHEN EXISTS (SELECT 1 FROM audit_event WHERE sequence = NEW.sequence) BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END
