"""The renderers' own words, in the reader's language: one TOML file a language, checked when loaded.

Numbers, dates, lists and names of languages come from CLDR through babel; the files hold the rest.
May fail with UsageError (no file for the language) and KnowledgeError (a file that is not well formed).
"""

import re
import string
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from math import inf
from typing import Any, Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_compact_decimal, format_decimal, format_percent, get_currency_name

from vigie.model import KnowledgeError, StorylineName, UsageError
from vigie.publish.untrusted import clean

REFERENCE: Final = "fr"  # the other files must have its keys and its {names}
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_VOWELS: Final = "aàâäeéèêëiîïoôöœuùûüAÀÂÄEÉÈÊËIÎÏOÔÖŒUÙÛÜ"
_SOUNDS_I: Final = re.compile(r"[iíIÍ]|[hH][iíIÍ](?![aeAE])")
_ROUND: Final = (10**12, 10**9, 10**6)  # « 3,25 milliards » rather than « 3 250 000 000 »


@dataclass(frozen=True)
class Wording:
    """All that a renderer says in one language."""

    language: str
    locale: Locale
    text: Mapping[str, str]
    counted: Mapping[str, Mapping[str, str]]
    names: Mapping[str, Mapping[str, Any]]
    open: str
    close: str
    inner_open: str
    inner_close: str
    elide: tuple[str, ...]
    first_of_month: str
    and_before_i: str
    scale: Mapping[str, Any]

    def say(self, key: str, **values: str) -> str:
        return self._fill(self.text[key], values)

    def count(self, key: str, n: int, **values: str) -> str:
        """« 0 article », « 1 article », « 3 articles »: `n` in words that agree with it."""
        return self._fill(self._form(self.counted[key], n), {"n": self.number(n), **values})

    def status(self, status: str) -> str:
        return str(self.names["status"].get(status, clean(status)))

    def event(self, event_type: str) -> str:
        """The event type as a rubric, or nothing for `other` and for a type without a name."""
        return "" if event_type == "other" else str(self.names["event"].get(event_type, ""))

    def storyline(self, name: StorylineName) -> str:
        """« OpenAI et Microsoft : litige »; nothing for a storyline that has no name yet."""
        if not name.parties:
            return ""
        matter = str(self.names["matter"].get(name.matter, ""))
        return self.say("storyline", parties=self.join([clean(party) for party in name.parties]), matter=matter)

    def subject(self, subject: str) -> str:
        return str(self.names["subject"].get(subject, clean(subject)))

    def number(self, n: int | Decimal) -> str:
        return str(format_decimal(n, locale=self.locale))

    def join(self, parts: Sequence[str]) -> str:
        """« A, B et C »; in Spanish « A e Italia »."""
        if self.and_before_i and len(parts) > 1 and _SOUNDS_I.match(parts[-1]):
            return ", ".join(parts[:-1]) + self.and_before_i + parts[-1]
        return str(format_list(list(parts), locale=self.locale)) if parts else ""

    def quote(self, words: str) -> str:
        """`words`, untouched, between quotation marks: the other pair when they hold our own, none when they are
        between ours already."""
        first, last = self.open[0], self.close[-1]
        if words.startswith(first) and words.endswith(last) and first not in words[1:]:
            return words
        return f"{self.inner_open}{words}{self.inner_close}" if first in words else f"{self.open}{words}{self.close}"

    def own(self, language: str) -> bool:
        """True when `language` is the reader's: « fr-CA » is read by who reads « fr »."""
        return _base(language) == _base(self.language) != ""

    def language_name(self, language: str) -> str:
        """« anglais », or the words for a language that has no name here."""
        try:
            # « und » would otherwise be resolved to its likeliest speaker: English in the United States.
            parsed = Locale.parse(language, sep="-", resolve_likely_subtags=False)
            name = parsed.get_display_name(self.locale) if _base(language) else ""
        except (ValueError, UnknownLocaleError, TypeError):
            name = self.locale.languages.get(_base(language))
        return str(name or self.text["unknown_language"])

    def in_language(self, language: str) -> str:
        """« en anglais »."""
        name = self.language_name(language)
        return name if name == self.text["unknown_language"] else self.say("in_language", language=name)

    def day(self, day: date) -> str:
        """« 23 avril 2026 »."""
        return self._first(day, str(format_date(day, "long", locale=self.locale)))

    def long_date(self, day: date) -> str:
        """« jeudi 23 avril 2026 »."""
        return self._first(day, str(format_date(day, "full", locale=self.locale)))

    def short_moment(self, moment: str) -> str:
        """« 23 avr. 2026 à 06:10 UTC » out of an ISO 8601 date or time; anything else as it is."""
        try:
            if len(moment) <= len("2026-04-23"):
                return self._short_date(date.fromisoformat(moment))
            at = datetime.fromisoformat(moment)
        except ValueError:
            return clean(moment)
        zone = {None: "", timedelta(0): "\u00a0UTC"}.get(at.utcoffset(), f"\u00a0{at.strftime('%z')}")
        time = str(format_time(at.time(), "short", locale=self.locale)) + zone
        return self.say("moment", date=self._short_date(at.date()), time=time)

    def figure(self, value: str, currency: str, unit: str) -> str:
        """« 3,25 milliards de dollars », « 12,5 % », « 1 200 personnes »; a value that is no number as it is."""
        try:
            amount = Decimal(value)
        except InvalidOperation:
            return clean(" ".join((value, currency or unit)))
        if not amount.is_finite():
            return clean(" ".join((value, currency or unit)))
        if unit == "percent" and not currency:
            return str(format_percent(amount / 100, locale=self.locale, decimal_quantization=False))
        shown, is_round = self._amount(amount)
        noun = self._noun(amount, currency, unit)
        if not noun:
            return shown
        return self.say("round_amount", shown=shown, noun=noun) if is_round else f"{shown}\u00a0{noun}"

    def _amount(self, amount: Decimal) -> tuple[str, bool]:
        """The number, and whether it ends in a word such as « milliards »; never rounded."""
        own = self.scale
        if own and own["from"] <= abs(amount) < own.get("below", inf) and amount % (own["unit"] // 100) == 0:
            scaled = (amount / own["unit"]).normalize()
            return f"{format_decimal(scaled, locale=self.locale, decimal_quantization=False)}\u00a0{own['words']}", True
        scale = next((scale for scale in _ROUND if abs(amount) >= scale), 0)
        if scale and amount / scale == (amount / scale).quantize(Decimal("0.001")):
            # babel 2.18 writes « 1 millions » in French for exactly one; not for a hair more, and the hair is cut off.
            hair = 1 if amount == scale and self.locale.language == "fr" else 0
            words = format_compact_decimal(amount + hair, format_type="long", locale=self.locale, fraction_digits=3)
            return str(words), True
        return str(format_decimal(amount, locale=self.locale, decimal_quantization=False)), False

    def _noun(self, amount: Decimal, currency: str, unit: str) -> str:
        if currency:
            forms = self.names["currency"].get(currency)
            return self._form(forms, amount) if forms else _currency_name(currency, amount, self.locale)
        forms = self.names["unit"].get(unit) or self.names["unit"].get(unit.removesuffix("s"))
        return self._form(forms, amount) if forms else clean(unit)

    def _form(self, forms: Mapping[str, str], n: int | Decimal) -> str:
        return forms.get(str(self.locale.plural_form(abs(Decimal(n)))), forms["other"])

    def _fill(self, pattern: str, values: Mapping[str, str]) -> str:
        """The pattern with its {names} replaced; « de » and « que » lose their vowel before another."""
        filled = ""
        for literal, name, _, _ in string.Formatter().parse(pattern):
            filled += literal
            value = values[name] if name else ""
            word = next((w for w in self.elide if re.search(rf"(^|\s){w} $", literal)), "")
            if word and value[:1] and value[0] in _VOWELS:
                filled = filled[:-2] + "’"
            filled += value
        return filled

    def _short_date(self, day: date) -> str:
        return self._first(day, str(format_date(day, "medium", locale=self.locale)))

    def _first(self, day: date, words: str) -> str:
        return re.sub(r"\b1\b", self.first_of_month, words, count=1) if day.day == 1 and self.first_of_month else words


def wording(language: str) -> Wording:
    """The words for a reader of `language` (« fr », « en-GB »). Raises UsageError when no file holds them."""
    known = languages()
    base = _base(language)
    if base not in known:
        raise UsageError(
            "publish.no_wording",
            f"no wording for the language “{clean(language)}”",
            f"choose one of {', '.join(known)}, or add src/vigie/publish/wording/{base or 'xx'}.toml",
        )
    return _load(language, base)


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a file."""
    folder = resources.files("vigie.publish") / "wording"
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")))


@cache
def _load(language: str, base: str) -> Wording:
    table = _table(base)
    if base != REFERENCE:
        check(table, _table(REFERENCE), f"{base}.toml")
    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        locale = Locale.parse(base)
    return build(table, language, locale)


def build(table: Mapping[str, Any], language: str, locale: Locale) -> Wording:
    """The wording that a checked table holds."""
    manner = table["typography"]
    before = manner["before"]
    spaced = {key: _spaced(text, before) for key, text in table["text"].items()}
    counted = {key: {f: _spaced(t, before) for f, t in forms.items()} for key, forms in table["count"].items()}
    names = {
        section: table[section] for section in ("status", "event", "origin", "matter", "subject", "currency", "unit")
    }
    return Wording(
        language=language,
        locale=locale,
        text=spaced,
        counted=counted,
        names=names,
        open=manner["open"],
        close=manner["close"],
        inner_open=manner["inner_open"],
        inner_close=manner["inner_close"],
        elide=tuple(manner["elide"]),
        first_of_month=manner["first_of_month"],
        and_before_i=manner["and_before_i"],
        scale=table.get("scale", {}),
    )


def check(table: Mapping[str, Any], reference: Mapping[str, Any], name: str) -> None:
    """Raises KnowledgeError when a table lacks a key or a {name} of the reference, or has one more."""
    for section, wanted in reference.items():
        found = table.get(section, {})
        # Each language shortens the currencies it wants, and has a scale of its own or not.
        free = section in {"currency", "scale"}
        differing = set() if free else set(wanted) ^ set(found)
        if differing:
            key = min(differing)
            missing = "lacks" if key in wanted else "has too many by"
            raise KnowledgeError("publish.wording_keys", f"{name} {missing} [{section}] {key}", "compare with fr.toml")
        for key in set(wanted) & set(found):
            _check_entry(found[key], wanted[key], f"{name} [{section}] {key}")
    if set(table) - set(reference):
        raise KnowledgeError(
            "publish.wording_keys", f"{name} has an unknown section {min(set(table) - set(reference))}"
        )


def _check_entry(found: object, wanted: object, where: str) -> None:
    if type(found) is not type(wanted):
        raise KnowledgeError("publish.wording_shape", f"{where} is not of the same kind as in fr.toml")
    if isinstance(found, dict) and isinstance(wanted, dict) and "other" in wanted:
        if "other" not in found:
            raise KnowledgeError("publish.wording_plural", f"{where} has no form “other”")
        forms, model = list(found.values()), wanted["other"]
    else:
        forms, model = [found], wanted
    if isinstance(model, str) and any(_places(str(form)) != _places(model) for form in forms):
        raise KnowledgeError("publish.wording_places", f"{where} does not name {sorted(_places(model))} in braces")


def _places(pattern: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(pattern) if name)


def _table(base: str) -> Mapping[str, Any]:
    path = resources.files("vigie.publish") / "wording" / f"{base}.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError("publish.wording_toml", f"wording/{base}.toml: {error}") from error


def _spaced(text: str, before: Mapping[str, str]) -> str:
    """Makes no-break the spaces that stand before a sign and after an opening guillemet."""
    for sign, space in before.items():
        text = text.replace(f" {sign}", f"{space}{sign}")
    return text.replace("« ", "«\u00a0")


def _currency_name(currency: str, amount: Decimal, locale: Locale) -> str:
    return clean(str(get_currency_name(currency, count=float(amount), locale=locale)))


def language_tag(language: str) -> str:
    """The code when it is fit for a `lang` attribute; `und` (undetermined) otherwise."""
    return language if _TAG.fullmatch(language) else "und"


def right_to_left(language: str) -> bool:
    try:
        return Locale.parse(language_tag(language), sep="-").text_direction == "rtl"
    except (ValueError, UnknownLocaleError):
        return False


def _base(language: str) -> str:
    base = language.split("-", maxsplit=1)[0].split("_", maxsplit=1)[0].lower()
    return "" if base == "und" else base
