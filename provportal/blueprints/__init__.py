"""The pages, a blueprint per noun. A new one is added to the tuple below."""

from __future__ import annotations

from flask import Blueprint

from provportal.blueprints import (
    audit,
    bank_accounts,
    bank_accounts_own,
    components,
    documents,
    held,
    home,
    public,
    remittances,
    requests_back,
    review_decisions,
    rules_pages,
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
        wizard.blueprint,
        documents.blueprint,
        review_decisions.blueprint,
        held.blueprint,
        audit.blueprint,
        rules_pages.blueprint,
        bank_accounts.blueprint,
    )


def demo_blueprints() -> tuple[Blueprint, ...]:
    """What only a demo shows."""
    return (components.blueprint,)
