CREATE TRIGGER notice_delivery_kept BEFORE UPDATE ON notice_delivery WHEN OLD.result IS NOT NULL OR NEW.notice_id <> OLD.notice_id OR NEW.channel <> OLD.channel OR NEW.attempt <> OLD.attempt BEGIN SELECT RAISE(ABORT, 'an attempt ends once'); END
----
CREATE TRIGGER notice_delivery_no_delete BEFORE DELETE ON notice_delivery WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'an attempt is kept'); END
----
CREATE TRIGGER promised_date_kept BEFORE UPDATE ON promised_date WHEN OLD.closed_at IS NOT NULL OR NEW.request_id <> OLD.request_id OR NEW.kind <> OLD.kind OR NEW.day <> OLD.day OR NEW.made_at <> OLD.made_at BEGIN SELECT RAISE(ABORT, 'a promise never changes'); END
----
CREATE TRIGGER promised_date_no_delete BEFORE DELETE ON promised_date WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'a promise is kept'); END
