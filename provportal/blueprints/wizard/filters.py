"""How templates write days, months, documents and reasons."""

from __future__ import annotations

from datetime import date, datetime

from provportal.blueprints.wizard.journey import about, blueprint
from provportal.domain.calendar import pacific_date
from provportal.domain.remittance import Reason
from provportal.domain.texts import Words
from provportal.forms import day_words
from provportal.store.upload import Upload
from provportal.web import language
from provportal.words import reasons


@blueprint.app_template_filter()
def month_name(first: date) -> str:
    return day_words.month_name(first)


@blueprint.app_template_filter()
def asked(words: Words) -> str:
    return day_words.asked(words)


@blueprint.app_template_filter()
def full_day(day: date) -> str:
    return day_words.full_day(day)


@blueprint.app_template_filter()
def weekday_and_day(day: date) -> str:
    return day_words.weekday_and_day(day)


@blueprint.app_template_filter()
def rows_of_days(days: tuple[date, ...]) -> str:
    return day_words.rows_of_days(days)


@blueprint.app_template_filter()
def weekdays(count: int) -> list[str]:
    return day_words.weekdays(count)


@blueprint.app_template_filter()
def pacific_day(at: datetime) -> date:
    return pacific_date(at)


@blueprint.app_template_filter("about")
def about_document(document: Upload) -> str:
    return about(document)


@blueprint.app_template_filter()
def why(reason: Reason) -> str:
    """The reason as a sentence of its own."""
    words = reasons.why(language.current(), reason)
    return words[:1].upper() + words[1:].rstrip(".")
