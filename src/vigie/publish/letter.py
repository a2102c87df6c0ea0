"""The brief as its reader meets it: words chosen, sentences numbered and set in blocks, sources grouped by origin.

Every renderer but JSON starts from a Letter, so that the page, the Markdown, the terminal and the PDF say the same
thing. All text in it is clean; every address in it may be followed; nothing is escaped yet: that is each format's own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from vigie.model import Brief, Citation, Coverage, FigureLine, Item, Notice, Sentence, Since, SourceLine
from vigie.publish.graph import OriginGraph, graph_of, ways_of_sources
from vigie.publish.untrusted import clean, link
from vigie.publish.wording import Wording, language_tag, right_to_left, wording

# What may become of a source, in the order in which it is told.
CLASSES = ("read", "silent", "failed", "refused", "paywalled")
UNREAD_NAMED = 20  # so many sources of a class are named at the foot of a brief; the others are counted
NAMED = 3  # so many origins are named in the line under a title; the others are counted
CONTENTS_FROM = 6  # a list of contents helps from so many items on
DIGITS_OF_DIGEST = 12


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one language. `language` and `direction` are empty for the reader's own."""

    text: str
    language: str = ""
    direction: Literal["", "auto", "rtl"] = ""

    @property
    def foreign(self) -> bool:
        return bool(self.language)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with its number. `label` says what a quotation is (« en anglais »), `remark` what was done to it."""

    number: int
    run: Run
    label: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Sentences that run on in one paragraph, or one sentence that stands apart as a quotation."""

    kind: Literal["paragraph", "quotation"]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """`conflicts`, `changes`, `reversal`, `timeline` or `coming`, each sentence a block."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    amount: str
    voices: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Reference:
    """One article under its origin. `remarks` come before `place`: via whom, unnamed, copy of."""

    title: Run
    url: str
    source: str
    language: str
    published: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Root:
    """An origin and the articles that go back to it."""

    name: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Words cited, and where they stand."""

    quote: Run
    marked: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Note:
    number: int
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One item of the brief."""

    rank: int
    rubric: str
    title: Run
    title_label: str
    title_words: tuple[Words, ...]
    status: str
    status_key: str
    facts: tuple[str, ...]
    notices: tuple[str, ...]
    blocks: tuple[Block, ...]
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    roots: tuple[Root, ...]
    graph: OriginGraph
    n_references: str
    notes: tuple[Note, ...]
    reasons: tuple[str, ...]

    @property
    def title_url(self) -> str:
        """Where the title stands, or nothing."""
        return next((words.url for words in self.title_words if words.url), "")


@dataclass(frozen=True, slots=True)
class Letter:
    """The whole."""

    language: str
    direction: Literal["ltr", "rtl"]
    subject: str
    date: str
    day: str
    coverage: tuple[str, ...]
    unread: tuple[str, ...]
    since: str
    pieces: tuple[Piece, ...]
    about: tuple[str, ...]
    trace: str
    digest: str
    say: Wording

    @property
    def long(self) -> bool:
        return len(self.pieces) >= CONTENTS_FROM


def letter(brief: Brief, notices: Sequence[Notice] = ()) -> Letter:
    """Pure: the same brief and notices give the same letter. Raises UsageError when its language has no wording."""
    words = wording(brief.language)
    numbers = iter(number for number, _, _ in brief.numbered())
    pieces = tuple(_piece(rank, item, numbers, notices, words) for rank, item in enumerate(brief.items, start=1))
    # A translation comes from a translator or a model: only then is « without a language model » not said.
    by_model = any(sentence.translated for _, _, sentence in brief.numbered())
    return Letter(
        language=language_tag(brief.language),
        direction="rtl" if right_to_left(brief.language) else "ltr",
        subject=_capital(words.subject(brief.subject)),
        date=words.long_date(brief.date),
        day=brief.date.isoformat(),
        coverage=coverage(brief.coverage, len(brief.items), words),
        unread=_unread(brief.coverage, words),
        since=_since(brief.since, words) if brief.since else "",
        pieces=pieces,
        about=(words.say("about"),) if by_model else (words.say("about"), words.say("no_model")),
        trace=words.say("trace") if brief.numbered() else "",
        digest=words.say("digest", digest=brief.digest[:DIGITS_OF_DIGEST]) if brief.digest else "",
        say=words,
    )


def coverage(read: Coverage, told: int, words: Wording) -> tuple[str, ...]:
    """What became of the sources, what was read in them, which stories that gave: a sentence each. A part that counts nothing
    is left out; the classes of sources add up to the sources."""
    classes = [words.count(kind, n) for kind in CLASSES if (n := getattr(read, kind))]
    if read.read == read.sources:
        sources = words.count("read_sources", read.read) if read.read else ""
    else:
        sources = words.say("of_sources", followed=words.count("followed", read.sources), parts=words.join(classes))
    texts = [words.count("articles_read", read.articles)] if read.articles or not sources else []
    if read.rejected:
        texts.append(words.count("rejected", read.rejected))
    stories = []
    if read.stories:
        among = words.say("among") + words.count("on_subject", read.on_subject) if read.on_subject else ""
        stories.append(words.count("stories", read.stories) + among)
        stories.append(words.count("told", told))
    between = words.say("part_separator")
    return tuple(f"{said}." for said in (sources, ", ".join(texts), between.join(stories)) if said)


def _unread(read: Coverage, words: Wording) -> tuple[str, ...]:
    """The sources that were not read, a line a class."""
    lines = []
    for kind in CLASSES[1:]:
        names = [clean(one.source) for one in read.unread if one.kind == kind]
        shown = names if len(names) <= UNREAD_NAMED + 1 else names[:UNREAD_NAMED]
        more = [words.count("others", len(names) - len(shown))] if len(shown) < len(names) else []
        if names:
            said = words.join([", ".join(shown), *more]) if more else words.join(shown)
            lines.append(words.count(f"unread_{kind}", len(names), names=said))
    return tuple(lines)


def _since(since: Since, words: Wording) -> str:
    """« Depuis le brief du 20 avril 2026 : 8 nouveautés ; 2 statuts changent ; 1 correction. »"""
    counted = [(key, getattr(since, key)) for key in ("new", "more", "changed", "corrected", "ended")]
    parts = [words.count(f"since_{key}", n) for key, n in counted if n] or [words.say("since_nothing")]
    return words.say("since", day=words.day(since.day), parts=words.say("part_separator").join(parts))


def _notices(item: Item, notices: Sequence[Notice], words: Wording) -> tuple[str, ...]:
    """What was learned of an item later, one line each."""
    own = [notice for notice in notices if notice.story == item.story]
    lines = (words.say("noticed", day=words.day(n.since), text=clean(n.sentence.text)) for n in own)
    return tuple(dict.fromkeys(lines))


def _heading(key: str, item: Item, words: Wording) -> str:
    """What came before stands under the name of the storyline, where it has one; what changed under the day of the brief that
    told of it."""
    if key == "changes" and item.told_on is not None:
        return words.say("changes_since", day=words.day(item.told_on))
    name = words.storyline(item.storyline_name) if key == "timeline" else ""
    return words.say("continued", storyline=name) if name else words.say(key)


def _piece(rank: int, item: Item, numbers: Iterator[int], notices: Sequence[Notice], words: Wording) -> Piece:
    tongues = {line.article: line.language for line in item.sources}
    told = [(next(numbers), sentence) for sentence in item.told()]
    ordered = iter([_line(number, sentence, tongues, words) for number, sentence in told])
    blocks = _blocks([next(ordered) for _ in item.sentences])
    turned = (item.reversal,) if item.reversal else ()
    parts = (
        ("changes", item.changes),
        ("conflicts", item.conflicts),
        ("reversal", turned),
        ("timeline", item.timeline),
        ("coming", item.coming),
    )
    sections = tuple(
        Section(
            key,
            _heading(key, item, words),
            tuple(Block(_kind(line), (line,)) for line in [next(ordered) for _ in sentences]),
        )
        for key, sentences in parts
        if sentences
    )
    return Piece(
        rank=rank,
        rubric=words.event(item.event_type),
        title=_run(item.title.text, item.title.language, words),
        title_label="" if words.own(item.title.language) else words.in_language(item.title.language),
        title_words=_quoted(item.title, tongues, words),
        status=_capital(words.status(item.status)),
        status_key=item.status if item.status in words.names["status"] else "other",
        facts=_facts(item, words),
        notices=_notices(item, notices, words),
        blocks=blocks,
        figures=tuple(_figure(figure, words) for figure in item.figures),
        sections=sections,
        roots=_roots(item.sources, words),
        graph=graph_of(item.title.text, ways_of_sources(item.sources), item.n_origins, words),
        n_references=words.count("articles", len(item.sources)),
        notes=tuple(Note(number, _quoted(sentence, tongues, words)) for number, sentence in told),
        reasons=tuple(clean(reason) for reason in item.reasons),
    )


def _line(number: int, sentence: Sentence, tongues: dict[str, str], words: Wording) -> Line:
    run = _run(sentence.text, sentence.language, words)
    labels = [words.say("own_title")] if sentence.kind == "title" else []
    if run.foreign:
        labels.append(words.in_language(sentence.language))
    remark = ""
    if sentence.translated:
        original = next((tongues[c.article] for c in sentence.citations if c.article in tongues), "")
        known = original and not words.own(original)
        remark = (
            words.say("translated_from", language=words.language_name(original)) if known else words.say("translated")
        )
    return Line(number, run, ", ".join(labels), remark)


def _kind(line: Line) -> Literal["paragraph", "quotation"]:
    return "quotation" if line.label else "paragraph"


def _blocks(lines: Iterable[Line]) -> tuple[Block, ...]:
    """Paragraphs of the reader's language; between them, each alone, what is in another language or is a title."""
    blocks: list[Block] = []
    for kind, together in groupby(lines, key=_kind):
        if kind == "paragraph":
            blocks.append(Block(kind, tuple(together)))
        else:
            blocks.extend(Block(kind, (line,)) for line in together)
    return tuple(blocks)


def _facts(item: Item, words: Wording) -> tuple[str, ...]:
    """« 6 articles », « 2 origines (Financial Times, Reuters) », « français, anglais, chinois »."""
    names = [clean(name) for name in item.origins if clean(name)]
    shown = names if len(names) <= NAMED + 1 else names[:NAMED]
    unnamed = max(item.n_origins, len(names)) - len(shown)
    if not item.n_origins:
        origins = words.say("no_origin")
    elif shown:
        listed = words.join([", ".join(shown), words.count("others", unnamed)]) if unnamed else ", ".join(shown)
        origins = words.count("origins_named", item.n_origins, names=listed)
    else:
        origins = words.count("origins", item.n_origins)
    languages = ", ".join(words.language_name(language) for language in item.languages)
    happened = words.day(item.happened) if item.happened else ""
    return tuple(fact for fact in (happened, words.count("articles", item.n_articles), origins, languages) if fact)


def _figure(figure: FigureLine, words: Wording) -> Figure:
    return Figure(
        amount=words.figure(figure.value, figure.currency, figure.unit),
        voices=words.count("voices", figure.voices),
        source=clean(figure.citation.source),
        url=link(figure.citation.url),
    )


def _roots(sources: tuple[SourceLine, ...], words: Wording) -> tuple[Root, ...]:
    """Articles by origin, origins and articles in the order given."""
    by_id = {line.article: clean(line.source) for line in sources}
    grouped: dict[str, list[Reference]] = {}
    for line in sources:
        origin = clean(line.origin) or _capital(words.say("unnamed" if line.anonymous else "no_origin"))
        remarks = []
        if line.via:
            remarks.append(words.say("via", names=", ".join(clean(name) for name in line.via)))
        if line.anonymous and clean(line.origin):
            remarks.append(words.say("unnamed"))
        if line.paywalled:
            remarks.append(words.say("for_subscribers"))
        if line.copy_of:
            copied = by_id.get(line.copy_of)
            remarks.append(words.say("copy_of", source=copied) if copied else words.say("copy"))
        grouped.setdefault(origin, []).append(
            Reference(
                title=_run(line.title, line.language, words),
                url=link(line.url),
                source=clean(line.source),
                language=words.language_name(line.language),
                published=words.short_moment(line.published),
                remarks=tuple(remarks),
            )
        )
    return tuple(Root(name, tuple(references)) for name, references in grouped.items())


def _quoted(sentence: Sentence, tongues: dict[str, str], words: Wording) -> tuple[Words, ...]:
    """The words a sentence cites. An article of an earlier day is not among the item's sources: its language is then
    the sentence's, unless that is ours and not the article's."""
    unlisted = sentence.language if sentence.kind != "composed" and not sentence.translated else ""
    return tuple(_words(citation, tongues.get(citation.article, unlisted), words) for citation in sentence.citations)


def _words(citation: Citation, language: str, words: Wording) -> Words:
    quote = _run(citation.quote, language, words)
    return Words(quote, words.quote(quote.text), clean(citation.source), link(citation.url))


def _run(text: str, language: str, words: Wording) -> Run:
    if words.own(language):
        return Run(clean(text))
    # An Arabic title often begins with a Latin name (« OpenAI تعلن »): « auto » would lay it out from the left.
    direction: Literal["auto", "rtl"] = "rtl" if right_to_left(language) else "auto"
    return Run(clean(text), language_tag(language), direction)


def _capital(text: str) -> str:
    """With a capital first: « Rapporté »; a name such as « OpenAI » or « xAI » keeps its own letters."""
    first = text.split(" ", maxsplit=1)[0]
    return text if first != first.lower() else text[:1].upper() + text[1:]
