"""The bank file of a batch: what is in it, the same each time, and a bank takes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import NoResultFound

from provportal.actions import bank_accounts
from provportal.domain.ach import acknowledgement
from provportal.domain.ach.reader import Profile, Report, read_file
from provportal.domain.bank_account import AccountKind, Holder
from provportal.domain.money import total
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM
from provportal.rails.ach_file import FileToSend, batch_file, name_on_file
from provportal.rails.simulator import Behaviour, answer
from provportal.store.bank_account import BankAccount
from provportal.store.payout import Batch, Entry
from provportal.store.session import reading, transaction
from tests import given
from tests import given_requests as requests
from tests.given import NOW, RUN_DAY, World

LONG_NAME = "María de los Ángeles Montemayor y Villaseñor"


def with_a_person(world: World) -> World:
    """The same agency with a second provider: a person with a savings account and a long name."""
    person = replace(world, provider=given.a_provider(world.engine, world.agency))
    typed = given.details(
        "55501234", kind=AccountKind.SAVINGS, holder=Holder.PERSONAL, holder_name=LONG_NAME
    )
    then = NOW - timedelta(days=60)
    with transaction(world.engine) as session:
        admin = person.doing(person.provider.admin, then)
        account = bank_accounts.enter(session, admin, person.agency.id, typed, person.keyring)
        bank_accounts.approve(session, person.doing(person.agency.officer, then), account.id)
        later = person.doing(SYSTEM, then + timedelta(days=10))
        bank_accounts.verify(session, later, account.id)
    return person


class Payment:
    """A released batch to a business and to a person."""

    def __init__(self, engine: Engine) -> None:
        self.world = given.a_world(engine)
        requests.a_request(self.world, at=Place.APPROVED)
        requests.a_request(with_a_person(self.world), at=Place.APPROVED)
        self.batch_id = requests.a_batch(self.world)
        requests.released(self.world, self.batch_id)

    def file(self) -> FileToSend:
        with reading(self.world.engine) as session:
            return batch_file(session, self.world.keyring, self.batch_id)

    def report(self) -> Report:
        return read_file(self.file().data, Profile.STRICT)

    def batch(self) -> Batch:
        with reading(self.world.engine) as session:
            return session.get_one(Batch, self.batch_id)

    def entries(self) -> list[Entry]:
        with reading(self.world.engine) as session:
            return list(session.scalars(sa.select(Entry).order_by(Entry.trace)))


@pytest.fixture
def payment(engine: Engine) -> Payment:
    return Payment(engine)


def lines(payment: Payment, kind: str) -> list[str]:
    """The records of one type."""
    return [line for line in payment.file().data.decode().splitlines() if line[0] == kind]


def test_a_batch_for_business_and_one_for_personal_accounts(payment: Payment) -> None:
    assert [line[50:53] for line in lines(payment, "5")] == ["CCD", "PPD"]


def test_checking_and_savings_have_their_codes(payment: Payment) -> None:
    assert [line[1:3] for line in lines(payment, "6")] == ["22", "32"]


def test_the_strict_reader_finds_nothing(payment: Payment) -> None:
    assert payment.report().findings == ()


def test_the_files_totals_are_the_batchs(payment: Payment) -> None:
    tally, batch = payment.report().tally, payment.batch()
    assert (tally.entries, tally.credit, tally.debit) == (batch.entry_count, batch.total.cents, 0)


def test_the_batchs_total_is_that_of_its_entries(payment: Payment) -> None:
    assert total(entry.amount for entry in payment.entries()) == payment.batch().total


def test_the_same_rows_give_the_same_bytes(payment: Payment) -> None:
    assert payment.file() == payment.file()


def test_each_addenda_ties_trace_payer_and_remittance(payment: Payment) -> None:
    said = [line[3:83].strip() for line in lines(payment, "7")]
    assert said == [
        f"TRN*1*{entry.trace}*1999999999*{entry.remittance_number}\\" for entry in payment.entries()
    ]


def test_an_entry_names_the_provider_as_the_agency_does(payment: Payment) -> None:
    said = [line[39:54].strip() for line in lines(payment, "6")]
    assert said == [entry.provider_number for entry in payment.entries()]


def test_a_long_name_is_shortened_in_plain_letters(payment: Payment) -> None:
    assert lines(payment, "6")[1][54:76] == "Maria de los Angeles M"


def test_a_cut_name_has_no_space_at_its_end() -> None:
    assert name_on_file("Maria de los  Angeles2 Montemayor") == "Maria de los Angeles2"


@pytest.mark.parametrize(
    ("holder_name", "in_the_file"),
    [("陳淑芬", ""), ("Chen 陳淑芬 Shu-Fen", "Chen Shu-Fen"), ("Łucja\tDąbek", "Lucja Dabek")],
)
def test_what_has_no_plain_letters_is_left_out(holder_name: str, in_the_file: str) -> None:
    assert name_on_file(holder_name) == in_the_file


def test_a_name_in_another_script_keeps_nobody_from_their_money(payment: Payment) -> None:
    with transaction(payment.world.engine) as session:
        # As it may stand since before such names were refused where they are entered.
        session.execute(
            sa.update(BankAccount)
            .where(BankAccount.holder_name == LONG_NAME)
            .values(holder_name="陳淑芬")
        )
    names = [entry.name.strip() for entry in payment.report().entries()]
    assert [name for name in names if name.startswith("PROVIDER ")] != []


def test_the_file_goes_to_the_agencys_mailbox_under_the_claimed_name(payment: Payment) -> None:
    file = payment.file()
    assert file.name.startswith(f"{file.mailbox.lower()}-2026-45-20261106-")


def test_the_simulated_bank_accepts_it(payment: Payment) -> None:
    first = answer(payment.file().data, Behaviour(), RUN_DAY.date())[0]
    said = acknowledgement.read(first.data)
    assert (said.accepted, said.credit) == (True, payment.batch().total.cents)


def test_there_is_no_file_before_the_release(engine: Engine) -> None:
    world = given.a_world(engine)
    requests.a_request(world, at=Place.APPROVED)
    batch_id = requests.a_batch(world)
    with reading(engine) as session, pytest.raises(NoResultFound):
        batch_file(session, world.keyring, batch_id)
