"""Addresses of people as others may read them: enough to know whose it is, no more."""

from __future__ import annotations

HIDDEN = "\N{BULLET}" * 3


def masked_email(email: str) -> str:
    """The first letter and the domain: 'r•••@example.org'."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}{HIDDEN}@{domain}"


def masked_phone(phone: str) -> str:
    """The last four digits: '•••0123'."""
    return f"{HIDDEN}{phone[-4:]}"
