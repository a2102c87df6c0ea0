"""Names in a text: those we know, and capitalised spans for those we do not."""

import re
from collections.abc import Sequence
from functools import cache

from vigie.knowledge.cues import Cues, cues, fold
from vigie.knowledge.matching import Found, leftmost_longest
from vigie.knowledge.names import Entity, Names, Outlet
from vigie.model import Mention, Part, Span

# Capital letters of the scripts that have them (Latin with Vietnamese, Greek, Cyrillic, Armenian).
_CAPITALS = "".join(chr(c) for c in (*range(0x41, 0x587), *range(0x1E00, 0x1F00)) if chr(c).isupper())
# A capitalised word, or one with a capital after a small letter or two (iPhone, e.GO); hyphens and dots join. In scripts
# without capitals there is nothing to go by: only known names are found there, and Latin names among Han and kana.
_JOINED = r"[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
_WORD = rf"(?:[{_CAPITALS}]|[a-z]{{1,2}}(?=[A-Z]))(?:{_JOINED}|[’'&.\-](?={_JOINED}))*"
_LINK = r"(?: |\u00a0|-| (?:de|du|of|der|von|van|da|do|del|di|al|el|bin|ibn|&|and|und|et) )"
_NAME = re.compile(rf"(?<![A-Za-z0-9_]){_WORD}(?:{_LINK}(?:{_WORD}|\d+(?:\.\d+)*(?![A-Za-z0-9_])))*")
# Korean sets its particles right after a name: « 마이크로소프트가 ».
_PARTICLE = re.compile(
    r"(?<=[가-힣A-Za-z0-9])(?:에서는|에서도|에게는|으로는|까지|부터|에서|에게|에는|에도|으로|과의|와의|측은|측이|측|이나|이라|"
    r"은|는|이|가|을|를|의|와|과|도|에|로|만)(?![가-힣A-Za-z0-9])"
)
_INNER = re.compile(r"[a-z][A-Z]|[A-Z]{2}|[A-Za-z]\d")


def names_in(text: str, names: Names, found_cues: Cues | None) -> list[Found[Entity | Outlet]]:
    """Known names in a text; in Korean also where a particle follows, since some names end like one (화웨이)."""
    if found_cues is None or found_cues.language != "ko":
        return names.find(text)
    detached = _PARTICLE.sub(lambda found: " " * len(found[0]), text)
    hits = {(hit.start, hit.end): hit for hit in (*names.find(detached), *names.find(text))}
    return leftmost_longest(sorted(hits.values(), key=lambda hit: (hit.start, -hit.end)))


def mentions_of(
    article: str,
    part: Part,
    text: str,
    sentences: Sequence[tuple[int, int]],
    hits: Sequence[Found[Entity | Outlet]],
    found_cues: Cues | None,
) -> tuple[Mention, ...]:
    """Mentions in the sentences of one part of an article, by start; `hits` are the known names of that part.

    Unknown names are capitalised spans: never the bare first word of a sentence, never in a headline set in title
    case, and in German (where every noun is capitalised) only spans of several words or with a capital inside.
    """
    known = [hit for hit in hits if any(start <= hit.start < end for start, end in sentences)]
    mentions = [_known(article, part, hit) for hit in known]
    taken = [(hit.start, hit.end) for hit in known]
    nouns_capitalised = found_cues is not None and found_cues.language == "de"
    skipped = _no_names(found_cues.language) if found_cues else frozenset()
    for start, end in sentences:
        sentence = text[start:end]
        if _title_case(sentence):
            continue
        for match in _NAME.finditer(sentence):
            low, high = _without_function_word(sentence, match.start(), match.end(), skipped)
            name = sentence[low:high]
            first_word = sentence[:low].strip(" \"'«“”‘([—–-") == ""
            plain = " " not in name and not _INNER.search(name)
            if (
                len(name) < 2
                or not any(c.isupper() for c in name)
                or (plain and (first_word or nouns_capitalised))
                or _all_in(name, skipped)
            ):
                continue
            span = (start + low, start + high)
            if not any(a < span[1] and span[0] < b for a, b in taken):
                mentions.append(Mention(Span(article, *span, part), name, "unknown"))
    return tuple(sorted(mentions, key=lambda mention: mention.span.start))


@cache
def _no_names(language: str) -> frozenset[str]:
    """What is written with a capital and names nobody: function words, months and days of the week."""
    found_cues = cues(language)
    if found_cues is None:
        return frozenset()
    dates = found_cues.dates
    named = [form for forms in (*dates.months, *dates.weekdays) for form in forms]
    words = [word for form in named for word in form.rstrip(".").split()]
    return frozenset(fold(word) for word in (*found_cues.function_words, *named, *words))


def _known(article: str, part: Part, hit: Found[Entity | Outlet]) -> Mention:
    kind = "outlet" if isinstance(hit.meaning, Outlet) else hit.meaning.kind
    return Mention(Span(article, hit.start, hit.end, part), hit.meaning.name, kind, hit.meaning.id)


def _title_case(sentence: str) -> bool:
    words: list[str] = re.findall(r"[^\W\d_]{4,}", sentence)
    return len(words) >= 4 and sum(word[0].isupper() for word in words) > 0.6 * len(words)


def _all_in(name: str, skipped: frozenset[str]) -> bool:
    """True for « March », « Mon. » and « March 3 »: every word is one that names nobody, or a number."""
    return all(word in skipped or word.isdigit() for word in fold(name).split())


def _without_function_word(sentence: str, low: int, high: int, skipped: frozenset[str]) -> tuple[int, int]:
    """« Le Tribunal … », "The Verge said": the article that opens a sentence is no part of the name."""
    name = sentence[low:high]
    first, blank, rest = name.partition(" ")
    if blank and fold(first) in skipped and rest:
        return low + len(first) + 1, high
    head, apostrophe, tail = name.partition("'") if "'" in name else name.partition("’")
    if apostrophe and len(head) <= 2 and tail[:1].isupper():
        return low + len(head) + 1, high
    return low, high
