"""The words of composed sentences, one TOML file a language, and the small grammar that joins them."""

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from string import Formatter

import msgspec
from babel import Locale
from babel.dates import format_date

from vigie.model import KnowledgeError, UsageError

HERE = files("vigie.write.phrasing")


class Phrasing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"conjunction": "and"}):
    """All that one language's file says; see fr.toml."""

    language: str
    conjunction: str
    comma: str
    month_day: str
    month_year: str
    first_of_month: str
    open: str
    close: str
    decimal: str
    group: str
    grouped_from: int
    de: dict[str, str]
    vowels: str
    counted_of: bool
    origin: dict[str, str]
    gist: dict[str, str]
    telling: dict[str, str]
    sizes: dict[str, str]
    frames: dict[str, tuple[str, str]]
    acts: dict[str, dict[str, str]]
    nobody: dict[str, str]
    things: dict[str, tuple[str, str]]
    acting: dict[str, str]
    coming: dict[str, str]
    then: dict[str, str]
    now: dict[str, str]
    stands: dict[str, str]
    past: dict[str, str]
    status: dict[str, str]
    events: dict[str, str]
    scale: dict[str, tuple[str, str]]
    currencies: dict[str, tuple[str, str]]
    reasons: dict[str, str | dict[str, str]]

    def join(self, names: Sequence[str]) -> str:
        """« A, B et C »."""
        head, last = names[:-1], names[-1]
        return self.comma.join(head) + self.conjunction + last if head else last

    def of(self, name: str) -> str:
        """The name after « de », elided and contracted: « du Monde », « d’OpenAI », « des Échos »."""
        for article, joined in self.de.items():
            if article.endswith((" ", "'", "’")) and name.startswith(article):
                return joined + name[len(article) :]
        elided = name[:1] in self.vowels and bool(self.vowels)
        return self.de["before_vowel" if elided else "default"] + name

    def day(self, day: date) -> str:
        """« 23 avril 2026 », « 1er avril 2026 »."""
        written = format_date(day, self.month_day, locale=self.language)
        first = self.first_of_month and written.startswith("1 ")
        return self.first_of_month + written[1:] if first else written

    def month(self, day: date) -> str:
        """« mars 2026 »."""
        return str(format_date(day, self.month_year, locale=self.language))

    def amount(self, value: Decimal, currency: str, unit: str = "") -> str:
        """« 1,8 milliard d’euros », « 350 000 dollars », « 12 % »; at most three significant decimals."""
        if not currency:
            return f"{self._number(value)}\u00a0%" if unit == "percent" else self._number(value)
        one, many = self.currencies.get(currency, (currency, currency))
        for power, (single, plural) in self.scale.items():
            if abs(value) >= Decimal(power):
                scaled = value / Decimal(power)
                noun = single if self._one(scaled) else plural
                of = self.of(many) if self.counted_of else many
                return f"{self._number(scaled)}\u00a0{noun} {of}"
        return f"{self._number(value)}\u00a0{one if self._one(value) else many}"

    def _one(self, value: Decimal) -> bool:
        """True where CLDR has the singular: « 1,5 milliard », „1,5 Milliarden“."""
        return Locale(self.language).plural_form(abs(value.quantize(Decimal("0.001")).normalize())) == "one"

    def _number(self, value: Decimal) -> str:
        rounded = value.quantize(Decimal("0.001")).normalize()
        plain = f"{rounded:,f}" if abs(rounded) >= self.grouped_from else f"{rounded:f}"
        return plain.replace(",", "\0").replace(".", self.decimal).replace("\0", self.group)

    def count(self, key: str, number: int) -> str:
        """A counted reason in its singular or plural."""
        forms = self.reasons[key]
        if isinstance(forms, str):
            return forms
        return forms["one" if number == 1 else "other"].format(n=number)


@cache
def phrasing(language: str) -> Phrasing:
    """The phrasing of a reader's language. Raises UsageError when Vigie does not write in it."""
    try:
        text = (HERE / f"{language}.toml").read_text("utf-8")
    except OSError as error:
        known = ", ".join(sorted(e.name.removesuffix(".toml") for e in HERE.iterdir() if e.name.endswith(".toml")))
        raise UsageError(
            "write.language", f"Vigie does not write in {language!r}", f"choose one of: {known}"
        ) from error
    try:
        return msgspec.convert(tomllib.loads(text), Phrasing)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError("knowledge.phrasing", f"{language}.toml: {error}") from error


def set_spaces(text: str, language: str) -> str:
    """The text on one line; in French with the no-break spaces that its punctuation wants, where a source has plain ones."""
    line = " ".join(text.split())
    if language != "fr":
        return line
    line = re.sub(r"(?<=\w) ([,.])(?=\s|$)", r"\1", line)
    line = re.sub(r"«\s*", "«\u00a0", re.sub(r"\s*»", "\u00a0»", line))
    line = re.sub(r"(?<=\w|»|\)) ([;!?])", "\u202f\\1", line)
    return re.sub(r"(?<=\w|»|\)) :(?=\s|$)", "\u00a0:", line)


def fields_of(template: str) -> set[str]:
    """The names in braces of a template, for the test that compares languages."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}
