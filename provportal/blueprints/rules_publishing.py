"""From a draft to a version: one person proposes it, another publishes it, either discards it."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from provportal.actions import rules
from provportal.actions.rules import InTheWay
from provportal.blueprints.rules import READERS, STATES
from provportal.blueprints.rules import blueprint as blueprint
from provportal.blueprints.rules_seen import SeenDraft, look_at_draft
from provportal.domain.lifecycle import NotAllowed
from provportal.domain.roles import Role
from provportal.web.access import allow, fresh_factor
from provportal.web.equipment import reading, transaction
from provportal.web.identity import current_context
from provportal.words import differences

Answer = Response | str | tuple[str, int]


@blueprint.get("/drafts/<uuid:draft_id>")
@allow(*READERS)
def draft(draft_id: UUID) -> str:
    """A draft beside the version it would follow, and what may be done with it."""
    return _page(_look(draft_id))


@blueprint.post("/drafts/<uuid:draft_id>/propose")
@allow(Role.PROGRAM_ADMIN)
def propose(draft_id: UUID) -> Answer:
    """Ask another program admin to publish exactly what was seen."""
    try:
        with transaction() as session:
            rules.propose(session, current_context(), str(draft_id), request.form.get("seen", ""))
    except (InTheWay, NotAllowed):
        return _page(_look(draft_id), has_changed=True), 409
    return _to_draft(draft_id)


@blueprint.post("/drafts/<uuid:draft_id>/take-back")
@allow(Role.PROGRAM_ADMIN)
def take_back(draft_id: UUID) -> Answer:
    """Open it for writing again."""
    with transaction() as session:
        rules.take_back(session, current_context(), str(draft_id))
    return _to_draft(draft_id)


@blueprint.get("/drafts/<uuid:draft_id>/publish")
@allow(Role.PROGRAM_ADMIN)
def ask_publish(draft_id: UUID) -> Answer:
    """Ask once more: a version never changes. Who wrote in it is told that another does it."""
    seen = _look(draft_id)
    if seen.is_author or not seen.may("publish") or seen.obstacles:
        return _page(seen)
    return render_template("rules/publish.html", seen=seen, place=differences.place)


@blueprint.post("/drafts/<uuid:draft_id>/publish")
@fresh_factor
@allow(Role.PROGRAM_ADMIN)
def publish(draft_id: UUID) -> Answer:
    """The second person publishes exactly what was seen. Pressed twice, it is published once."""
    context, seen = current_context(), request.form.get("seen", "")
    try:
        with transaction() as session:
            version_id = rules.publish(session, context, str(draft_id), seen).id
    except (InTheWay, NotAllowed):
        found = _look(draft_id)
        if found.draft.ended_by_id != context.actor.person_id or not found.draft.rule_version_id:
            return _page(found, has_changed=True), 409
        version_id = found.draft.rule_version_id
    return redirect(url_for("rules.version", version_id=version_id), 303)


@blueprint.get("/drafts/<uuid:draft_id>/discard")
@allow(Role.PROGRAM_ADMIN)
def ask_discard(draft_id: UUID) -> Answer:
    """Ask once more: a discarded draft never becomes a version."""
    seen = _look(draft_id)
    if not seen.may("discard"):
        return _page(seen)
    return render_template("rules/discard.html", seen=seen)


@blueprint.post("/drafts/<uuid:draft_id>/discard")
@allow(Role.PROGRAM_ADMIN)
def discard(draft_id: UUID) -> Answer:
    """Give it up."""
    with transaction() as session:
        rules.discard(session, current_context(), str(draft_id))
    return redirect(url_for("rules.index"), 303)


def _look(draft_id: UUID) -> SeenDraft:
    with reading() as session:
        return look_at_draft(session, current_context().actor, str(draft_id))


def _page(seen: SeenDraft, has_changed: bool = False) -> str:
    return render_template(
        "rules/draft.html",
        seen=seen,
        states=STATES,
        place=differences.place,
        obstacle=differences.obstacle,
        has_changed=has_changed,
    )


def _to_draft(draft_id: UUID) -> Response:
    return redirect(url_for("rules.draft", draft_id=draft_id), 303)
