"""The forms of the review pages: the filters of the queue, and one form for every decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l  # type: ignore[import-untyped]  # ships no types
from wtforms import Field
from wtforms.fields.choices import (  # type: ignore[attr-defined]  # newer than its stubs
    SelectChoice as SelectChoice,
)
from wtforms.utils import unset_value

from provportal.forms.base import Form
from provportal.forms.fields import (
    LONGEST_LINE,
    ChoiceField,
    ListField,
    LongTextField,
    TextField,
    answered,
)


class Choice(StrEnum):
    """What may be decided about a request in review."""

    RECOMMEND = "recommend"
    SEND_BACK = "send_back"
    SET_ASIDE = "set_aside"
    APPROVE = "approve"
    DENY = "deny"
    LAPSE = "lapse"
    UPHOLD = "uphold"


REASONS: dict[Choice, tuple[tuple[str, str], ...]] = {
    Choice.RECOMMEND: (
        ("complete", _l("Complete and fits the certificate")),
        ("fits_after_fix", _l("Fits after the provider's fix")),
        ("reduced_by_rules", _l("Reduced as the rules say")),
    ),
    Choice.SEND_BACK: (
        ("INCOMP", _l("Something is missing or cannot be read")),
        ("TIME", _l("Days or times do not fit the sheet")),
        ("RATE", _l("The amount does not fit the rate sheet")),
        ("SIGN", _l("A signature or its date is wrong")),
    ),
    Choice.SET_ASIDE: (
        ("certificate", _l("The certificate must be settled first")),
        ("duplicate", _l("Looks like another request")),
        ("policy", _l("The program must answer a question")),
        ("account", _l("The bank account must be settled first")),
    ),
    Choice.APPROVE: (
        ("as_recommended", _l("As recommended")),
        ("reduced_by_rules", _l("Reduced as the rules say")),
    ),
    Choice.DENY: (
        ("not_authorised", _l("The care was not authorized")),
        ("duplicate", _l("The same care was asked for before")),
        ("not_eligible", _l("The provider or child is not eligible")),
        ("no_proof", _l("The proof asked for never came")),
    ),
    Choice.LAPSE: (("no_answer", _l("The provider did not answer in time")),),
    Choice.UPHOLD: (
        ("new_proof", _l("New proof came with the appeal")),
        ("our_mistake", _l("We were wrong")),
        ("good_cause", _l("The provider had a good reason")),
    ),
}
"""Reason codes by choice, with the words that staff read (our default; an agency sets its own)."""


class QueueFilters(Form):
    """The filters of the work list; sent by GET, so that the address is the view."""

    part = ListField(
        _l("State"),
        choices=[
            SelectChoice("all", _l("All that wait")),
            SelectChoice("submitted", _l("Submitted")),
            SelectChoice("in_review", _l("In review")),
            SelectChoice("to_decide", _l("Ready to decide")),
            SelectChoice("set_aside", _l("Set aside")),
            SelectChoice("with_provider", _l("With the provider")),
            SelectChoice("not_paid", _l("Not paid")),
        ],
        default="all",
    )
    program = ListField(_l("Program"), choices=[])
    mine = ListField(
        _l("Reviewer"),
        choices=[SelectChoice("", _l("Everyone")), SelectChoice("yes", _l("Me"))],
    )
    number = TextField(_l("Receipt or provider number"), render_kw={"size": 16})


class QuestionsField(Field):
    """Questions of a program to mark, each with a note of what is wanted; `data` maps the two.

    The boxes are called `name`, the notes `name-step.question`.
    """

    kind = "questions"
    choices: Sequence[tuple[str, str]] = ()
    data: dict[str, str]
    notes: Mapping[str, str]
    """What stands beside each question, marked or not."""

    def process(
        self,
        formdata: Any,
        data: Any = unset_value,
        extra_filters: Iterable[Callable[[Any], Any]] | None = None,
    ) -> None:
        self.process_errors = []
        self.raw_data = formdata.getlist(self.name) if formdata else []
        self.notes = {
            key: formdata.get(f"{self.name}-{key}", "").strip()[:LONGEST_LINE] if formdata else ""
            for key, _ in self.choices
        }
        self.data = {key: note for key, note in self.notes.items() if key in self.raw_data}

    def offer(self, choices: Sequence[tuple[str, str]], formdata: Any) -> None:
        """Say which questions there are, and read the marks again."""
        self.choices = choices
        self.process(formdata)

    @property
    def first_id(self) -> str:
        """The control that the error summary leads to."""
        return f"{self.id}-0"


class DecisionForm(Form):
    """One decision: which, why, what the provider reads, and what only staff read."""

    choice = ChoiceField(_l("Decision"), [answered(_l("Choose a decision"))])
    questions = QuestionsField(_l("What must the provider fix?"))
    reason = ListField(
        _l("Reason"), [answered(_l("Choose a reason"))], validate_choice=False, default=""
    )
    note = LongTextField(
        _l("The provider reads this"),
        [answered(_l("Write what the provider reads"))],
    )
    private_note = LongTextField(_l("Private note, staff only"), render_kw={"rows": 2})
    revision = TextField("")

    def offer(
        self, choices: Sequence[tuple[str, str]], questions: Sequence[tuple[str, str]], sent: Any
    ) -> None:
        """Say what may be decided on this page, and by which reasons."""
        self.choice.choices = [SelectChoice(value, words) for value, words in choices]
        if len(choices) == 1 and not self.choice.data:
            self.choice.data = choices[0][0]
        offered = [Choice(value) for value, _ in choices]
        none_yet = SelectChoice("", _l("Choose a reason"))
        self.reason.choices = [none_yet, *_distinct(REASONS[choice] for choice in offered)]
        self.questions.offer(questions, sent)

    def judge(self) -> bool:
        """Read as a whole: the reason must belong to the choice, and a fix must be named."""
        is_good = bool(self.validate())
        if not is_good:
            return False
        choice = Choice(self.choice.data)
        if self.reason.data not in dict(REASONS[choice]):
            self.refuse("reason", str(_l("Choose a reason that fits the decision")))
        if choice is Choice.SEND_BACK and not self.questions.data:
            self.refuse("questions", str(_l("Mark what the provider must fix")))
        if choice is Choice.SEND_BACK and not all(self.questions.data.values()):
            self.refuse("questions", str(_l("Write what is wanted beside each mark")))
        return not self.faults


def _distinct(groups: Iterable[Sequence[tuple[str, str]]]) -> list[SelectChoice]:
    several = {code: words for group in groups for code, words in group}
    return [SelectChoice(code, words) for code, words in several.items()]


class ResumeForm(Form):
    """What was settled, so that the review goes on."""

    settled = TextField(
        _l("What was settled?"),
        [answered(_l("Write what was settled"))],
        description=_l("Staff read this"),
    )
