"""Style sheet and scripts: read and compressed once, named by their content, kept by browsers."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request

from provportal.web.access import allow_public
from provportal.web.compression import BROTLI_STATIC, accepted, packed

FOLDER = Path(__file__).parents[1] / "static"
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file: its address part (with a hash of the content), type, and bytes by encoding."""

    address: str
    mimetype: str
    digest: str
    bytes_by_encoding: Mapping[str, bytes]


@cache
def read(path: Path) -> StaticFile:
    """A file as it is served. Packing as small as can be takes its time, so it is done once."""
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()[:16]
    return StaticFile(
        address=f"{path.stem}.{digest}{path.suffix}",
        mimetype=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        digest=digest,
        bytes_by_encoding={
            "": data,
            "gzip": packed(data, "gzip", BROTLI_STATIC),
            "br": packed(data, "br", BROTLI_STATIC),
        },
    )


def install(app: Flask) -> None:
    """Serve the files, and give templates `static_url('app.css')`."""
    files = {path.name: read(path) for path in sorted(FOLDER.iterdir()) if path.is_file()}
    by_address = {file.address: file for file in files.values()}
    blueprint = Blueprint("static_files", __name__, url_prefix="/static")

    @blueprint.get("/<address>")
    @allow_public
    def show(address: str) -> Response:
        if address not in by_address:
            abort(404)
        return _answer(by_address[address])

    def static_url(name: str) -> str:
        return f"/static/{files[name].address}"

    app.register_blueprint(blueprint)
    app.jinja_env.globals["static_url"] = static_url


def _answer(file: StaticFile) -> Response:
    encoding = accepted()
    response = Response(file.bytes_by_encoding[encoding], mimetype=file.mimetype)
    response.headers["Cache-Control"] = FOREVER
    response.vary.add("Accept-Encoding")
    if encoding:
        response.content_encoding = encoding
    response.set_etag(f"{file.digest}{encoding}")
    return response.make_conditional(request)  # type: ignore[return-value]  # it is the same object
