CREATE TRIGGER upload_start BEFORE INSERT ON upload WHEN (NEW.state) <> 'quarantined' BEGIN SELECT RAISE(ABORT, 'a upload starts in quarantined'); END
----
CREATE TRIGGER upload_move BEFORE UPDATE ON upload WHEN (NEW.state) <> (OLD.state) AND (OLD.state) || '>' || (NEW.state) NOT IN ('quarantined>clean', 'quarantined>infected', 'quarantined>unreadable') BEGIN SELECT RAISE(ABORT, 'the lifecycle of upload has no such move'); END
----
CREATE TRIGGER upload_kept BEFORE UPDATE ON upload WHEN NEW.sha256 <> OLD.sha256 OR NEW.request_id <> OLD.request_id OR NEW.agency_id <> OLD.agency_id OR NEW.organisation_id <> OLD.organisation_id OR NEW.question <> OLD.question OR NEW.sent_at <> OLD.sent_at BEGIN SELECT RAISE(ABORT, 'what was sent stays as it was sent'); END
----
CREATE TRIGGER upload_no_delete BEFORE DELETE ON upload WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'an upload is kept'); END
