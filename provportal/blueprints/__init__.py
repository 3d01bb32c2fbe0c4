"""The pages, a blueprint per noun. A new one is added to the tuple below."""

from __future__ import annotations

from flask import Blueprint

from provportal.blueprints import (
    account_sessions,
    audit,
    bank_accounts_own,
    bank_accounts_reveal,
    components,
    documents,
    held,
    home,
    mailbox,
    notices_phone,
    people_roles,
    public,
    remittances,
    requests_back,
    review_decisions,
    rules_pages,
    second_factor_set_up,
    team,
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
        notices_phone.blueprint,
        wizard.blueprint,
        documents.blueprint,
        review_decisions.blueprint,
        held.blueprint,
        audit.blueprint,
        rules_pages.blueprint,
        bank_accounts_reveal.blueprint,
        account_sessions.blueprint,
        second_factor_set_up.blueprint,
        team.blueprint,
        people_roles.blueprint,
    )


def demo_blueprints() -> tuple[Blueprint, ...]:
    """What only a demo shows."""
    return (components.blueprint, mailbox.blueprint)
