"""The filters of the audit log."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types

from provportal.forms.base import Form
from provportal.forms.fields import ListField, TextField, options


class AuditFilters(Form):
    """Sent by GET, so that the address is the view."""

    number = TextField(_l("Receipt, run, record or trace number"), render_kw={"size": 18})
    who = TextField(_l("Who"), render_kw={"size": 16})
    noun = ListField(
        _l("About"),
        choices=options(
            [
                ("", _l("Everything")),
                ("request", _l("Requests")),
                ("batch", _l("Payment runs")),
                ("entry", _l("Bank entries")),
                ("remittance", _l("Payment records")),
                ("bank_account", _l("Bank accounts")),
                ("upload", _l("Files sent with requests")),
                ("contract", _l("Contracts")),
                ("certificate", _l("Certificates")),
                ("rule_draft", _l("Drafts of rules")),
                ("rule_version", _l("Rules")),
                ("person", _l("People")),
                ("notice", _l("Notices, to whom they went")),
                ("page", _l("Refused pages")),
            ]
        ),
    )
    since = TextField(_l("From"), render_kw={"type": "date"})
    until = TextField(_l("To"), render_kw={"type": "date"})

    def day(self, name: str) -> date | None:
        """A day of the filters; None when it is empty. One that cannot be read is refused."""
        typed = self[name].data
        try:
            return date.fromisoformat(typed) if typed else None
        except ValueError:
            self.refuse(name, str(_l("Enter a day like 2026-09-30")))
            return None
