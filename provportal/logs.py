"""Logs as lines of JSON, with every secret taken out where the line is formatted.

Our own loggers and those of libraries go through one formatter. A filter would never see the text
of an exception, which is where a database puts the very value that broke a rule. JSON shows line
ends and terminal commands as escapes, so that no value starts a line of its own.

What no rule can know is a name without a label ("child Mateo"): give values as named fields.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
from collections.abc import Mapping
from typing import TextIO, cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "[hidden]"
NESTING = 4
"""How deep a logged value is followed; what lies deeper, or in a circle, is hidden."""

SECRET_WORDS = frozenset(
    {
        "account",
        "authorization",
        "child",
        "children",
        "cookie",
        "csrf",
        "dob",
        "otp",
        "passcode",
        "passwd",
        "password",
        "pin",
        "routing",
        "secret",
        "session",
        "ssn",
        "tin",
        "token",
        "totp",
    }
)
"""Words of a field's name, in the singular, that make its value a secret; see `is_secret_name`."""

WORDS_OF_PROSE = frozenset({"account", "accounts", "routing", "session"})
"""Before a colon these may only open a sentence ("bank account: approve from entered")."""

_DATABASE_DETAIL = re.compile(
    r"(DETAIL:\s+(?:Key \([^)\n]*\)=)?).*?(?=\n\[SQL:|\n\(Background|\n\n(?:The|During) |\Z)",
    re.DOTALL,
)
"""What PostgreSQL adds to an error: the values of the key, or of the whole row that failed."""

_BIND_PARAMETERS = re.compile(r"(\[parameters: ).*?(?=\]\n|\]\Z)", re.DOTALL)
"""What SQLAlchemy adds."""

_NAME = re.compile(r"""(?<![\w-])(?P<name>[\w-]++)(?P<sign>["']\s*[:=]|\s*[:=])""")
"""name=, name:, 'name':"""

_VALUE = re.compile(
    r"""\s*(?:"(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'
          | [^\s,;&)\]}][^,;&)\]}\n]*?(?=\s+[\w-]+=|[,;&)\]}\n]|\Z))""",
    re.VERBOSE,
)
"""What stands after a name: quoted, or up to a sign or the next name=."""

_NUMBERS = re.compile(
    r"""(?P<harmless>
          \b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b                      # UUID
        | \b(?=[0-9]*[a-f])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})\b        # digest in hex
        | \b\d{4}-\d{2}-\d{2}(?!\d)(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?  # ISO date, time
        | (?<![\d,])\d{1,9}\.\d{2}(?!\d)                                       # 1234567.00
        | (?<![\d,])\d{1,3}(?:,\d{3})+\.\d{2}(?!\d)                            # 1,234,567.00
        | \b(?:PR-[0-9A-Z]{4}-[0-9A-Z]{2}|REQ-\d{1,7})\b                       # request number
        )
      | \d(?:(?:[ \u00a0\u2010-\u2015-](?!\d{4}-\d{2}-\d{2}))?\d){7,}          # 8 digits or more
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Accounts, cards and taxpayers' numbers, also in groups (12-3456789), and what looks like them."""


def redacted(text: str) -> str:
    """A text without account-like numbers, named secrets and values of the database."""
    text = _DATABASE_DETAIL.sub(rf"\1{HIDDEN}", text)
    text = _BIND_PARAMETERS.sub(rf"\1{HIDDEN}", text)
    text = _without_named_secrets(text)
    return _NUMBERS.sub(lambda found: found["harmless"] or HIDDEN, text)


def _without_named_secrets(text: str) -> str:
    parts, done = [], 0
    for found in _NAME.finditer(text):
        # A name inside a value that is hidden already says nothing.
        if found.start() >= done and _opens_a_secret(found):
            parts += [text[done : found.end()], HIDDEN]
            value = _VALUE.match(text, found.end())
            done = value.end() if value else found.end()
    return "".join([*parts, text[done:]])


def _opens_a_secret(found: re.Match[str]) -> bool:
    is_prose = found["sign"].strip() == ":" and found["name"].lower() in WORDS_OF_PROSE
    return is_secret_name(found["name"]) and not is_prose


def is_secret_name(name: str) -> bool:
    """Whether a field of this name holds a secret: 'account_number', 'childName', 'Set-Cookie'.

    'account_id' does not: it is an id of ours.
    """
    parts = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)
    words = [part.lower().removesuffix("s") for part in parts]
    return not SECRET_WORDS.isdisjoint(words) and words[-1] != "id"


def _shown(value: object, depth: int = NESTING) -> object:
    """A logged value as it may be read: mappings and sequences stay, texts are redacted."""
    if value is None or isinstance(value, bool | float):
        return value
    if depth == 0:
        return HIDDEN
    if isinstance(value, Mapping):
        return {redacted(str(name)): _field(str(name), value[name], depth - 1) for name in value}
    if isinstance(value, list | tuple | set | frozenset):
        return [_shown(one, depth - 1) for one in value]
    if isinstance(value, int):
        return value if redacted(str(value)) == str(value) else HIDDEN
    return redacted(str(value))


def _field(name: str, value: object, depth: int) -> object:
    return HIDDEN if is_secret_name(name) else _shown(value, depth)


def _redact(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return cast("EventDict", _shown(event))


ORIGIN: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
"""What each line says of itself: the web request or job, level, logger, time."""


def _formatter() -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*ORIGIN, structlog.stdlib.ExtraAdder()],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _redact,
            structlog.processors.JSONRenderer(),
        ],
    )


class LineHandler(logging.StreamHandler[TextIO]):
    """Writes the lines; of one that cannot be formatted it tells only where it came from."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        # The library would print the message and its arguments as they are.
        line = {"event": "log line lost", "logger": record.name, "line": record.lineno}
        with contextlib.suppress(OSError, ValueError):
            self.stream.write(json.dumps(line) + "\n")


CHATTER = ("weasyprint.progress", "fontTools")
"""Loggers that tell each step of a PDF: what they say is of use to their own makers."""


def configure(stream: TextIO, level: int = logging.INFO) -> None:
    """Send every log line of this process to a stream; earlier destinations are dropped."""
    handler = LineHandler(stream)
    handler.setFormatter(_formatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in CHATTER:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *ORIGIN,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def get(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of a module: `logs.get(__name__).info("batch built", batch_id=...)`."""
    return cast("structlog.stdlib.BoundLogger", structlog.get_logger(name))
