"""Every macro of the kit gives the HTML that the style sheet is written for."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import render_template_string

from provportal.domain.money import Money
from tests.web.given import Portal

COMPONENTS = Path(__file__).parents[2] / "provportal" / "templates" / "components"

CASES = {
    "money.html": (
        'import amount, sentence %}{% call sentence() %}We sent {{ amount(m, "paid") }}.'
        "{% endcall %}",
        '<p class="money">We sent <b class="amount paid">$1,046.20</b>.</p>',
    ),
    "tag.html": ('import tag %}{{ tag("Paid", "done") }}', '<span class="tag done">Paid</span>'),
    "notice.html": (
        'import notice %}{% call notice("you", "1 thing") %}<p>Fix it.</p>{% endcall %}',
        '<div class="notice you"><h2>1 thing</h2><p>Fix it.</p></div>',
    ),
    "timeline.html": (
        'import stage, timeline %}{% call timeline() %}{{ stage("Sent", "by you", when="Mon") }}'
        '{{ stage("Paid", place="end") }}{% endcall %}',
        '<ol class="timeline"><li><b>Sent</b> <time>Mon</time> <span>by you</span></li>'
        '<li class="end"><b>Paid</b></li></ol>',
    ),
    "bridge.html": (
        'import bridge, step %}{% call bridge("Sum") %}{{ step("Reduced", -m, "limit") }}'
        '{{ step("Estimate", m, sure="estimate") }}{% endcall %}',
        '<table class="bridge"><caption class="unseen">Sum</caption><tbody>'
        '<tr><th scope="row">Reduced <small>limit</small></th><td>−$1,046.20</td></tr>'
        '<tr><th scope="row">Estimate</th><td><b class="amount estimate">$1,046.20</b></td></tr>'
        "</tbody></table>",
    ),
    "facts.html": (
        'import answer, answers %}{% call answers() %}{{ answer("Month", "May", "/m") }}'
        "{% endcall %}",
        '<dl class="facts answers"><div><dt>Month</dt><dd>May</dd><dd><a href="/m">Change'
        '<span class="unseen"> month</span></a></dd></div></dl>',
    ),
    "rows.html": (
        'import row, rows %}{% call rows() %}{% call row("/r", "Emi", m, "agreed") %}soon'
        "{% endcall %}{% endcall %}",
        '<ul class="rows"><li><a href="/r">Emi</a> <b class="amount agreed">$1,046.20</b>'
        "<p>soon</p></li></ul>",
    ),
    "files.html": (
        'import file, files %}{% call files() %}{{ file("/f", "Record", "PDF", true) }}'
        "{% endcall %}",
        '<ul class="files"><li><a href="/f" hx-boost="false">Record <small>PDF</small></a></li>'
        "</ul>",
    ),
    "steps.html": (
        'import steps %}{{ steps(["Child", "Days", "Amount"], 2, "2:14 pm") }}',
        '<ol class="steps"><li class="did"><span>Child</span></li><li aria-current="step">'
        "<span>Days</span></li><li><span>Amount</span></li></ol>"
        '<p class="hint">Step 2 of 3. Saved at 2:14 pm.</p>',
    ),
    "month.html": (
        'import month %}{{ month("day", "A week", ["Mon"], [[{"value": "2026-10-05", "number": 5, '
        '"around": ["", " Oct"], "is_marked": true}], [none]]) }}',
        '<table class="month"><caption>A week</caption><thead><tr><th scope="col">Mon</th></tr>'
        "</thead><tbody><tr><td><label>"
        '<input type="checkbox" name="day" value="2026-10-05" checked>'
        '<span>5<span class="unseen"> Oct</span></span></label></td></tr><tr><td></td></tr></tbody>'
        "</table>",
    ),
    "button.html": (
        'import button %}{{ button("Send", "by Thu", "second", is_disabled=true) }}',
        '<button type="submit" class="second" disabled>Send <small>by Thu</small></button>',
    ),
    "links.html": (
        'import back %}{{ back("/b") }}',
        '<p class="links"><a href="/b">Back</a></p>',
    ),
    "queue.html": (
        'import age, cell, queue %}{% call queue("Waiting", [("Child", false), ("Asked", true)]) %}'
        '<tr>{{ cell("Asked", 3, true) }}</tr>{% endcall %}{{ age(21, 21, "21 days") }}',
        '<table class="queue stack"><caption class="unseen">Waiting</caption><thead><tr>'
        '<th scope="col">Child</th><th scope="col" class="num">Asked</th></tr></thead><tbody><tr>'
        '<td data-label="Asked" class="num">3</td></tr></tbody></table>'
        '<span class="whole late">21 days<svg class="age" width="42" height="8" viewBox="0 0 42 8"'
        ' aria-hidden="true"><rect width="42" height="8"></rect></svg></span>',
    ),
    "filters.html": (
        'import filters %}{% call filters("Show") %}<div>x</div>{% endcall %}',
        '<form class="filters" method="get"><div>x</div><div><button type="submit" class="second">'
        "Show</button></div></form>",
    ),
    "tasks.html": (
        'import task, tasks %}{% call tasks() %}{{ task("No other", "Passed", "done") }}'
        "{% endcall %}",
        '<ul class="tasks"><li><span>No other</span> <span class="tag done">Passed</span></li>'
        "</ul>",
    ),
    "private.html": (
        "import private %}{% call private() %}x{% endcall %}",
        '<div class="private">x</div>',
    ),
    "empty.html": (
        'import empty, loading %}{{ empty("None.") }}{{ loading("Wait.") }}',
        '<p class="empty">None.</p><p class="hint" aria-busy="true">Wait.</p>',
    ),
    "error_summary.html": (
        'import error_summary %}{{ error_summary([{"target": "x", "sentence": "Enter x"}]) }}',
        '<div class="error-summary" role="alert" tabindex="-1" autofocus data-focus>'
        '<h2>There is a problem</h2><ul><li><a href="#x" hx-boost="false">Enter x</a></li></ul>'
        "</div>",
    ),
}

DRAWN_WITH_FORMS = {
    "choice.html",
    "date.html",
    "document.html",
    "field.html",
    "form.html",
    "hint_and_error.html",
    "sums.html",
}
"""These need a form; test_forms.py draws them."""


def plain(html: str) -> str:
    """HTML without the white space between tags, attributes in one order."""
    soup = BeautifulSoup(html, "html.parser")
    for text in soup.find_all(string=True):
        if "\n" in text and not text.strip():
            text.extract()
        else:
            text.replace_with(str(text).strip("\n"))
    return str(soup)


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_component_is_as_in_the_kit(made: Portal, name: str) -> None:
    source, expected = CASES[name]
    with made.app.test_request_context("/"):
        template = f'{{% from "components/{name}" {source}'
        assert plain(render_template_string(template, m=Money(104620))) == plain(expected)


def test_every_component_is_drawn_here_or_with_a_form() -> None:
    drawn_with_a_sentence = {"said.html"}  # tests/web/test_home.py
    drawn_on_every_page = {"languages.html"}  # tests/web/test_languages.py
    drawn = set(CASES) | DRAWN_WITH_FORMS | drawn_with_a_sentence | drawn_on_every_page
    assert {path.name for path in COMPONENTS.iterdir()} == drawn
