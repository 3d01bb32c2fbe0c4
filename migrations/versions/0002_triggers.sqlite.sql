CREATE TRIGGER notice_kept BEFORE UPDATE ON notice WHEN OLD.sent_at IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.event <> OLD.event OR NEW.subject_id <> OLD.subject_id OR NEW.queued_at <> OLD.queued_at OR CAST(NEW.params AS TEXT) <> CAST(OLD.params AS TEXT) BEGIN SELECT RAISE(ABORT, 'a notice is sent once and never changes'); END
----
CREATE TRIGGER notice_no_delete BEFORE DELETE ON notice WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'a notice is kept'); END
