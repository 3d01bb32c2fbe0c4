DROP TRIGGER request_start
----
DROP TRIGGER request_move
----
DROP TRIGGER batch_start
----
DROP TRIGGER batch_move
----
DROP TRIGGER entry_start
----
DROP TRIGGER entry_move
----
DROP TRIGGER bank_account_start
----
DROP TRIGGER bank_account_move
----
DROP TRIGGER request_blocked
----
DROP TRIGGER request_paid
----
DROP TRIGGER request_scheduled
----
DROP TRIGGER batch_released
----
DROP TRIGGER bank_file_kept
----
DROP TRIGGER bank_file_no_delete
----
DROP TRIGGER remittance_kept
----
DROP TRIGGER remittance_no_delete
----
DROP TRIGGER adjustment_no_update
----
DROP TRIGGER adjustment_no_delete
----
DROP TRIGGER audit_event_no_update
----
DROP TRIGGER audit_event_no_delete
----
DROP TRIGGER decision_no_update
----
DROP TRIGGER decision_no_delete
----
DROP TRIGGER decision_line_no_update
----
DROP TRIGGER decision_line_no_delete
----
DROP TRIGGER ledger_posting_no_update
----
DROP TRIGGER ledger_posting_no_delete
----
DROP TRIGGER received_file_no_update
----
DROP TRIGGER received_file_no_delete
----
DROP TRIGGER remittance_line_no_update
----
DROP TRIGGER remittance_line_no_delete
----
DROP TRIGGER request_line_no_update
----
DROP TRIGGER request_line_no_delete
----
DROP TRIGGER request_version_no_update
----
DROP TRIGGER request_version_no_delete
----
DROP TRIGGER rule_version_no_update
----
DROP TRIGGER rule_version_no_delete
----
DROP TRIGGER audit_event_no_replace
