DROP FUNCTION request_start() CASCADE
----
DROP FUNCTION request_move() CASCADE
----
DROP FUNCTION batch_start() CASCADE
----
DROP FUNCTION batch_move() CASCADE
----
DROP FUNCTION entry_start() CASCADE
----
DROP FUNCTION entry_move() CASCADE
----
DROP FUNCTION bank_account_start() CASCADE
----
DROP FUNCTION bank_account_move() CASCADE
----
DROP FUNCTION request_blocked() CASCADE
----
DROP FUNCTION request_paid() CASCADE
----
DROP FUNCTION request_scheduled() CASCADE
----
DROP FUNCTION batch_released() CASCADE
----
DROP FUNCTION bank_file_kept() CASCADE
----
DROP FUNCTION bank_file_no_delete() CASCADE
----
DROP FUNCTION remittance_kept() CASCADE
----
DROP FUNCTION remittance_no_delete() CASCADE
----
DROP FUNCTION adjustment_no_update() CASCADE
----
DROP FUNCTION adjustment_no_delete() CASCADE
----
DROP FUNCTION audit_event_no_update() CASCADE
----
DROP FUNCTION audit_event_no_delete() CASCADE
----
DROP FUNCTION decision_no_update() CASCADE
----
DROP FUNCTION decision_no_delete() CASCADE
----
DROP FUNCTION decision_line_no_update() CASCADE
----
DROP FUNCTION decision_line_no_delete() CASCADE
----
DROP FUNCTION ledger_posting_no_update() CASCADE
----
DROP FUNCTION ledger_posting_no_delete() CASCADE
----
DROP FUNCTION received_file_no_update() CASCADE
----
DROP FUNCTION received_file_no_delete() CASCADE
----
DROP FUNCTION remittance_line_no_update() CASCADE
----
DROP FUNCTION remittance_line_no_delete() CASCADE
----
DROP FUNCTION request_line_no_update() CASCADE
----
DROP FUNCTION request_line_no_delete() CASCADE
----
DROP FUNCTION request_version_no_update() CASCADE
----
DROP FUNCTION request_version_no_delete() CASCADE
----
DROP FUNCTION rule_version_no_update() CASCADE
----
DROP FUNCTION rule_version_no_delete() CASCADE
----
DROP FUNCTION audit_event_no_replace() CASCADE
----
DROP FUNCTION refuse_truncate() CASCADE
