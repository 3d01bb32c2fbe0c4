"""Compressed pages, kept files, and the weight of a first visit."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import brotli
import pytest

from tests.web.given import Portal


@pytest.mark.parametrize(
    ("accepts", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)]
)
def test_pages_are_compressed_as_the_browser_likes(
    made: Portal, accepts: str, unpack: Callable[[bytes], bytes]
) -> None:
    answer = made.browser().get("/sign-in", headers={"Accept-Encoding": accepts})
    assert answer.headers.get("Content-Encoding", "") == accepts
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert b"<h1>Sign in</h1>" in unpack(answer.get_data())


def static_addresses(made: Portal) -> list[str]:
    return re.findall(r'"(/static/[^"]+)"', made.browser().get("/sign-in").get_data(as_text=True))


def test_files_are_kept_for_ever_under_a_name_of_their_content(made: Portal) -> None:
    addresses = static_addresses(made)
    assert len(addresses) == 3
    for address in addresses:
        answer = made.browser().get(address, headers={"Accept-Encoding": "br"})
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Encoding"] == "br"
        again = made.browser().get(
            address, headers={"Accept-Encoding": "br", "If-None-Match": answer.headers["ETag"]}
        )
        assert again.status_code == 304
        assert re.search(r"\.[0-9a-f]{16}\.", address)


def test_an_old_name_is_gone(made: Portal) -> None:
    assert made.browser().get("/static/app.0000000000000000.css").status_code == 404
    assert made.browser().get("/static/../app.py").status_code == 404


def test_the_first_visit_is_light(made: Portal) -> None:
    """HTML and style sheet 13,500 bytes; with scripts 32 kB; our own script 1 kB."""
    browser = made.browser()
    page = len(browser.get("/sign-in", headers={"Accept-Encoding": "br"}).get_data())
    sizes = {
        address.rpartition(".")[2] + str(n): len(
            browser.get(address, headers={"Accept-Encoding": "br"}).get_data()
        )
        for n, address in enumerate(static_addresses(made))
    }
    assert page + sizes["css0"] <= 13_500
    assert page + sum(sizes.values()) <= 32 * 1024
    assert sizes["js2"] <= 1_024
