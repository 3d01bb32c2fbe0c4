"""The tables of odd cases speak of what there is, and leave nothing out."""

from __future__ import annotations

from collections import Counter

import pytest

from provportal.sample.children import make_certificates
from provportal.sample.odd_cases import Odd, OddAccount
from provportal.sample.plan import sample_month
from provportal.sample.providers import AGENCIES, make_providers
from provportal.sample.size import FULL, SMALL, SampleSize

SEED = 2026
SIZES = pytest.mark.parametrize("size", [SMALL, FULL], ids=["small", "full"])


def test_the_full_sample_has_every_case_of_a_request() -> None:
    assert {odd.what for odd in FULL.odd.requests} == set(Odd)


def test_the_full_sample_has_every_case_of_an_account() -> None:
    assert {odd.what for odd in FULL.odd.accounts} == set(OddAccount)


def test_the_full_sample_cancels_a_run() -> None:
    assert FULL.odd.runs


def test_both_agencies_have_odd_cases() -> None:
    agencies = [
        planned.agency
        for month in FULL.months
        for planned in sample_month(SEED, FULL, month).requests
        if planned.odd
    ]
    assert set(agencies) == set(AGENCIES)


def test_whatever_happens_in_the_small_sample_it_is_paid() -> None:
    requests = {odd.what for odd in SMALL.odd.requests}
    accounts = {odd.what for odd in SMALL.odd.accounts}
    assert (requests, accounts) == ({Odd.SENT_BACK}, {OddAccount.PAID_AGAIN})


@SIZES
def test_each_case_is_planned_once(size: SampleSize) -> None:
    planned = Counter(
        request.odd
        for month in size.months
        for request in sample_month(SEED, size, month).requests
        if request.odd
    )
    assert planned == Counter(odd.what for odd in size.odd.requests)


@SIZES
def test_an_account_is_changed_where_the_provider_has_a_child_and_a_contract(
    size: SampleSize,
) -> None:
    providers = make_providers(SEED, size.providers)
    certificates = make_certificates(SEED, size.children, providers)
    paid = {(one.provider.reference, one.child.agency) for one in certificates}
    changed = {(odd.provider, odd.agency) for odd in size.odd.accounts}
    changed |= {(odd.provider, odd.agency) for odd in size.odd.unseen}
    assert {(providers[provider].reference, agency) for provider, agency in changed} <= paid


def test_providers_and_their_owners_have_names_of_their_own() -> None:
    providers = make_providers(SEED, FULL.providers)
    assert len({one.name for one in providers}) == len({one.owner for one in providers}) == 40
