"""Sending one notice: claim, send outside of any transaction, record."""

from __future__ import annotations

from datetime import UTC, datetime

from provportal.actions import delivering
from provportal.domain.roles import SYSTEM, Context
from provportal.failpoints import Failpoint, reach
from provportal.notices.compose import composed
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
