"""Words for people that are data: they come with a rule book or with a program's file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """One sentence in each language that the portal speaks."""

    en: str
    es: str
    zh_hant: str

    def in_language(self, language: str) -> str:
        """The sentence in a language (BCP 47: 'en', 'es', 'zh-Hant'); another one reads English."""
        return {"es": self.es, "zh-Hant": self.zh_hant}.get(language, self.en)


def as_params(texts: Texts) -> dict[str, str]:
    """Texts as the values of a finding, so that what was found keeps its words."""
    return {"en": texts.en, "es": texts.es, "zh_hant": texts.zh_hant}


def from_params(params: Mapping[str, object]) -> Texts:
    """The texts that a finding carries."""
    return Texts(*(str(params.get(key, "")) for key in ("en", "es", "zh_hant")))


Words = str | Texts
"""A message of the one catalogue, or texts that bring their own translations."""
