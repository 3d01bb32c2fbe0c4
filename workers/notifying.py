"""Sending one notice, an agency's or of one's own sign-in: claim, send, record."""

from __future__ import annotations

from datetime import UTC, datetime

from provportal.actions import delivering, person_notices
from provportal.domain.roles import SYSTEM, Context
from provportal.failpoints import Failpoint, reach
from provportal.notices.compose import composed, composed_for_person
from provportal.store.session import transaction
from provportal.wiring import Wiring


def send_notice(wiring: Wiring, delivery_id: str) -> None:
    """Run twice it sends once. Raises StillSending while another worker may be at it."""
    context = Context(SYSTEM, wiring.clock.now(), f"job:{delivery_id}"[:64])
    with transaction(wiring.engine) as session:
        outgoing = delivering.claim(session, context, delivery_id, datetime.now(UTC))
    if outgoing is None:
        return
    message = composed(outgoing, wiring.settings.host, context.now)
    attempted = wiring.senders[outgoing.channel].send(message)
    reach(Failpoint.NOTICE_SENT)
    with transaction(wiring.engine) as session:
        delivering.record(session, context, delivery_id, attempted)


def send_person_notice(wiring: Wiring, notice_id: str) -> None:
    """Run twice it sends once. Raises StillSending while another worker may be at it."""
    context = Context(SYSTEM, wiring.clock.now(), f"job:{notice_id}"[:64])
    machine_now = datetime.now(UTC)
    with transaction(wiring.engine) as session:
        claimed = person_notices.claim(session, context, notice_id, machine_now, wiring.keyring)
    if claimed is None:
        return
    attempted = wiring.senders[claimed.channel].send(composed_for_person(claimed, context.now))
    reach(Failpoint.NOTICE_SENT)
    with transaction(wiring.engine) as session:
        person_notices.record(session, context, notice_id, attempted)
