"""The pages, a blueprint per noun. A new one is added to the tuple below."""

from __future__ import annotations

from flask import Blueprint

from provportal.blueprints import (
    account,
    audit,
    components,
    documents,
    home,
    payouts,
    public,
    remittances,
    requests,
    review_decisions,
    wizard,
)


def all_blueprints() -> tuple[Blueprint, ...]:
    """Every blueprint of the application."""
    return (
        public.blueprint,
        home.blueprint,
        requests.blueprint,
        remittances.blueprint,
        account.blueprint,
        wizard.blueprint,
        documents.blueprint,
        review_decisions.blueprint,
        payouts.blueprint,
        audit.blueprint,
    )


def demo_blueprints() -> tuple[Blueprint, ...]:
    """What only a demo shows."""
    return (components.blueprint,)
