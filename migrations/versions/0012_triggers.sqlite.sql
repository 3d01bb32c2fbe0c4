CREATE TRIGGER person_notice_kept BEFORE UPDATE ON person_notice WHEN OLD.result IS NOT NULL OR NEW.person_id <> OLD.person_id OR NEW.event <> OLD.event OR NEW.channel <> OLD.channel OR NEW.attempt <> OLD.attempt BEGIN SELECT RAISE(ABORT, 'an attempt ends once'); END
----
CREATE TRIGGER person_notice_no_delete BEFORE DELETE ON person_notice WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'an attempt is kept'); END
