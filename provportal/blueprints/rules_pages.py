"""What a version of rules asks: its pages before it is published, and its field dictionary."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import Response, get_template_attribute, make_response, render_template, request, url_for
from markupsafe import Markup

from provportal.blueprints.rules import READERS, WHO_DECIDES
from provportal.blueprints.rules_publishing import blueprint as blueprint
from provportal.documents.field_dictionary_csv import field_dictionary_csv
from provportal.domain.field_dictionary import ALWAYS, Entry, dictionary_of, said_of
from provportal.domain.question import Question, Step, Wizard
from provportal.forms.base import Form
from provportal.forms.wizard_form import form_of
from provportal.store.agency import RuleDraft, RuleVersion
from provportal.store.programs import program_by
from provportal.store.reads import book_of
from provportal.store.rule_reads import draft_of, version_of
from provportal.web.access import allow
from provportal.web.equipment import reading
from provportal.web.identity import current_context
from provportal.web.language import COMPLETE, DEFAULT, said_in
from provportal.words.catalogue import in_words


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A page as it will be asked; `asked` says on which answer it hangs, '' when always."""

    step: Step
    form: Form
    asked: str
    hanging: dict[str, str]
    """By the key of a question: on which answer it hangs."""


@blueprint.get("/drafts/<uuid:draft_id>/pages")
@allow(*READERS)
def draft_pages(draft_id: UUID) -> str:
    """The pages of a draft as those who ask will see them, in a language of the address."""
    with reading() as session:
        draft = draft_of(session, current_context().actor, str(draft_id))
    wanted = request.args.get("language", DEFAULT)
    language = wanted if wanted in COMPLETE else DEFAULT
    return render_template(
        "rules/pages.html",
        draft=draft,
        language_shown=language,
        spoken=COMPLETE,
        pages=_pages(_wizard(draft), language),
    )


def _pages(wizard: Wizard, language: str) -> Markup:
    """The pages in their own language: the portal's words around them stay English."""
    with said_in(language):
        steps = [_shown(step) for step in wizard.steps]
        drawn: Markup = get_template_attribute("rules/pages_part.html", "pages")(steps)
        return drawn


def _shown(step: Step) -> ShownStep:
    form = form_of(step.questions, {}, prefix=f"{step.slug}-")
    hanging = {question.key: _hanging(question) for question in step.questions}
    return ShownStep(step, form, _hanging(step), hanging)


def _hanging(asked: Step | Question) -> str:
    said = said_of(asked.when)
    return "" if said == ALWAYS else said


def _wizard(found: RuleVersion | RuleDraft) -> Wizard:
    return program_by(found).wizard_in(book_of(found))


@blueprint.get("/versions/<uuid:version_id>/fields")
@allow(*READERS, *WHO_DECIDES)
def fields(version_id: UUID) -> str:
    """The field dictionary of a version: every question, what it is called, when it is asked."""
    found, entries = _dictionary(version_id)
    return render_template(
        "rules/fields.html",
        version=found,
        name=program_by(found).name,
        entries=entries,
        words=lambda said: in_words(DEFAULT, said),
        file=url_for("rules.fields_csv", version_id=found.id),
    )


@blueprint.get("/versions/<uuid:version_id>/fields.csv")
@allow(*READERS, *WHO_DECIDES)
def fields_csv(version_id: UUID) -> Response:
    """The same as CSV, with the words of every language."""
    found, entries = _dictionary(version_id)
    answer = make_response(field_dictionary_csv(entries))
    answer.content_type = "text/csv; charset=utf-8"
    name = f"{found.version}-fields.csv"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _dictionary(version_id: UUID) -> tuple[RuleVersion, tuple[Entry, ...]]:
    with reading() as session:
        found = version_of(session, current_context().actor, str(version_id))
    return found, dictionary_of(_wizard(found))
