"""The pages, a blueprint per noun. A new one is added to the tuple below."""

from __future__ import annotations

from flask import Blueprint

from provportal.blueprints import (
    account_sessions,
    audit,
    bank_accounts,
    bank_accounts_own,
    components,
    documents,
    held,
    home,
    mailbox,
    notices,
    people,
    public,
    remittances,
    requests_back,
    review_decisions,
    rules_pages,
    second_factor_set_up,
    wizard,
)


def all_blueprints() -> tuple[Blueprint, ...]:
    """Every blueprint of the application."""
    return (
        public.blueprint,
        home.blueprint,
        requests_back.blueprint,
        remittances.blueprint,
        bank_accounts_own.blueprint,
        notices.blueprint,
        wizard.blueprint,
        documents.blueprint,
        review_decisions.blueprint,
        held.blueprint,
        audit.blueprint,
        rules_pages.blueprint,
        bank_accounts.blueprint,
        account_sessions.blueprint,
        second_factor_set_up.blueprint,
        people.blueprint,
    )


def demo_blueprints() -> tuple[Blueprint, ...]:
    """What only a demo shows."""
    return (components.blueprint, mailbox.blueprint)
