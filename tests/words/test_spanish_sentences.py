"""Golden sentences in Spanish: each case of a request, findings, days and amounts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from provportal.domain.request import State
from provportal.domain.standing import Case
from provportal.words import dates, findings
from provportal.words.money_sentence import money_sentence
from provportal.words.next_steps import next_step
from provportal.words.reasons import places
from provportal.words.request_row import summary
from provportal.words.states import state, tag
from provportal.words.timeline import timeline
from tests.words.standings import STANDINGS

MONEY = {
    Case.DRAFT: (
        "Aún no la ha enviado. Enviada hoy, se paga a más tardar el mar 24 nov, a menudo antes."
    ),
    Case.WITHDRAWN: "Usted la retiró el mié 4 nov. No se pagará nada.",
    Case.CHECKING: (
        "Tenemos su solicitud por $950.00. 9 de 12 revisiones automáticas están listas."
    ),
    Case.UNDECIDED: (
        "Unos $950.00 a más tardar el mar 24 nov, a menudo antes, a su cuenta terminada en 6789."
    ),
    Case.UNDECIDED_NO_ACCOUNT: (
        "Unos $950.00 a más tardar el mar 24 nov, "
        "cuando tengamos una cuenta bancaria a la cual pagar."
    ),
    Case.LATE: "Dijimos mar 24 nov para $950.00. No cumplimos.",
    Case.APPROVED: "$890.00 a más tardar el mar 10 nov, a su cuenta terminada en 6789.",
    Case.APPROVED_AFTER_CUTOFF: (
        "$890.00 a más tardar el mar 17 nov, a su cuenta terminada en 6789. "
        "Ya había pasado la hora límite del vie 6 nov."
    ),
    Case.APPROVED_NO_ACCOUNT: (
        "$890.00 en total, ya aprobados. Necesitamos una cuenta bancaria a la cual pagar."
    ),
    Case.APPROVED_NOTHING: "Quedan $0.00 por pagar, así que no se enviará nada a su banco.",
    Case.SCHEDULED: (
        "$890.00 están en el pago del vie 6 nov. "
        "Llegan a su cuenta terminada en 6789 a más tardar el mar 10 nov."
    ),
    Case.SCHEDULED_NOTHING: (
        "Quedan $0.00 por pagar, así que no se envía nada a su banco. "
        "Su registro llega el mar 10 nov."
    ),
    Case.PAID: "Enviamos $890.00 a su cuenta terminada en 6789 el mar 10 nov.",
    Case.PAID_NOTHING: (
        "Quedaban $0.00 por pagar el mar 10 nov, así que no se envió nada a su banco."
    ),
    Case.ASKED: "Corrija 1 cosa a más tardar el mié 18 nov y podremos pagar unos $950.00.",
    Case.SET_ASIDE: "Estamos resolviendo algo antes de poder pagar unos $950.00.",
    Case.HELD: "Retenemos $890.00 antes de pagar.",
    Case.RETURNED: "Su banco devolvió $890.00 el jue 12 nov. Todavía le debemos este dinero.",
    Case.RETURNED_CHECKING: (
        "Todavía le debemos $890.00. "
        "Los pagamos cuando su cuenta terminada en 4321 esté comprobada."
    ),
    Case.DENIED: "No pagaremos los $950.00 que usted pidió.",
}

STATES = {
    State.DRAFT: "Borrador",
    State.SUBMITTED: "Enviada",
    State.IN_REVIEW: "En revisión",
    State.APPROVED: "Aprobada",
    State.PAYOUT_SCHEDULED: "Pago programado",
    State.PAID: "Pagada",
}


def plain(text: object) -> str:
    return str(text).replace("\N{NO-BREAK SPACE}", " ")


def test_every_case_has_its_sentence() -> None:
    assert set(MONEY) == set(STANDINGS)


@pytest.mark.parametrize("case", Case)
def test_the_money_sentence(case: Case) -> None:
    assert plain(money_sentence("es", STANDINGS[case])) == MONEY[case]


@pytest.mark.parametrize("case", Case)
def test_nothing_about_a_request_is_said_in_english(case: Case) -> None:
    standing = STANDINGS[case]
    for one in (next_step, summary, tag, timeline):
        assert one("es", standing) != one("en", standing), one.__name__


@pytest.mark.parametrize(("of", "word"), STATES.items())
def test_the_states_have_the_published_words(of: State, word: str) -> None:
    assert state("es", of) == word


def test_days_and_times_are_written_as_in_the_united_states() -> None:
    afternoon = datetime(2026, 10, 14, 21, 14, tzinfo=UTC)
    assert plain(dates.moment("es", afternoon)) == "mié 14 oct, 2:14 pm"
    assert dates.period("es", date(2026, 10, 1), date(2026, 10, 31)) == "oct 2026"
    assert dates.period("es", date(2026, 10, 1), date(2026, 10, 15)) == "del 1 al 15 oct 2026"


def test_amounts_are_written_as_in_the_united_states() -> None:
    params = {"asked": "1500.00", "usual": "950.00"}
    assert "$1,500.00" in findings.sentence("es", "amount_unusual", params)


@pytest.mark.parametrize("code", findings.SENTENCES)
def test_no_finding_is_said_in_english(code: str) -> None:
    anything = dict.fromkeys(places(findings.SENTENCES[code]), "2026-10-01")
    assert findings.sentence("es", code, anything) != findings.sentence("en", code, anything)


def test_a_return_is_explained() -> None:
    assert "número de cuenta" in findings.returned("es", "R03")
