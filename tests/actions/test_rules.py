"""Rules are drafted by one person, published by another, begin on their day and never change."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from provportal.actions import rules
from provportal.actions.moving import SamePerson
from provportal.actions.rules import InTheWay, Written
from provportal.domain.calendar import add_business_days, pacific_date
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.request import Place
from provportal.domain.roles import SYSTEM, Actor
from provportal.domain.rule_draft import DraftState
from provportal.domain.rulebook import RuleBook, payload_hash
from provportal.store.agency import RuleDraft, RuleVersion
from provportal.store.audit import AuditEvent
from provportal.store.reads import NotFound, rule_version_on
from provportal.store.row import new_id
from provportal.store.session import reading, transaction
from tests import given
from tests.actions.seen import rows
from tests.given import MONTH, NOW, World, a_world
from tests.given_requests import a_draft, a_request, asked, denied, look, sent, set_aside
from tests.given_rules import PROOF, a_book, a_payload, drafted, later, proposed, published


def in_force(world: World, months: int) -> str:
    """The version that decides so many months after the one of most tests."""
    with reading(world.engine) as session:
        return rule_version_on(session, world.agency.id, "calworks", later(months)).version


def codes(world: World, book: RuleBook, because: str = "") -> list[str]:
    """What stands in the way of proposing a book."""
    made = drafted(world, book, because=because)
    with transaction(world.engine) as session, pytest.raises(InTheWay) as obstacles:
        rules.propose(session, world.doing(world.agency.program_admin), made.id, made.hash)
    return [found.code for found in obstacles.value.obstacles]


def publish(world: World, draft: RuleDraft, actor: Actor, seen: str = "") -> None:
    with transaction(world.engine) as session:
        rules.publish(session, world.doing(actor), draft.id, seen or draft.hash)


def test_two_people_publish_a_version(engine: Engine) -> None:
    world = a_world(engine)
    made = published(world, a_book())
    two = (world.agency.program_admin.person_id, world.agency.other_program_admin.person_id)
    assert (made.drafted_by_id, made.published_by_id) == two
    assert made.hash == payload_hash(a_payload())


def test_a_version_decides_from_its_day_only(engine: Engine) -> None:
    world = a_world(engine)
    published(world, a_book(begins="2026-12-01"))
    assert [in_force(world, months) for months in (1, 2)] == ["los-angeles-1", "los-angeles-2"]


@pytest.mark.parametrize("writer", ["program_admin", "other_program_admin"])
def test_nobody_publishes_what_they_wrote_in(engine: Engine, writer: str) -> None:
    """Whoever wrote in it, be it somebody else who proposed it."""
    world = a_world(engine)
    made = drafted(world, a_book())
    with transaction(engine) as session:
        written = Written(a_book(), "Corrected.")
        rules.change(session, world.doing(world.agency.other_program_admin), made.id, written)
    with transaction(engine) as session:
        rules.propose(session, world.doing(world.agency.program_admin), made.id, made.hash)
    with pytest.raises(SamePerson):
        publish(world, made, world.agency.staff[writer])
    assert len(rows(world, RuleVersion)) == 1


def test_a_draft_is_not_published_without_being_proposed(engine: Engine) -> None:
    world = a_world(engine)
    with pytest.raises(NotAllowed):
        publish(world, drafted(world, a_book()), world.agency.other_program_admin)


def test_what_changed_since_it_was_read_is_not_published(engine: Engine) -> None:
    world = a_world(engine)
    with pytest.raises(NotAllowed):
        publish(world, proposed(world, a_book()), world.agency.other_program_admin, "0" * 64)


def test_the_system_drafts_and_proposes_nothing(engine: Engine) -> None:
    """So that an imported book always has two people."""
    world = a_world(engine)
    with transaction(engine) as session:
        written = Written(a_book(), "An import.")
        made = rules.draft(session, world.doing(SYSTEM), world.agency.id, "calworks", written)
    assert made.authors == []
    with transaction(engine) as session, pytest.raises(NotAllowed):
        rules.propose(session, world.doing(SYSTEM), made.id, made.hash)


@pytest.mark.parametrize("duty", ["reviewer", "approver", "officer", "auditor"])
def test_only_a_program_admin_drafts(engine: Engine, duty: str) -> None:
    world = a_world(engine)
    context = world.doing(world.agency.staff[duty])
    with transaction(engine) as session, pytest.raises(NotAllowed):
        rules.draft(session, context, world.agency.id, "calworks", Written(a_book(), "Mine."))


def test_another_agencys_draft_is_not_there(engine: Engine) -> None:
    world = a_world(engine)
    stranger = given.an_agency(engine)
    made = drafted(world, a_book())
    with transaction(engine) as session, pytest.raises(NotFound):
        rules.discard(session, world.doing(stranger.program_admin), made.id)


def test_a_name_is_given_once(engine: Engine) -> None:
    assert codes(a_world(engine), a_book(version="los-angeles-1")) == ["version_taken"]


def test_two_versions_never_begin_on_one_day(engine: Engine) -> None:
    world = a_world(engine)
    published(world, a_book())
    assert codes(world, a_book(version="los-angeles-3")) == ["day_taken"]


def test_two_open_drafts_never_begin_on_one_day(engine: Engine) -> None:
    world = a_world(engine)
    drafted(world, a_book())
    with pytest.raises(InTheWay):
        drafted(world, a_book(version="los-angeles-3"))


def test_a_decided_month_keeps_its_rules(engine: Engine) -> None:
    world = a_world(engine)
    a_request(world, at=Place.APPROVED)
    assert codes(world, a_book(begins=MONTH.isoformat())) == ["reaches_back"]


def test_a_law_that_reaches_back_is_named(engine: Engine) -> None:
    """What was decided keeps the version that it stands on."""
    world = a_world(engine)
    a_request(world, at=Place.APPROVED)
    made = drafted(world, a_book(begins=MONTH.isoformat()), because="AB 1 of 2026, section 2")
    with transaction(engine) as session:
        rules.propose(session, world.doing(world.agency.program_admin), made.id, made.hash)
    publish(world, made, world.agency.other_program_admin)
    assert in_force(world, 0) == "los-angeles-2"


def test_a_proposed_text_stays_until_it_is_taken_back(engine: Engine) -> None:
    world = a_world(engine)
    made = proposed(world, a_book())
    admin = world.doing(world.agency.program_admin)
    written = Written(a_book(begins="2027-01-01"), "Later.")
    with transaction(engine) as session, pytest.raises(NotAllowed):
        rules.change(session, admin, made.id, written)
    with transaction(engine) as session:
        rules.take_back(session, admin, made.id)
    with transaction(engine) as session:
        assert rules.change(session, admin, made.id, written).effective_from == later(3)


def test_not_even_the_database_changes_a_proposed_text(engine: Engine) -> None:
    world = a_world(engine)
    proposed(world, a_book())
    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.execute(sa.update(RuleDraft).values(hash="0" * 64))


def test_the_database_knows_two_people(engine: Engine) -> None:
    world = a_world(engine)
    made = published(world, a_book())
    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.add(
            RuleVersion(
                id=new_id(),
                agency_id=made.agency_id,
                program=made.program,
                version="los-angeles-3",
                effective_from=later(4),
                payload=made.payload,
                hash=made.hash,
                source=made.source,
                published_at=NOW,
                drafted_by_id=made.drafted_by_id,
                published_by_id=made.drafted_by_id,
            )
        )


def test_a_discarded_draft_leaves_its_day(engine: Engine) -> None:
    world = a_world(engine)
    made = drafted(world, a_book())
    with transaction(engine) as session:
        rules.discard(session, world.doing(world.agency.program_admin), made.id)
    published(world, a_book())
    states = {draft.state for draft in rows(world, RuleDraft)}
    assert states == {DraftState.DISCARDED, DraftState.PUBLISHED}


def test_every_step_is_in_the_audit_log(engine: Engine) -> None:
    world = a_world(engine)
    published(world, a_book())
    noted = [(row.action, row.actor_id) for row in rows(world, AuditEvent) if "rule_" in row.action]
    one, other = world.agency.program_admin, world.agency.other_program_admin
    assert noted == [
        ("rule_draft.draft", one.person_id),
        ("rule_draft.propose", one.person_id),
        ("rule_draft.publish", other.person_id),
        ("rule_version.publish", other.person_id),
    ]


def test_a_document_of_the_version_is_checked_at_sending(engine: Engine) -> None:
    world = a_world(engine)
    published(world, a_book(begins=MONTH.isoformat(), documents=[PROOF]))
    receipt = sent(world, a_draft(world))
    assert [found.field for found in receipt.findings["documents"]] == ["documents.enrolment"]


def test_a_month_before_the_version_is_sent_without_it(engine: Engine) -> None:
    world = a_world(engine)
    published(world, a_book(begins="2026-11-01", documents=[PROOF]))
    assert sent(world, a_draft(world)).accepted


def test_the_windows_of_the_version_are_kept(engine: Engine) -> None:
    """What staff ask, set aside and close is due when the version says."""
    world = a_world(engine)
    windows = {"answer_business_days": 3, "aside_business_days": 2, "appeal_days": 90}
    published(world, a_book(begins=MONTH.isoformat(), limits=windows))
    today = pacific_date(NOW)
    asked_for, aside, closed = (a_request(world, at=Place.IN_REVIEW) for _ in range(3))
    asked(world, asked_for)
    set_aside(world, aside)
    denied(world, closed)
    assert [look(world, one).due_on for one in (asked_for, aside)] == [
        add_business_days(today, days, frozenset()) for days in (3, 2)
    ]
    due = look(world, closed).due_on
    assert due is not None
    assert (due - today).days == 90


def test_a_request_of_an_agency_without_rules_is_asked_the_usual(engine: Engine) -> None:
    """It can be begun; nothing can be priced."""
    world = a_world(engine)
    certificate = given.a_certificate(world, starts_on=later(0).replace(year=2021))
    begun = a_draft(world, certificate, month=MONTH.replace(year=2021))
    with pytest.raises(NotFound):
        sent(world, begun)
