"""What PDF/A-3a with PDF/UA-1 asks beyond what WeasyPrint writes, added before the last byte."""

from __future__ import annotations

from typing import Any

from provportal.failpoints import Failpoint, reach

UA_IDENTIFIER = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 the file follows</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
</rdf:Description>"""
"""The PDF/UA-1 identifier (ISO 14289-1, 5) and its schema, which PDF/A wants described
(ISO 19005-3, 6.6.2.3)."""

PDF = Any
"""The pydyf.PDF being written; pydyf has no types."""


def finish(document: object, pdf: PDF) -> None:
    """WeasyPrint's finisher: the identifier, scopes on header cells, no attachment twice."""
    reach(Failpoint.REMITTANCE_RENDERING)
    _identify_as_accessible(pdf)
    _scope_headers(pdf)
    pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


def _identify_as_accessible(pdf: PDF) -> None:
    """XMP allows one rdf:RDF in a packet; WeasyPrint's xmp_metadata option would add a second."""
    metadata = pdf.objects[_number(pdf.catalog["Metadata"])]
    metadata.stream = [
        part.replace(b"</rdf:RDF>", UA_IDENTIFIER + b"</rdf:RDF>") for part in metadata.stream
    ]


def _scope_headers(pdf: PDF) -> None:
    """For readers that do not follow header ids: is a header of a column or of a row?"""
    for element in pdf.objects:
        if isinstance(element, dict) and element.get("S") == "/TH":
            row = pdf.objects[_number(element["P"])]
            group = pdf.objects[_number(row["P"])]
            element["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
