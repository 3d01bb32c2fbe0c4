"""The pages, a blueprint per noun. A new one is added to the tuple below."""

from __future__ import annotations

from flask import Blueprint

from provportal.blueprints import account, payouts, public, review_decisions


def all_blueprints() -> tuple[Blueprint, ...]:
    """Every blueprint of the application."""
    return (
        public.blueprint,
        account.blueprint,
        review_decisions.blueprint,
        payouts.blueprint,
    )
