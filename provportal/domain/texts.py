"""Words for people that are data: they come with a rule book or with a program's file."""

from __future__ import annotations

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


Words = str | Texts
"""A message of the one catalogue, or texts that bring their own translations."""
