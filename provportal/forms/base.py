"""The base of every form: what is wrong is said once at the top and once beside the field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from flask_wtf import FlaskForm
from wtforms import Field


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of the error summary: the id of the control it leads to, and the sentence."""

    target: str
    sentence: str


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form of one page. Hand it to the template as `form`: base.html draws the summary.

    class SignIn(Form):
        email = TextField(_l("Email"), [answered(_l("Enter your email"))])

    form = SignIn()
    if not form.validate_on_submit():
        return render_template("sign_in.html", form=form), form.status
    """

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF ships no types
        # Every unsafe request is checked before it reaches a view (web/csrf.py).
        csrf = False

    @property
    def faults(self) -> list[Fault]:
        """What is wrong, in the order of the page."""
        return [
            Fault(getattr(field, "first_id", field.id), str(sentence))
            for field in self
            for sentence in field.errors
        ]

    @property
    def status(self) -> int:
        """422 when something is wrong, else 200."""
        return 422 if self.faults else 200

    def refuse(self, name: str, sentence: str) -> None:
        """Say that a field is wrong after reading it: a rule, or the action, refused it."""
        field = cast("Field", self[name])
        field.errors = [*field.errors, sentence]

    def answers(self) -> dict[str, Any]:
        """The values that were read, by field name."""
        return dict(self.data)
