"""Answering a question from the articles that were read: their own sentences, or nothing.

A sentence answers when it speaks of all the names that the question names (itself or with its title), holds what is asked
for (somebody, a day, a figure, a reason, a place), and is about the rest of the question: by its words in the question's
language, by the kind of event or by meaning in another. Pure: the same articles give the same answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from vigie.knowledge.backdrop import STEM, backdrop, terms
from vigie.knowledge.cues import cues, fold
from vigie.knowledge.matching import PhraseBook, bare, tokens_of, unspaced
from vigie.knowledge.questions import Wanted, questions
from vigie.model import Amount, Article, Chain, Citation, Mention, Sentence, Span, Status, UnderstoodArticle
from vigie.model.understanding import OPEN
from vigie.ports import Embedder
from vigie.write.quoting.alone import LONGEST, balanced, leans, stands_alone
from vigie.write.quoting.redundancy import Heard, heard, nearness, repeats

# Of the rarity of the question's words, so much must stand in an answer: less where names stand for the subject already.
TOLD_WITH_NAMES, TOLD_WITHOUT = 0.5, 0.7
# … and so much of it in the sentence itself, the rest in its title.
ITSELF = 0.45
# A likeness of meaning that stands for words, within a language and across two.
LIKE, LIKE_ACROSS, LIKE_EVENT = 0.7, 0.58, 0.1
FRESH_DAYS = 30.0
# A sentence under its title may be short.
SHORTEST = 16
# The noun of a figure stands so near behind it.
NOUN_WITHIN = 16
# Words of fewer letters must be the same.
LONG_ENOUGH = 4
# Sentences whose vectors are made for one question.
WEIGHED = 240


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is understood. `names` are ids of known names, or names as they are written, folded."""

    text: str
    language: str
    wanted: Wanted | None
    names: frozenset[str]
    words: Mapping[str, float]
    events: frozenset[str]

    @property
    def empty(self) -> bool:
        """Nothing that could be looked for."""
        return not self.names and not self.words


@dataclass(frozen=True, slots=True)
class Read:
    """An article that may answer, with where it comes from. `publisher` is its outlet as a reader knows it."""

    item: UnderstoodArticle
    publisher: str
    chain: Chain | None = None
    copy_of: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One sentence that answers, word for word, and how far it can be trusted. `under` is the title or first sentence of its
    article where only that names what the question names."""

    sentence: Sentence
    day: date
    source: str
    origin: str
    anonymous: bool
    status: Status
    under: str = ""
    figures: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """The answers, the best first; where they contradict one another (`differing`), the latest first. No answer: nothing
    that was read tells it."""

    question: Question
    answers: tuple[Answer, ...] = ()
    differing: bool = False


def understood(text: str, asked: UnderstoodArticle) -> Question:
    """The question, out of what a reader understood of its words (`asked`)."""
    language = asked.understanding.language
    known = questions(language)
    mentions = [m for m in asked.understanding.mentions if not _is_asking(m, asked.article, known.empty)]
    # « Japanese », « Coupe »: an ordinary word with a capital is no name.
    mentions = [m for m in mentions if m.entity or " " in bare(m.name) or not backdrop().ordinary(bare(m.name))]
    named = frozenset(m.entity or bare(m.name) for m in mentions if m.entity or bare(m.name))
    covered = " ".join(asked.article.words(m.span) for m in mentions)
    words = _stems(text, known.empty) - _stems(covered, frozenset())
    found = cues(language)
    events: set[str] = set()
    if found is not None:
        book = PhraseBook([(p, kind) for kind, ps in found.events.items() for p in ps], spaced=found.spaced)
        events = {hit.meaning for hit in book.find_all(text)}
    events |= {claim.event_type.value for claim in asked.understanding.claims} - {"other"}
    return Question(text, language, known.wanted(text), named, _weights(words), frozenset(events))


def decide(
    question: Question, read: Sequence[Read], language: str, limit: int, today: date, embedder: Embedder | None
) -> Reply:
    """Up to `limit` answers in the reader's language first, then in the question's, then in others."""
    if question.empty:
        return Reply(question)
    fitting = [found for one in read if _may_answer(one) for found in _candidates(question, one)]
    # The likeliest by words alone are weighed by meaning: no archive is so large that a question takes minutes.
    fitting.sort(key=lambda found: (-found.told, -found.read.item.article.published_at.timestamp(), found.key))
    weighed = _weighed(question, fitting[:WEIGHED], embedder)
    speaking = {language: 0, question.language: 1}
    about = [one for one in weighed if one.answers(question)]
    # « combien de clients »: where some sentences count clients, those that count something else do not answer.
    counted = [one for one in about if one.counted]
    ranked = sorted(
        counted or about,
        key=lambda one: (speaking.get(one.language, 2), -one.score(today), one.key),
    )
    chosen: list[_Candidate] = []
    for one in ranked:
        if len(chosen) < limit and not any(_same(one, other) for other in chosen):
            chosen.append(one)
    answers = [_answer(one) for one in chosen]
    differing = _differ(question, answers)
    if differing:
        answers.sort(key=lambda answer: answer.day, reverse=True)
    return Reply(question, tuple(answers), differing)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence of an article, with how much of the question's words it tells, `itself` without its title."""

    read: Read
    span: Span
    told: float
    itself: float
    event: bool
    context: Span | None
    counted: bool
    near: float = 0.0
    heard: Heard | None = None

    @property
    def language(self) -> str:
        return self.read.item.understanding.language

    @property
    def key(self) -> tuple[str, str, int]:
        return (self.span.article, self.span.part, self.span.start)

    def answers(self, question: Question) -> bool:
        """Whether the sentence is about what the question is about; names and kind were seen before."""
        if self.language == question.language:
            enough = TOLD_WITH_NAMES if question.names else TOLD_WITHOUT
            by_words = self.told >= enough and self.itself >= ITSELF
            return not question.words or by_words or (self.near >= LIKE and self.told > 0)
        if self.context is not None or not question.names:
            return False
        same = self.event and (self.heard is None or self.heard.vector is None or self.near >= LIKE_EVENT)
        return same or self.near >= LIKE_ACROSS or not question.words

    def score(self, today: date) -> float:
        age = max(0, (today - self.read.item.article.published_at.date()).days)
        unsure = 0.3 if _status(self) in OPEN else 0.0
        heading = 0.2 if self.span.part == "title" else 0.0
        first = 0.1 if self.span in self.read.item.understanding.sentences[1:3] else 0.0
        return round(
            self.told + self.near + 0.2 * self.event + first - unsure - heading + 0.3 / (1.0 + age / FRESH_DAYS), 4
        )


def _may_answer(read: Read) -> bool:
    """A copy says nothing of its own, and words that their publisher reserves are not shown."""
    article = read.item.article
    return not read.copy_of and not article.opted_out and read.item.understanding.page_class != "none"


def _candidates(question: Question, read: Read) -> Iterable[_Candidate]:
    item = read.item
    language, spans = item.understanding.language, item.understanding.sentences
    # What names the subject for the sentences after it: the title, or the first sentence under a title that does not.
    top = next((span for span in spans[:2] if question.names <= _names(item, span, question)), None)
    beside, above = _others(item, top), _stems(item.article.title, frozenset())
    for span in spans:
        names = _names(item, span, question)
        by_itself = question.names <= names
        # « La panne a touché 4 700 clients » is told of the title's names, as long as it names nobody else.
        if not by_itself and (top is None or span == top or (not names and any(map(span.covers, beside)))):
            continue
        words = " ".join(item.article.words(span).split())
        reason = questions(language).gives_reason(words)
        if not _holds(question, item, span, reason=reason) or not _whole(words, language, span, by_itself=by_itself):
            continue
        own = _stems(words, frozenset())
        itself = sum(weight for word, weight in question.words.items() if _held(word, own))
        titled = (w / 2 for word, w in question.words.items() if _held(word, above) and not _held(word, own))
        kinds = {claim.event_type.value for claim in item.understanding.claims if span in claim.evidence}
        yield _Candidate(
            read=read,
            span=span,
            told=itself + sum(titled),
            itself=itself,
            event=bool(kinds & question.events),
            context=None if by_itself else top,
            counted=_counts(question, item, span),
        )


def _others(item: UnderstoodArticle, title: Span | None) -> tuple[Span, ...]:
    """Where bodies and persons stand whom the title does not name."""
    told = {m.entity or bare(m.name) for m in item.understanding.mentions if title is not None and title.covers(m.span)}
    return tuple(
        m.span for m in item.understanding.mentions if m.kind != "place" and (m.entity or bare(m.name)) not in told
    )


def _whole(words: str, language: str, span: Span, *, by_itself: bool) -> bool:
    """Whether the words can be shown: a headline that tells, a sentence by itself, or one under what says of whom it is."""
    if span.part == "title":
        return len(words) >= SHORTEST and not words.endswith(("?", "？", "…", "..."))
    if by_itself:
        return stands_alone(words, language)
    ends = words[-1:] in '.。!！…”»」』")）' and not words.endswith(("…", "..."))
    return ends and SHORTEST <= len(words) <= LONGEST and balanced(words) and not leans(words, language)


def _held(word: str, words: frozenset[str]) -> bool:
    """« levé » is held by « levée » and by « lever »: all but the last letter of the shorter one."""
    if word in words:
        return True
    if len(word) < LONG_ENOUGH or unspaced(word[0]):
        return False
    kept = (max(LONG_ENOUGH, min(len(word), len(other)) - 1) for other in words)
    return any(len(other) >= LONG_ENOUGH and word[:n] == other[:n] for other, n in zip(words, kept, strict=True))


def _names(item: UnderstoodArticle, span: Span, question: Question) -> frozenset[str]:
    """Those of the question's names that the words at `span` hold."""
    held = {m.entity or bare(m.name) for m in item.understanding.mentions if span.covers(m.span)}
    words = f" {bare(item.article.words(span))} "
    return frozenset(name for name in question.names if name in held or f" {name} " in words)


def _holds(question: Question, item: UnderstoodArticle, span: Span, *, reason: bool) -> bool:
    """Whether the sentence holds what is asked for, beside what the question says itself."""
    understanding = item.understanding
    if question.wanted == "how_much":
        inside_it = [amount for amount in understanding.amounts if span.covers(amount.span)]
        return any(a.unit not in _TIMES or _asked_of(question, item, a) for a in inside_it)
    if question.wanted == "when":
        return any(span.covers(day.span) for day in understanding.dates)
    if question.wanted == "why":
        return reason
    if question.wanted in {"who", "where"}:
        places = question.wanted == "where"
        inside = (m for m in understanding.mentions if span.covers(m.span))
        kinds = {"place", "unknown"} if places else set()
        return any(
            (m.kind in kinds if places else m.kind != "place") and (m.entity or bare(m.name)) not in question.names
            for m in inside
        )
    return True


def _counts(question: Question, item: UnderstoodArticle, span: Span) -> bool:
    """Whether a figure of the sentence counts what the question asks to count."""
    return question.wanted == "how_much" and any(
        span.covers(amount.span) and _asked_of(question, item, amount) for amount in item.understanding.amounts
    )


_TIMES = frozenset({"hour", "day", "week", "month", "year"})


def _asked_of(question: Question, item: UnderstoodArticle, amount: Amount) -> bool:
    """Whether the question names what is counted: « combien de mois »."""
    following = item.article.part(amount.span.part)[amount.span.start : amount.span.end + NOUN_WITHIN]
    counted = _stems(f"{amount.noun} {amount.unit} {following}", frozenset())
    return any(_held(word, counted) for word in question.words)


def _weighed(question: Question, found: Sequence[_Candidate], embedder: Embedder | None) -> list[_Candidate]:
    """The candidates with the likeness of their meaning to the question's."""
    texts = [(" ".join(one.read.item.article.words(one.span).split()), one.language) for one in found]
    asked, *sentences = heard([(question.text, question.language), *texts], embedder)
    return [replace(one, near=nearness(asked, words), heard=words) for one, words in zip(found, sentences, strict=True)]


def _same(one: _Candidate, other: _Candidate) -> bool:
    return one.heard is not None and other.heard is not None and repeats(one.heard, other.heard)


def _answer(one: _Candidate) -> Answer:
    item, span = one.read.item, one.span
    article = item.article
    chain = one.read.chain
    cited = _cited(one, span)
    cites = (cited,) if one.context is None else (cited, _cited(one, one.context))
    amounts = [amount for amount in item.understanding.amounts if span.covers(amount.span)]
    return Answer(
        sentence=Sentence(
            " ".join(cited.quote.split()), one.language, "title" if span.part == "title" else "quoted", cites
        ),
        under=" ".join(article.words(one.context).split()) if one.context else "",
        day=article.published_at.date(),
        source=one.read.publisher,
        origin=chain.origin.name if chain is not None and chain.how != "own" else "",
        anonymous=chain.anonymous if chain is not None else False,
        status=_status(one),
        figures=frozenset((str(a.value.normalize()), a.currency or a.unit or bare(a.noun)) for a in amounts),
    )


def _status(one: _Candidate) -> Status:
    claims = [claim for claim in one.read.item.understanding.claims if one.span in claim.evidence]
    return next((claim.status for claim in claims if claim.main), claims[0].status if claims else Status.REPORTED)


def _cited(one: _Candidate, span: Span) -> Citation:
    article = one.read.item.article
    return Citation(article.id, article.url, one.read.publisher, span.start, span.end, article.words(span), span.part)


def _differ(question: Question, answers: Sequence[Answer]) -> bool:
    """Whether two answers cannot both stand: a denial or an end beside what it denies, or other figures of one measure."""
    if question.wanted != "how_much":
        over = {answer.status in {Status.DENIED, Status.ENDED} for answer in answers}
        return question.wanted is None and len(over) > 1
    # A sentence with two figures of one measure tells of two things: which is the one asked for cannot be seen.
    by_measure: dict[str, set[str]] = {}
    for answer in answers:
        units = [unit for _, unit in answer.figures]
        for value, unit in answer.figures:
            if unit and units.count(unit) == 1:
                by_measure.setdefault(unit, set()).add(value)
    return any(len(values) > 1 for values in by_measure.values())


def _is_asking(mention: Mention, asked: Article, empty: frozenset[str]) -> bool:
    """« Quand », « Who » at the beginning of a question look like names and are none."""
    words = fold(asked.words(mention.span)).split()
    return not mention.entity and all(word in empty for word in words)


def _stems(text: str, empty: frozenset[str]) -> frozenset[str]:
    """The telling words of a text, cut to their stems; pairs of characters in scripts without spaces."""
    dense = next((word for word in empty if word and unspaced(word[0])), "")
    if dense:
        for word in sorted((one for one in empty if one and unspaced(one[0])), key=len, reverse=True):
            text = text.replace(word, " ")
    found = {token for token in tokens_of(text) if token not in empty}
    short = {word for word in bare(text).split() if len(word) == 3 and word not in empty}
    cut = (bare(token)[:STEM] for token in found | short)
    return frozenset(stem for stem in cut if len(stem) > 1)


def _weights(words: Iterable[str]) -> dict[str, float]:
    """How much each word tells, by how rare it is in ordinary news; together one."""
    ordered = sorted(words)
    if not ordered:
        return {}
    rarity = np.array([backdrop().rarity("words", terms([word]))[0] for word in ordered])
    total = float(rarity.sum()) or 1.0
    return {word: round(float(weight) / total, 4) for word, weight in zip(ordered, rarity, strict=True)}
