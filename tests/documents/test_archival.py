"""Named checks of what PDF/A-3a and PDF/UA-1 ask: identifiers, tags, fonts, attachment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from provportal.documents.remittance_pdf import render
from tests.documents.given import a_remittance

PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


@cache
def document() -> PdfReader:
    return PdfReader(BytesIO(render(a_remittance())))


def root() -> Any:
    return document().trailer["/Root"]


def xmp() -> ElementTree.Element:
    packet = ElementTree.fromstring(root()["/Metadata"].get_data())  # noqa: S314  # our own bytes
    [rdf] = packet.findall(f"{RDF}RDF")
    return rdf


def elements(node: Any = None) -> Iterator[Any]:
    """The structure elements in reading order."""
    node = root()["/StructTreeRoot"] if node is None else node
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object() if isinstance(kid, IndirectObject) else kid
        if isinstance(found, DictionaryObject) and "/S" in found:
            yield found
            yield from elements(found)


@cache
def tags() -> Counter[str]:
    return Counter(str(element["/S"]) for element in elements())


def test_it_says_pdf_a_3a() -> None:
    [told] = [d.attrib for d in xmp() if f"{PDFA}part" in d.attrib]
    assert (told[f"{PDFA}part"], told[f"{PDFA}conformance"]) == ("3", "A")


def test_it_says_pdf_ua_1() -> None:
    assert [part.text for part in xmp().iter(f"{PDFUA}part")] == ["1"]


def test_the_identifier_of_pdf_ua_is_described_as_pdf_a_wants() -> None:
    schema = "{http://www.aiim.org/pdfa/ns/schema#}namespaceURI"
    assert [uri.text for uri in xmp().iter(schema)] == ["http://www.aiim.org/pdfua/ns/id/"]


def test_title_language_and_marks() -> None:
    title = "Payment record RA-45-0188, Luciérnaga Family Child Care, Tue 10 Nov 2026"
    info: Any = document().metadata
    assert info.title == title
    assert root()["/Lang"] == "en"
    assert root()["/MarkInfo"]["/Marked"] is not False
    assert root()["/ViewerPreferences"]["/DisplayDocTitle"] is not False


def test_the_page_is_us_letter() -> None:
    assert [float(side) for side in document().pages[0].mediabox] == [0, 0, 612, 792]


def test_headings_paragraphs_and_tables_are_tagged() -> None:
    assert (tags()["/H1"], tags()["/H2"], tags()["/Table"], tags()["/Caption"]) == (1, 2, 2, 1)


def test_each_line_has_a_row_header_and_each_column_a_header() -> None:
    scopes = Counter(str(e["/A"]["/Scope"]) for e in elements() if e["/S"] == "/TH")
    assert scopes == {"/Column": 8, "/Row": 4 + 6 + 1}


def test_each_cell_of_a_line_names_its_headers() -> None:
    cells = [e for e in elements() if e["/S"] == "/TD"]
    assert all(cell["/A"]["/Headers"] for cell in cells if "/ColSpan" not in cell["/A"])


def test_every_font_is_embedded_with_unicode_and_ours() -> None:
    page: Any = document().pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    names = {str(font["/BaseFont"]).partition("+")[2] for font in fonts}
    files = [f["/DescendantFonts"][0].get_object()["/FontDescriptor"]["/FontFile2"] for f in fonts]
    assert names == {"Record-Sans", "Record-Sans-Bold", "Record-Serif", "Record-Serif-Bold"}
    assert all(files)
    assert all("/ToUnicode" in font for font in fonts)


def test_the_csv_is_attached_once_as_data() -> None:
    [attached] = root()["/AF"]
    told = attached.get_object()
    assert (told["/UF"], told["/AFRelationship"]) == ("RA-45-0188.csv", "/Data")
    assert told["/EF"]["/F"]["/Subtype"] == "/text/csv"


def test_every_date_is_the_payment_date() -> None:
    [attached] = root()["/AF"]
    params = attached.get_object()["/EF"]["/F"]["/Params"]
    info: Any = document().trailer["/Info"]
    dates = [d[k] for d in (params, info) for k in ("/CreationDate", "/ModDate")]
    assert dates == ["D:20261110000000Z"] * 4


def test_there_is_an_output_intent() -> None:
    assert root()["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
