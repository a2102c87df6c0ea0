"""Deeds in languages that write spaces between words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vigie.model import Amount, Mention, Span, UnderstoodArticle
from vigie.write.composing.deeds import (
    ACTS,
    THINGS,
    UNKNOWN,
    YOUNG,
    Deed,
    Forms,
    Lexicon,
    key_of,
    lexicon,
    moods,
    phrases,
    whole,
)  # fmt: skip

MOST_FILLERS = 7
# A name that no list has is somebody where its text comes back to it.
TOLD_AT_LEAST = 3
# In a sentence, capitals and figures go on with a product's name: « ChatGPT Images 2 ».
_LONGER = re.compile(r"(?: (?:[A-Z][\w.]*\w|\d[\w.]*))+", re.ASCII)
_OWN = {"'s", "’s"}
_TOKEN = re.compile(r"['’]s\b|[^\W_][\w]*(?:[-.&][\w]+)*|\S")
_OPEN = set("\"'“”‘’«»„()[]")
_CLOSE = set(",.;:!?—–-|()[]\"'“”‘’«»…")


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
    titled = is_titled(text[span.start : span.end])
    held: list[Token] = []
    for mention in item.understanding.mentions:
        if span.covers(mention.span) and (mention.entity or _is_name(mention)):
            end = mention.span.end
            if mention.kind in THINGS:
                end = whole(text, end, span.end)
                longer = _LONGER.match(text, end, span.end) if not titled else None
                end = longer.end() if longer else end
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


def is_titled(words: str) -> bool:
    """« Alibaba Drops Its Most Powerful Model »: a capital shows no name there."""
    telling: list[str] = re.findall(r"[^\W\d_]{4,}", words)
    return sum(word[0].isupper() for word in telling) * 3 > len(telling) * 2


def _is_name(mention: Mention) -> bool:
    """An unknown name that is more than a term of a few capitals (AI, IPO)."""
    term = mention.name.isupper() and not any(char.isdigit() for char in mention.name)
    return mention.kind == UNKNOWN and len(mention.name) > 3 and not term and "AI" not in mention.name


def _plain(text: str, start: int, end: int) -> Iterator[Token]:
    for found in _TOKEN.finditer(text, start, end):
        yield Token(found[0].lower(), found.start(), found.end())


def read(item: UnderstoodArticle, span: Span) -> Deed | None:
    """The deed that a sentence tells in its plainest order, active or passive."""
    words = lexicon(item.understanding.language)
    if words is None:
        return None
    tokens = tokens_of(item, span)
    if any(token.low == ";" for token in tokens):  # several news in one title
        return None
    for at, token in enumerate(tokens):
        if token.name is not None and _opens(item, span, tokens, at, words):
            reader = _Reader(item, span, tokens, words)
            found = reader.active(at) or reader.passive(at) or reader.together(at) or reader.faces(at)
            if found is not None:
                return found
    return _Reader(item, span, tokens, words).ordered()


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
    for place, one in enumerate(before):
        owner = one.name is not None and place + 1 < len(before) and before[place + 1].low in {"'s", "’s"}
        if not owner and (
            one.name is not None or not (one.low in words.lead_in or one.low in _CLOSE or one.low[-2:] in _OWN)
        ):
            return False
    return True


class _Reader:
    def __init__(self, item: UnderstoodArticle, span: Span, tokens: Sequence[Token], words: Lexicon) -> None:
        self.item, self.span, self.tokens, self.words = item, span, tokens, words
        self.titled = is_titled(item.article.words(span))

    def active(self, at: int) -> Deed | None:
        name = self.tokens[at].name
        if name is None:
            return None
        k, mood = self._mood(at + 1)
        for phrase, act, form in phrases(self.words.language):
            if not self._may(act, name) or form == "passive" or not self._fits(mood, form):
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

    def together(self, at: int) -> Deed | None:
        """« X and Y sign deal »."""
        one = self.tokens[at].name
        behind = self.tokens[at + 1 : at + 3]
        if len(behind) < 2 or one is None or behind[0].low not in self.words.joining or behind[1].name is None:
            return None
        other = behind[1].name
        kinds = ACTS["partner"]
        said = any(self._at(at + 3, tuple(phrase.split())) for phrase in self.words.together)
        if not said or one.kind not in kinds[0] or other.kind not in kinds[1]:
            return None
        return self._deed("partner", "fact", one, other)

    def faces(self, at: int) -> Deed | None:
        """« X faces wrongful death lawsuit »: who sues is left out."""
        name = self.tokens[at].name
        behind = [one.low for one in self.tokens[at + 1 : at + 7]]
        if name is None or name.kind not in ACTS["sued"][1] or not behind or behind[0] not in self.words.faces:
            return None
        phrase = " ".join(behind[1:])
        held = next((suit for suit in self.words.suits if f" {suit} " in f" {phrase} "), None)
        if held is None or any(mark in phrase.split(held)[0] for mark in ",:;–—"):
            return None
        return Deed("sued", "fact", None, name, self.span)

    def ordered(self) -> Deed | None:
        """« … opens an investigation into X »: who orders it is left out."""
        for at, token in enumerate(self.tokens):
            before = self.tokens[at - 1].low if at else ""
            if token.low not in self.words.orders or before in {
                "to",
                "not",
                "not to",
                "would",
                "could",
                "may",
                "never",
            }:
                continue
            for phrase in self.words.acts.get("probe", Forms()).deed:
                place = self._past_fillers(at + 1, most=3, loose=True)
                for k in range(at + 1, place + 1):
                    if self._at(k, tuple(phrase.split())):
                        held = self._past_fillers(k + len(phrase.split()), most=3, loose=True)
                        passed = {one.low for one in self.tokens[k + len(phrase.split()) : held]}
                        if passed & {*self.words.stops, *self.words.loose_stops, *_CLOSE} - {*self.words.fillers}:
                            continue
                        name = self.tokens[held].name if held < len(self.tokens) else None
                        if name is not None and name.kind in ACTS["probed"][1] and self._ends(held, loose=True):
                            return Deed("probed", "fact", None, name, self.span, thing=self._thing(name))
        return None

    def _may(self, act: str, name: Mention) -> bool:
        """The kind of name that does such a deed; an unknown one where the text is about it."""
        if name.kind in ACTS[act][0]:
            return True
        told = self.item.article.text.count(name.name)
        return name.kind == UNKNOWN and act in YOUNG and told >= TOLD_AT_LEAST and not self.titled

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

    def _past_fillers(self, k: int, most: int = MOST_FILLERS, *, loose: bool = False) -> int:
        """Behind the listed words that may stand before a name, and before a country's genitive ("Germany's")."""
        for _ in range(most):
            here = self.tokens[k : k + 1]
            place = bool(here) and here[0].name is not None and here[0].name.kind == "place"
            if place and self.tokens[k + 1 : k + 2] and self.tokens[k + 1].low in _OWN:
                k += 2
                continue
            if not here or here[0].name or here[0].amount:
                break
            if not loose and here[0].low not in self.words.fillers and here[0].low not in _OPEN:
                break
            k += 1
        return k

    def _thing(self, name: Mention) -> str:
        """A product by the words of the text, with its version."""
        if name.kind not in THINGS and name.kind != UNKNOWN:
            return ""
        token = next(one for one in self.tokens if one.name is name)
        return self.item.article.part(self.span.part)[token.start : token.end]

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
        if not loose and behind.low in self.words.fillers and self._classed(k + 1):
            return True
        if behind.low in self.words.loose_stops:
            return loose
        return behind.low in self.words.stops or behind.low in _CLOSE

    def _classed(self, k: int) -> bool:
        """« ChatGPT Images 2 image generation model »: what follows the name only says what it is."""
        nouns = {noun for one, several in self.words.things.values() for noun in (*one, *several)}
        last = ""
        for at in range(k, min(k + 5, len(self.tokens))):
            word = self.tokens[at].low
            if word in self.words.stops or word in _CLOSE or word in self.words.loose_stops:
                break
            if word not in self.words.fillers:
                return False
            last = word
        return last in nouns

    def _alone(self, act: str, mood: str, agent: Mention, k: int) -> Deed | None:
        """A deed that nobody undergoes."""
        if act in {"raise", "round", "layoff", "invest_sum"}:
            return self._counted(act, mood, agent, k)
        behind = self.tokens[k] if k < len(self.tokens) else None
        ends = behind is None or behind.low in {*self.words.stops, *self.words.loose_stops, *_CLOSE}
        return self._deed(act, mood, agent, None) if ends or (act == "results" and mood == "fact") else None

    def _object(self, act: str, mood: str, agent: Mention, k: int) -> Deed | None:
        if not ACTS[act][1]:
            return self._alone(act, mood, agent, k)
        place = self._past_fillers(k)
        name = self.tokens[place].name if place < len(self.tokens) else None
        things = name is not None and name.kind in {*THINGS, UNKNOWN}
        if act == "appoint":
            return self._appointed(mood, agent, name, place)
        if act == "hire" and name is not None and name.kind == UNKNOWN:
            somebody = name.name.count(" ") == 1 and not self.titled and self._ends(place, loose=False)
            return self._deed(act, mood, agent, name) if somebody else None
        if act == "launch" and name is None:
            return self._common(mood, agent, k)
        if name is None or not self._may_undergo(act, name) or not self._ends(place, loose=not things):
            return None
        amount = self._price(act, place)
        return None if act == "fine" and amount is None else self._deed(act, mood, agent, name, amount=amount)

    def _price(self, act: str, place: int) -> Amount | None:
        """« X rachète Y pour 2 milliards »; a fine stands right behind who pays it."""
        if act == "fine":
            return self._amount(place + 1)
        for phrase in self.words.sum_before:
            if act in {"acquire", "invest"} and self._at(place + 1, tuple(phrase.split())):
                return self._amount(place + 1 + len(phrase.split()))
        return None

    def _may_undergo(self, act: str, name: Mention) -> bool:
        """A product that no list has shows its name by a figure or a capital inside, or stands in a sentence that has none."""
        if name.kind != UNKNOWN:
            return name.kind in ACTS[act][1]
        marked = any(c.isdigit() for c in name.name) or any(c.isupper() for c in name.name[1:])
        return act in {"launch", "open"} and (not self.titled or (marked and " " not in name.name))

    def _appointed(self, mood: str, agent: Mention, name: Mention | None, place: int) -> Deed | None:
        somebody = name is not None and (name.kind == "person" or (name.kind == UNKNOWN and name.name.count(" ") == 1))
        behind = " ".join(one.low for one in self.tokens[place + 1 : place + 6])
        if name is None or not somebody or not _begins(behind, self.words.heads):
            return None
        return self._deed("appoint", mood, agent, name)

    def _common(self, mood: str, agent: Mention, k: int) -> Deed | None:
        """« launches two new chips to … »: by a noun that the phrasings know, the last one before the phrase ends."""
        if mood not in {"fact", "hearsay", "will"}:
            return None
        last = -1
        for at in range(k, min(k + MOST_FILLERS, len(self.tokens))):
            one = self.tokens[at]
            if one.name is not None or one.amount is not None:
                return None
            if one.low in _CLOSE or one.low in {*self.words.stops, *self.words.loose_stops} - {*self.words.fillers}:
                break
            last = at
        text = self.item.article.part(self.span.part)
        told = all(
            one.low in self.words.fillers or (not self.titled and text[one.start].islower())
            for one in self.tokens[k:last]
        )
        if last < k or not told:
            return None
        for key, (one_form, several) in self.words.things.items():
            noun = self.tokens[last].low
            if noun in one_form or noun in several:
                return Deed("launch", mood, agent, None, self.span, common=(key, noun in several))
        return None

    def _counted(self, act: str, mood: str, agent: Mention, k: int) -> Deed | None:
        size = ""
        for found, forms in self.words.sizes.items():
            for form in forms:
                if not size and self._at(k, tuple(form.split())):
                    size, k = found, k + len(form.split())
        amount = self._amount(k)
        if amount is None or (size and mood in {"announced", "considering", "talks", "denied"}):
            return None
        told = self._counted_at(act, mood, agent, k, amount)
        return replace(told, size=size) if told is not None else None

    def _counted_at(self, act: str, mood: str, agent: Mention, k: int, amount: Amount) -> Deed | None:
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
        if mood == "mixed" or (patient is not None and key_of(patient) == key_of(agent)):
            return None
        if amount is not None and not amount.currency and act != "layoff":
            return None
        thing = self._thing(patient) if patient is not None and act not in {"appoint", "hire"} else ""
        return Deed(act, mood, agent, patient, self.span, thing, amount, shared)


def _begins(words: str, phrases_: Sequence[str]) -> bool:
    return any(words == phrase or words.startswith(f"{phrase} ") for phrase in phrases_)
