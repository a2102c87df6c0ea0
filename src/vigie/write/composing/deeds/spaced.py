"""Deeds in languages that write spaces between words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vigie.model import Amount, Mention, Span, UnderstoodArticle
from vigie.write.composing.deeds import ACTS, THINGS, Deed, Lexicon, lexicon, moods, phrases

MOST_FILLERS = 7
_TOKEN = re.compile(r"['’]s\b|[^\W_][\w]*(?:[-.&][\w]+)*|\S")
_OPEN = set("\"'“”‘’«»„()[]")
_CLOSE = set(",.;:!?—–-|()[]\"'“”‘’«»…")
# What names a version: « 4.7 », « Pro », « mini ».
_VERSION = re.compile(
    r"(?:[ \u00a0-]?(?:v?\d[\w.]*\w|v?\d|Pro|Max|Mini|mini|Ultra|Flash|Lite|Plus|Turbo|Nano|Opus|Sonnet|Haiku|Preview|Instant|"
    r"Thinking|Coder|Code|Image|Video|Codex|Live|Omni)(?![\w'’]))+"
)


@dataclass(frozen=True, slots=True)
class Token:
    low: str
    start: int
    end: int
    name: Mention | None = None
    amount: Amount | None = None


def tokens_of(item: UnderstoodArticle, span: Span) -> list[Token]:
    """The words of a sentence, a known name and an amount being one token each. A product takes its version with it."""
    text = item.article.part(span.part)
    held: list[Token] = []
    for mention in item.understanding.mentions:
        if mention.entity and span.covers(mention.span):
            end = mention.span.end
            if mention.kind in THINGS:
                found = _VERSION.match(text, end, span.end)
                if text[end - 1].isdigit() and (dotted := re.compile(r"\.\d[\w.]*").match(text, end, span.end)):
                    end = dotted.end()
                    found = _VERSION.match(text, end, span.end)
                end = found.end() if found else end
            held.append(Token("", mention.span.start, end, mention))
    taken = [(one.start, one.end) for one in held]
    for amount in item.understanding.amounts:
        free = not any(a < amount.span.end and amount.span.start < b for a, b in taken)
        if span.covers(amount.span) and free:
            held.append(Token("", amount.span.start, amount.span.end, amount=amount))
    held.sort(key=lambda one: (one.start, -one.end))
    made: list[Token] = []
    at = span.start
    for one in (*held, None):
        stop = one.start if one else span.end
        if stop < at:
            continue
        made += _plain(text, at, stop)
        if one is not None:
            made.append(one)
            at = one.end
    return made


def _plain(text: str, start: int, end: int) -> Iterator[Token]:
    for found in _TOKEN.finditer(text, start, end):
        yield Token(found[0].lower(), found.start(), found.end())


def read(item: UnderstoodArticle, span: Span) -> Deed | None:
    """The deed that a sentence tells in its plainest order, active or passive."""
    words = lexicon(item.understanding.language)
    if words is None:
        return None
    tokens = tokens_of(item, span)
    for at, token in enumerate(tokens):
        if token.name is not None and _opens(item, span, tokens, at, words):
            reader = _Reader(item, span, tokens, words)
            found = reader.active(at) or reader.passive(at)
            if found is not None:
                return found
    return None


def _opens(item: UnderstoodArticle, span: Span, tokens: Sequence[Token], at: int, words: Lexicon) -> bool:
    """True where only « Exclusif : », an article, a day or « selon X, » stands before the name."""
    start = span.start
    for told in item.understanding.attributions:
        ends = max((one.end for one in (told.source, told.cue) if one is not None and span.covers(one)), default=0)
        opening = min(
            (one.start for one in (told.source, told.cue) if one is not None and span.covers(one)), default=-1
        )
        if opening == span.start and ends <= tokens[at].start:
            start = max(start, ends)
    before = [one for one in tokens[:at] if one.start >= start]
    return all(one.name is None and (one.low in words.lead_in or one.low in _CLOSE) for one in before)


class _Reader:
    def __init__(self, item: UnderstoodArticle, span: Span, tokens: Sequence[Token], words: Lexicon) -> None:
        self.item, self.span, self.tokens, self.words = item, span, tokens, words

    def active(self, at: int) -> Deed | None:
        name = self.tokens[at].name
        if name is None:
            return None
        k, mood = self._mood(at + 1)
        for phrase, act, form in phrases(self.words.language):
            if name.kind not in ACTS[act][0] or form == "passive" or not self._fits(mood, form):
                continue
            begins = self._past_fillers(k) if form == "deed" else k
            if self._at(begins, phrase):
                found = self._object(act, mood, name, begins + len(phrase))
                if found is not None:
                    return found
        return None

    def passive(self, at: int) -> Deed | None:
        """« X is sued by Y »; headlines leave "is" out."""
        name = self.tokens[at].name
        k = at + 1
        for helper in sorted(self.words.be, key=len, reverse=True):
            if self._at(k, tuple(helper.split())):
                k += len(helper.split())
                break
        for phrase, act, form in phrases(self.words.language):
            if form != "passive" or name is None or name.kind not in ACTS[act][1] or not self._at(k, phrase):
                continue
            after = k + len(phrase)
            amount = self._amount(after)
            after += amount is not None
            if after < len(self.tokens) and self.tokens[after].low in self.words.passive_by:
                by = self._past_fillers(after + 1)
                actor = self.tokens[by].name if by < len(self.tokens) else None
                if actor is not None and actor.kind in ACTS[act][0] and self._ends(by, loose=True):
                    return self._deed(act, "fact", actor, name, amount=amount)
        return None

    def _fits(self, mood: str, form: str) -> bool:
        if mood in {"fact", "hearsay"}:
            return form == "fact"
        return form == "deed" if mood == "announced" else form in {"todo", "deed"}

    def _at(self, k: int, phrase: Sequence[str]) -> bool:
        here = self.tokens[k : k + len(phrase)]
        return len(here) == len(phrase) and all(
            one.name is None and one.amount is None and one.low.replace("'", "’") == word.replace("'", "’")
            for one, word in zip(here, phrase, strict=True)
        )

    def _mood(self, k: int) -> tuple[int, str]:
        """Where the verb stands, and the strongest mood of what is before it."""
        found = ["fact"]
        while k < len(self.tokens):
            hit = next(((p, m) for p, m in moods(self.words.language) if self._at(k, p)), None)
            if hit is None:
                break
            found.append(hit[1])
            k += len(hit[0])
        strong = [mood for mood in dict.fromkeys(found) if mood != "fact"]
        return k, strong[0] if len(strong) == 1 else "fact" if not strong else "mixed"

    def _past_fillers(self, k: int) -> int:
        for _ in range(MOST_FILLERS):
            here = self.tokens[k : k + 1]
            if not here or here[0].name or here[0].amount:
                break
            if here[0].low not in self.words.fillers and here[0].low not in _OPEN:
                break
            k += 1
        return k

    def _amount(self, k: int) -> Amount | None:
        return self.tokens[k].amount if k < len(self.tokens) else None

    def _ends(self, k: int, *, loose: bool) -> bool:
        """True where the name at `k` is not the first word of something longer."""
        if k + 1 >= len(self.tokens):
            return True
        behind, here = self.tokens[k + 1], self.tokens[k]
        text = self.item.article.part(self.span.part)
        if (
            behind.name
            or behind.amount
            or (behind.start == here.end and behind.low in {"-", "/", "'s", "’s", "'", "’"})
        ):
            return False
        if text[here.end : here.end + 1] in {"-", "/", "'", "’", "\u2011"}:
            return False
        if behind.low in self.words.loose_stops:
            return loose
        return behind.low in self.words.stops or behind.low in _CLOSE

    def _object(self, act: str, mood: str, agent: Mention, k: int) -> Deed | None:
        if act in {"raise", "round", "layoff", "invest_sum"}:
            return self._counted(act, mood, agent, k)
        if not ACTS[act][1]:
            behind = self.tokens[k] if k < len(self.tokens) else None
            open_end = behind is None or behind.low in {*self.words.stops, *self.words.loose_stops, *_CLOSE}
            return self._deed(act, mood, agent, None) if open_end else None
        place = self._past_fillers(k)
        name = self.tokens[place].name if place < len(self.tokens) else None
        things = name is not None and name.kind in THINGS
        if name is None or name.kind not in ACTS[act][1] or not self._ends(place, loose=not things):
            return None
        amount = None
        for phrase in self.words.sum_before:
            if act in {"acquire", "invest"} and self._at(place + 1, tuple(phrase.split())):
                amount = self._amount(place + 1 + len(phrase.split()))
        if act == "fine":
            amount = self._amount(place + 1)
            if amount is None:
                return None
        return self._deed(act, mood, agent, name, amount=amount)

    def _counted(self, act: str, mood: str, agent: Mention, k: int) -> Deed | None:
        amount = self._amount(k)
        if amount is None:
            return None
        behind = " ".join(one.low for one in self.tokens[k + 1 : k + 5])
        closed = not behind or behind[0] in _CLOSE
        text = self.item.article.words(amount.span).lower()
        if act in {"raise", "round"}:
            after = self.words.counted.get("raised" if act == "raise" else "round", ())
            fits = (closed and act == "raise") or _begins(behind, after)
            return self._deed("raise", mood, agent, None, amount=amount) if amount.currency and fits else None
        if act == "invest_sum":
            return self._invested(mood, agent, k, amount)
        if amount.unit == "percent":
            fits = _begins(behind, self.words.counted.get("share", ()))
            return self._deed(act, mood, agent, None, amount=amount, shared=True) if fits else None
        jobs = self.words.counted.get("jobs", ())
        fits = not amount.currency and (_begins(behind, jobs) or any(text.endswith(f" {word}") for word in jobs))
        return self._deed(act, mood, agent, None, amount=amount) if fits else None

    def _invested(self, mood: str, agent: Mention, k: int, amount: Amount) -> Deed | None:
        if not amount.currency:
            return None
        loose = {*self.words.loose_stops, *self.words.stops}
        behind = self.tokens[k + 1] if k + 1 < len(self.tokens) else None
        place = self._past_fillers(k + 2)
        name = self.tokens[place].name if place < len(self.tokens) else None
        if behind is not None and behind.low in loose and name is not None and name.kind in ACTS["invest"][1]:
            return self._deed("invest", mood, agent, name, amount=amount) if self._ends(place, loose=True) else None
        if behind is None or behind.low in loose or behind.low in _CLOSE:
            return self._deed("invest_sum", mood, agent, None, amount=amount)
        return None

    def _deed(
        self, act: str, mood: str, agent: Mention, patient: Mention | None,
        *, amount: Amount | None = None, shared: bool = False,
    ) -> Deed | None:  # fmt: skip
        if mood == "mixed" or (patient is not None and patient.entity == agent.entity):
            return None
        if amount is not None and not amount.currency and act != "layoff":
            return None
        thing = ""
        if patient is not None and patient.kind in THINGS:
            token = next(one for one in self.tokens if one.name is patient)
            thing = self.item.article.part(self.span.part)[token.start : token.end]
        return Deed(act, mood, agent, patient, self.span, thing, amount, shared)


def _begins(words: str, phrases_: Sequence[str]) -> bool:
    return any(words == phrase or words.startswith(f"{phrase} ") for phrase in phrases_)
