"""What the providers of the sample do: draft, send, take back, answer, change their account."""

from __future__ import annotations

import sqlalchemy as sa

from provportal.actions import bank_accounts, drafts
from provportal.actions.asking import answer
from provportal.actions.bank_accounts import Details
from provportal.actions.submitting import submit
from provportal.cli.walk import Walked, Walker, walked
from provportal.documents.storage import Shelf
from provportal.documents.uploads import Upload, keep_upload
from provportal.domain.roles import Context, Role
from provportal.sample.accounts import SampleAccount
from provportal.sample.plan import PlannedRequest
from provportal.sample.sheet import signed_sheet
from provportal.store.provider import Certificate, Contract
from provportal.store.session import reading, transaction

SHEET_FIELD = "parent.sheet"
TYPED_HALFWAY = ("care", "days")


def send(walker: Walker, planned: PlannedRequest) -> Walked:
    """A biller fills in every step; someone who may sign sends."""
    begun = _begin(walker, planned)
    biller = _biller(walker, begun)
    answers = planned.answers(_add_sheet(walker, biller, begun))
    with transaction(walker.engine) as session:
        for slug, given in answers.items():
            drafts.save_step(session, biller, begun.id, slug, given)
    _submit(walker, begun, f"sample-{begun.number}")
    return begun


def type_halfway(walker: Walker, planned: PlannedRequest) -> Walked:
    """A biller fills in the first steps and goes away."""
    begun = _begin(walker, planned)
    biller = _biller(walker, begun)
    with transaction(walker.engine) as session:
        for slug, given in planned.answers(sheet="").items():
            if slug in TYPED_HALFWAY:
                drafts.save_step(session, biller, begun.id, slug, given)
    return begun


def withdraw(walker: Walker, begun: Walked, reason: str) -> None:
    """A biller takes a draft, or what was sent, back for good."""
    with transaction(walker.engine) as session:
        drafts.withdraw(session, _biller(walker, begun), begun.id, reason)


def recall_and_send_again(walker: Walker, planned: PlannedRequest) -> None:
    """A biller takes back what was sent before its review, and changes the photo of the sheet."""
    sent = walked(walker, planned)
    biller = _biller(walker, sent)
    with transaction(walker.engine) as session:
        drafts.recall(session, biller, sent.id)
    step = planned.answers(_add_sheet(walker, biller, sent))["parent"]
    with transaction(walker.engine) as session:
        drafts.save_step(session, biller, sent.id, "parent", step)
    _submit(walker, sent, f"sample-again-{sent.number}")


def answer_with_sheet(walker: Walker, planned: PlannedRequest) -> None:
    """Someone who may sign adds the photo that was asked for and sends it back."""
    asked = walked(walker, planned)
    signer = walker.context(walker.cast.signer(asked.organisation_id))
    changes = {SHEET_FIELD: _add_sheet(walker, signer, asked)}
    with transaction(walker.engine) as session:
        answer(session, signer, asked.id, changes, f"sample-answer-{asked.number}")


def enter_account(walker: Walker, account: SampleAccount, agency_id: str) -> str:
    """The provider's admin enters an account for one agency; its id."""
    details = Details(
        account.routing, account.account, account.kind, account.holder, account.holder_name
    )
    organisation_id = walker.cast.organisations[account.organisation]
    admin = walker.context(walker.cast.provider(organisation_id, Role.PROVIDER_ADMIN))
    with transaction(walker.engine) as session:
        return bank_accounts.enter(session, admin, agency_id, details, walker.wiring.keyring).id


def _begin(walker: Walker, planned: PlannedRequest) -> Walked:
    with reading(walker.engine) as session:
        certificate_id, organisation_id = session.execute(
            sa.select(Certificate.id, Contract.organisation_id)
            .join(Contract, Contract.id == Certificate.contract_id)
            .where(Certificate.number == planned.certificate)
        ).one()
    biller = walker.context(walker.cast.provider(organisation_id, Role.BILLER))
    with transaction(walker.engine) as session:
        request = drafts.start(session, biller, certificate_id, planned.month)
        return Walked(request.id, request.number, request.agency_id, organisation_id)


def _biller(walker: Walker, begun: Walked) -> Context:
    return walker.context(walker.cast.provider(begun.organisation_id, Role.BILLER))


def _add_sheet(walker: Walker, context: Context, begun: Walked) -> str:
    """Upload the signed sheet; its document id."""
    shelf = Shelf(walker.engine, walker.wiring.storage)
    sheet = signed_sheet(f"{begun.number}, {context.now:%d %b %Y %H:%M}")
    return keep_upload(shelf, context, Upload(begun.id, SHEET_FIELD, sheet))


def _submit(walker: Walker, begun: Walked, idempotency_key: str) -> None:
    signer = walker.context(walker.cast.signer(begun.organisation_id))
    with transaction(walker.engine) as session:
        submit(session, signer, begun.id, idempotency_key)
