"""What a browser says of itself, in the few words by which its owner knows it again."""

from __future__ import annotations

BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""A sign of each, the particular before the general: Edge says Chrome, and Chrome says Safari."""

SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def device_of(agent: str) -> str:
    """'Firefox, Android' of a User-Agent; '' of one that says neither. Versions are not kept:
    they tell people apart and nobody anything."""
    named = (_first(BROWSERS, agent), _first(SYSTEMS, agent))
    return ", ".join(word for word in named if word)


def _first(table: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((word for sign, word in table if sign in agent), "")
