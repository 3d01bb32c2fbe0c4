"""The sample is the same for the same seed, comes in through the importers, and is priced as the
worked cases say."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from provportal.actions import drafts
from provportal.actions.bills import Bill, make_bill
from provportal.domain.identifiers import account_number_fault, routing_number_fault
from provportal.domain.roles import Actor, Context, Role
from provportal.imports.kinds import KINDS
from provportal.imports.load import Importer
from provportal.rails.ach_file import name_on_file
from provportal.sample.accounts import (
    UNKNOWN_ENDING,
    AccountChange,
    SampleAccount,
    sample_accounts,
    sample_changes,
)
from provportal.sample.files import sample_files
from provportal.sample.plan import PlannedRequest, sample_month, sample_plan
from provportal.sample.size import FULL, SMALL, SampleSize
from provportal.store.provider import Certificate, Contract
from provportal.store.session import transaction
from tests.imports.importing import NOW, an_importer, publish_drafts

SEED = 2026
SIZES = pytest.mark.parametrize("size", [SMALL, FULL], ids=["small", "full"])


OCTOBER = date(2026, 10, 1)


def rows(kind: str, size: SampleSize = SMALL) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(sample_files(SEED, size)[kind])))


def changes(size: SampleSize) -> list[AccountChange]:
    return [change for month in size.months for change in sample_changes(SEED, size, month)]


def all_accounts(size: SampleSize) -> list[SampleAccount]:
    """Those with which providers begin, and those to which some change."""
    changed = [one for change in changes(size) for one in (change.mistyped, change.right)]
    return sample_accounts(SEED, size) + [one for one in changed if one is not None]


def import_all(importer: Importer, size: SampleSize) -> list[str]:
    """Import every file and publish its rules; faults and warnings as text."""
    reports = [
        importer.bring_in(KINDS[kind], text.encode())
        for kind, text in sample_files(SEED, size).items()
    ]
    publish_drafts(importer.engine)
    return [str(remark) for report in reports for remark in report.faults + report.warnings]


@SIZES
def test_comes_in_without_a_fault(sqlite: Engine, size: SampleSize) -> None:
    assert import_all(an_importer(sqlite), size) == []


def test_every_kind_of_file_has_a_sample() -> None:
    assert list(sample_files(SEED, SMALL)) == list(KINDS)


@SIZES
def test_same_seed_same_sample(size: SampleSize) -> None:
    assert sample_files(SEED, size) == sample_files(SEED, size)
    assert sample_accounts(SEED, size) == sample_accounts(SEED, size)
    assert [sample_month(SEED, size, month) for month in size.months] == [
        sample_month(SEED, size, month) for month in size.months
    ]


def test_another_seed_another_sample() -> None:
    assert sample_files(SEED, SMALL) != sample_files(SEED + 1, SMALL)


@SIZES
def test_as_large_as_it_says(size: SampleSize) -> None:
    counted = len(rows("providers", size)), len(rows("children", size))
    assert counted == (size.providers, size.children)


def test_every_kind_of_provider() -> None:
    kinds = {row["kind"] for row in rows("contracts")}
    assert kinds == {
        "licensed_center",
        "licensed_large_home",
        "licensed_home",
        "exempt_relative",
        "exempt_non_relative",
        "exempt_center",
    }


def test_most_care_is_all_day() -> None:
    all_day = [row for row in rows("certificates") if row["mon"] == "08:00-17:00"]
    assert len(rows("certificates")) / 2 < len(all_day) < len(rows("certificates"))


def test_each_agency_has_staff_for_every_duty() -> None:
    needed = ["reviewer"] * 2 + ["approver"] * 2 + ["payment_officer"] * 2
    needed += ["program_admin"] * 2 + ["auditor"]
    for agency in ("ALDER", "BRIDGEWELL"):
        staff = [row["role"] for row in rows("users") if row["agency"] == agency]
        assert sorted(staff) == sorted(needed)


def test_each_organisation_has_an_admin_who_signs_and_a_biller() -> None:
    users = rows("users", FULL)
    for provider in rows("providers", FULL):
        members = [user for user in users if user["organisation"] == provider["reference"]]
        roles = {user["role"]: user["may_sign"] for user in members}
        assert set(roles) == {"provider_admin", "biller"}
        assert roles["provider_admin"] == "yes"


def test_families_have_siblings_and_twins() -> None:
    cases: dict[str, list[str]] = {}
    born = {row["number"]: row["born"] for row in rows("children")}
    for row in rows("certificates"):
        cases.setdefault(row["case_number"], []).append(born[row["child"]])
    twins = [births for births in cases.values() if len(births) == 2 and len(set(births)) == 1]
    siblings = [births for births in cases.values() if len(set(births)) > 1]
    assert twins
    assert siblings


@SIZES
def test_accounts_could_be_real(size: SampleSize) -> None:
    accounts = all_accounts(size)
    assert {routing_number_fault(account.routing) for account in accounts} == {None}
    assert {account_number_fault(account.account) for account in accounts} == {None}


@SIZES
def test_no_two_accounts_are_one(size: SampleSize) -> None:
    accounts = all_accounts(size)
    assert len({(account.routing, account.account) for account in accounts}) == len(accounts)


@SIZES
def test_the_bank_knows_all_accounts_but_the_mistyped(size: SampleSize) -> None:
    unknown = {one for one in all_accounts(size) if one.account.endswith(UNKNOWN_ENDING)}
    assert unknown == {change.mistyped for change in changes(size)}


def test_a_bank_file_can_hold_every_name() -> None:
    assert [name_on_file(a.holder_name) for a in all_accounts(FULL)] == [
        name_on_file(a.holder_name).encode("ascii", "ignore").decode() for a in all_accounts(FULL)
    ]


def test_account_numbers_are_not_printed() -> None:
    account = sample_accounts(SEED, SMALL)[0]
    assert account.account not in repr(account)


def test_plan_names_only_what_is_in_the_files() -> None:
    known = {row["number"] for row in rows("certificates", FULL)}
    assert {planned.certificate for planned in sample_plan(SEED, FULL, OCTOBER)} == known


def test_care_that_has_not_begun_is_not_asked_for() -> None:
    september = sample_plan(SEED, SMALL, date(2026, 9, 1))
    assert "AC-0005" not in {request.certificate for request in september}


def planned(certificate: str) -> PlannedRequest:
    """The plan of a certificate for October 2026."""
    plan = sample_plan(SEED, SMALL, OCTOBER)
    return next(request for request in plan if request.certificate == certificate)


def bill_of(engine: Engine, request: PlannedRequest) -> Bill:
    """What the rules make of a planned request; nothing is sent."""
    with transaction(engine) as session:
        certificate, organisation = session.execute(
            sa.select(Certificate.id, Contract.organisation_id)
            .join(Contract, Contract.id == Certificate.contract_id)
            .where(Certificate.number == request.certificate)
        ).one()
        biller = Actor(Role.BILLER, organisation_id=organisation)
        context = Context(biller, NOW, "test")
        draft = drafts.start(session, context, certificate, request.month)
        return make_bill(session, context, draft, request.answers("sheet"))


WORKED_CASES = [
    ("AC-0001", "950.00", "950.00"),
    ("AC-0002", "1100.00", "1006.20"),
    ("AC-0003", "900.00", "704.34"),
    ("AC-0004", "950.00", "950.00"),
    ("AC-0005", "950.00", "647.73"),
]
"""A plain month, a rate above the ceiling, an exempt grandmother, a child ill for four days, and
care that starts on Monday 12 October 2026."""


@pytest.mark.parametrize(("certificate", "asked", "payable"), WORKED_CASES)
def test_worked_case(sqlite: Engine, certificate: str, asked: str, payable: str) -> None:
    import_all(an_importer(sqlite), SMALL)
    (line,) = bill_of(sqlite, planned(certificate)).assessment.lines
    assert (str(line.asked), str(line.payable)) == (asked, payable)


def test_ill_child_was_ill_for_four_days() -> None:
    assert len(planned("AC-0004").different) == 4


@pytest.mark.parametrize("month", SMALL.months, ids=str)
def test_every_planned_request_is_payable(sqlite: Engine, month: date) -> None:
    import_all(an_importer(sqlite), SMALL)
    bills = [bill_of(sqlite, request) for request in sample_plan(SEED, SMALL, month)]
    assert [b.answers for b in bills if not b.assessment.lines[0].payable] == []


def test_most_requests_are_paid_as_asked(sqlite: Engine) -> None:
    import_all(an_importer(sqlite), SMALL)
    bills = [bill_of(sqlite, request) for request in sample_plan(SEED, SMALL, OCTOBER)]
    lines = [line for bill in bills for line in bill.assessment.lines]
    as_asked = [line for line in lines if line.payable == line.asked]
    assert len(lines) / 2 < len(as_asked) < len(lines)
