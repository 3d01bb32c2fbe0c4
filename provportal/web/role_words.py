"""The roles as people read them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types

from provportal.domain.roles import Role

ROLE_WORDS = {
    Role.BILLER: _l("Biller"),
    Role.PROVIDER_ADMIN: _l("Provider admin"),
    Role.REVIEWER: _l("Reviewer"),
    Role.APPROVER: _l("Approver"),
    Role.PAYMENT_OFFICER: _l("Payment officer"),
    Role.PROGRAM_ADMIN: _l("Program admin"),
    Role.AUDITOR: _l("Auditor"),
}
