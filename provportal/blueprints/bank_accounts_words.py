"""What a provider reads about an account: where payments go, what waits, what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask_babel import gettext as _  # type: ignore[import-untyped]  # ships no types
from flask_babel import lazy_gettext as _l

from provportal.domain.bank_account import BEING_CHECKED, AccountState, Stop
from provportal.store.bank_account import BankAccount
from provportal.store.bank_account_own import OwnAccounts, Version
from provportal.web.language import current
from provportal.words import dates
from provportal.words.contacts import masked_email
from provportal.words.timeline import Mark, Stage

STOPPED = {
    Stop.TAKEN_BACK: _l("You took this change back."),
    Stop.NOT_US: _l("You froze it: it was not yours."),
    Stop.NEWER: _l("You entered a newer account before this one was checked."),
}
REFUSED = _l("The county did not approve it.")
STATES = {
    AccountState.ENTERED: _l("A second person at the county looks at it first."),
    AccountState.WAITING: _l("Approved. It starts after the safety wait."),
    AccountState.COOLING_OFF: _l("Approved. It starts after the safety wait."),
    AccountState.ACTIVE: _l("Payments go here."),
    AccountState.SUSPENDED: _l("On hold: your bank sent a payment back."),
    AccountState.REPLACED: _l("Replaced by a newer account."),
    AccountState.BLOCKED: REFUSED,
}


def headline(own: OwnAccounts) -> str:
    """The one sentence about money: where payments go now, and until when."""
    account, change = own.current, own.change
    new = change.account if change is not None else None
    if account is not None and account.state is AccountState.ACTIVE:
        return _paid_to(account, new)
    if new is not None and new.verify_on is not None:
        then = _("Payments wait until %(day)s, then they go to the account ending %(last4)s.")
        return str(then) % {"day": _day(new.verify_on), "last4": new.last4}
    if new is not None:
        return str(
            _("Payments wait until the account ending %(last4)s is checked.", last4=new.last4)
        )
    if account is not None:
        return str(_("Payments to the account ending %(last4)s wait.", last4=account.last4))
    return str(_("We have no bank account to pay to."))


def _paid_to(account: BankAccount, new: BankAccount | None) -> str:
    if new is None or new.verify_on is None:
        return str(_("We pay to the account ending %(last4)s.", last4=account.last4))
    until = _day(new.verify_on - timedelta(days=1))
    return str(
        _("We pay to the account ending %(last4)s until %(day)s.", last4=account.last4, day=until)
    )


def safety(own: OwnAccounts, earliest: date) -> list[str]:
    """Why the new account does not start at once, when it does, and what happens until then."""
    if own.change is None:
        return []
    new = own.change.account
    if new.verify_on is not None:
        starts = _("For your safety the new account, ending %(last4)s, starts on %(day)s.")
    else:
        starts = _(
            "For your safety a second person at the county looks at the new account, ending "
            "%(last4)s, first. It starts 3 banking days later, on %(day)s at the earliest."
        )
    day = _day(new.verify_on or earliest)
    return [str(starts) % {"last4": new.last4, "day": day}, _meanwhile(own.current)]


def _meanwhile(account: BankAccount | None) -> str:
    if account is None or account.state is not AccountState.ACTIVE:
        return str(_("Until then payments wait."))
    return str(_("Payments until then go to the account ending %(last4)s.", last4=account.last4))


def told(emails: Sequence[str]) -> str:
    """Whom we told of the change, masked."""
    if not emails:
        return ""
    return str(_("We told %(contacts)s.", contacts=", ".join(map(masked_email, emails))))


def stages(change: Version, earliest: date) -> list[Stage]:
    """The way of a change: entered, the second person, the safety wait, its start."""
    account = change.account
    approved = account.verify_on is not None
    starts = _day(account.verify_on or earliest)
    return [
        _stage(_("Entered"), Mark.DONE, account.entered_at, _by(change.entered_by)),
        _stage(
            _("Second person"),
            Mark.DONE if approved else Mark.NOW,
            account.approved_at,
            _("County staff approved it") if approved else _("County staff look at it next"),
        ),
        _stage(_("Safety wait"), Mark.NOW if approved else Mark.LATER, None, _("3 banking days")),
        _stage(
            _("Starts"),
            Mark.LATER,
            None,
            starts if approved else str(_("%(day)s at the earliest", day=starts)),
        ),
    ]


def _stage(word: str, mark: Mark, at: datetime | None, text: str) -> Stage:
    when = dates.moment(current(), at) if at is not None else ""
    return Stage(str(word), mark, at, when, str(text))


def _by(name: str) -> str:
    return str(_("by %(name)s", name=name)) if name else ""


def became(version: Version) -> str:
    """What became of one version: when it was changed, by whom, and how it ended."""
    account = version.account
    said = [_entered(version), _end(account)]
    if account.active_since is not None:
        said.insert(1, str(_("Checked and used from %(day)s.", day=_date(account.active_since))))
    if account.stopped_note:
        said.append(account.stopped_note)
    return " ".join(said)


def _entered(version: Version) -> str:
    at = dates.moment(current(), version.account.entered_at)
    if not version.entered_by:
        return str(_("Entered %(at)s.", at=at))
    return str(_("Entered %(at)s by %(name)s.", at=at, name=version.entered_by))


def _end(account: BankAccount) -> str:
    if account.stopped_because is not None:
        return str(STOPPED.get(account.stopped_because, REFUSED))
    return str(STATES[account.state])


def stopped(own: OwnAccounts) -> Version | None:
    """The newest version when the county refused it: the provider has to know, and can go on."""
    newest = own.versions[0] if own.versions else None
    if newest is None or newest.account.stopped_because in (None, *STOPPED):
        return None
    return newest


def can_be_frozen(account: BankAccount | None) -> bool:
    """Whether a change that was not the provider's can still be stopped."""
    return account is not None and account.state in (*BEING_CHECKED, AccountState.ACTIVE)


def _day(when: date) -> str:
    return dates.short_day(current(), when)


def _date(when: date) -> str:
    return dates.day(current(), when)
