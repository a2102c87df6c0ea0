"""Sentences of Vigie's own about its reading (« 3 origines distinctes : … »): which words are of the template, and nobody's.

Only what fills the template can be wrong there: names, figures, days. A sentence that retells a deed is no such sentence:
its verb is a claim, and is checked like any other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vigie.model import UsageError
from vigie.write.phrasing import phrasing

# What fills these is Vigie's own count, calendar or label.
OURS = frozenset(
    {"count", "n", "languages", "language", "event", "de_event", "status", "before", "after", "before_status"}
)
# Sentences that name the day on which something was told before, which no cited word does.
OF_A_BRIEF = ("moved", "figure", "corrected", "retracted")
_FIELD = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class OwnSentence:
    """A sentence made from a template: which one, and where the words stand that no source needs to have."""

    key: str
    starts: frozenset[int]


def own_sentence(text: str, language: str) -> OwnSentence | None:
    """The template about Vigie's own reading that made this sentence, if one did."""
    for key, pattern, fields in _patterns(language):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        filled = [
            match.span(group)
            for group, name in fields.items()
            if match[group] and name not in OURS and not (name == "day" and key.startswith(OF_A_BRIEF))
        ]
        starts = (word.start() for word in _WORD.finditer(text))
        return OwnSentence(key, frozenset(at for at in starts if not any(a <= at < b for a, b in filled)))
    return None


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str], dict[str, str]], ...]:
    """Longest literal first, so that a template is not taken for a looser one."""
    try:
        told = phrasing(language)
    except UsageError:
        return ()
    made = [(key, template) for table in (told.origin, told.gist, told.past) for key, template in table.items()]
    whole = [(key, template) for key, template in made if template.rstrip().endswith((".", "。")) and "{" in template]
    whole.sort(key=lambda pair: -len(_FIELD.sub("", pair[1])))
    return tuple((key, *_compiled(template)) for key, template in whole)


def _compiled(template: str) -> tuple[re.Pattern[str], dict[str, str]]:
    fields: dict[str, str] = {}

    def parts() -> Iterator[str]:
        at = 0
        for number, field in enumerate(_FIELD.finditer(template)):
            fields[f"f{number}"] = field[1]
            yield re.escape(template[at : field.start()]) + f"(?P<f{number}>.*?)"
            at = field.end()
        yield re.escape(template[at:])

    return re.compile("".join(parts()), re.DOTALL), fields
