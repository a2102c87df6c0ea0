"""The origin graph of a story: its articles, the intermediaries their texts name, and the roots they go back to.

`graph_of` is pure: it takes the ways from articles to roots, in the order in which they are to be read, and gives boxes in
columns and the links between them. The same graph is written by graph_text.py and drawn by graph_svg.py; what both say comes
from `wording`. All text in it is clean, nothing is escaped yet.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from vigie.model import Article, OriginKind, SourceLine, StoryTrace
from vigie.publish.untrusted import clean
from vigie.publish.wording import Wording

# A story of a hundred copies is not read box by box: beyond so many, articles that go the same way are counted in one.
MOST_ARTICLES = 12

Place = Literal["article", "via", "root"]


@dataclass(frozen=True, slots=True)
class Way:
    """From one article to one of its roots. `root` is empty where no origin is established."""

    article: str
    source: str
    title: str
    published: str
    via: tuple[str, ...]
    root: str
    kind: str = ""
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A name in a column. `notes` stand under it, small; `titles` are those of the articles it stands for."""

    name: str
    place: Place
    column: int
    notes: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True)
class OriginGraph:
    """`paths` go from a box of the first column to one of the last, by their places in `boxes`. `said` tells each way in
    words, for who cannot see the drawing."""

    title: str
    summary: str
    headings: tuple[str, ...]
    boxes: tuple[Box, ...]
    paths: tuple[tuple[int, ...], ...]
    said: tuple[str, ...]

    @property
    def links(self) -> tuple[tuple[int, int], ...]:
        """The steps of all paths, each once."""
        return tuple(dict.fromkeys(step for path in self.paths for step in pairwise(path)))

    @property
    def tells(self) -> bool:
        """False where there is nothing to see: one article, its own origin or without any."""
        return len(self.boxes) > 2 or (self.boxes[-1].known and self.boxes[0].name != self.boxes[-1].name)


def ways_of_trace(
    trace: StoryTrace, articles: Mapping[str, Article], publisher: Callable[[str, str], str] = lambda source, _: source
) -> tuple[Way, ...]:
    """The ways that `trace` found; `publisher` gives the name of who publishes, of a source and an address. As in a brief,
    a text that shows no source is no origin beside one that is shown."""
    counted = {voice.family for voice in trace.voices}
    ways = []
    for chain in trace.chains:
        article = articles[chain.article]
        lost = chain.how == "own" and chain.origin.family not in counted
        unnamed = chain.origin.kind is OriginKind.UNNAMED
        ways.append(
            Way(
                article=article.id,
                source=publisher(article.source, article.url),
                title=article.title,
                published=article.published_at.date().isoformat(),
                via=chain.via,
                root="" if lost or unnamed else chain.origin.name,
                kind="" if lost else chain.origin.kind.value,
                anonymous=chain.anonymous or unnamed,
            )
        )
    return tuple(ways)


def ways_of_sources(sources: Sequence[SourceLine]) -> tuple[Way, ...]:
    """The ways as a stored brief holds them, without the kinds of the roots."""
    return tuple(
        Way(
            article=line.article,
            source=line.source,
            title=line.title,
            published=line.published[:10],
            via=line.via,
            root=line.origin,
            kind=OriginKind.OWN.value if line.origin == line.source and not line.via else "",
            anonymous=line.anonymous,
        )
        for line in sources
    )


def graph_of(title: str, ways: Sequence[Way], n_origins: int, words: Wording) -> OriginGraph:
    """The graph of some ways: roots in the order of how many articles go back to them, articles beside their roots."""
    ways = _ordered([_clean(way) for way in ways])
    last = 1 + max((len(way.via) for way in ways), default=0)
    boxes: list[Box] = []
    places: dict[tuple[str, ...], int] = {}
    known = _known(ways)
    paths: list[tuple[int, ...]] = []

    def placed(key: tuple[str, ...], box: Box) -> int:
        if key not in places:
            places[key] = len(boxes)
            boxes.append(box)
        return places[key]

    for alike in _alike(ways):
        start = placed(("article", alike[0][0].article), _article(alike, words))
        for way in alike[0]:
            between = [
                placed(("via", str(column), name.casefold()), Box(name, "via", column))
                for column, name in enumerate(way.via, start=1)
            ]
            key = _root_key(way)
            paths.append((start, *between, placed(("root", *key), _root(known[key], last, words))))
    articles = words.count("articles", len({way.article for way in ways}))
    origins = words.count("independent", n_origins) if n_origins else words.say("no_origin")
    return OriginGraph(
        title=words.say("graph_title", title=clean(title)),
        summary=words.say("part_separator").join([articles, origins]),
        headings=_headings(last, words),
        boxes=tuple(boxes),
        paths=tuple(dict.fromkeys(paths)),
        said=tuple(dict.fromkeys(_said(way, words) for way in ways)),
    )


def _clean(way: Way) -> Way:
    source, root = clean(way.source), clean(way.root)
    # An article that came through its own outlet, or a root through itself, took no way.
    ends = {source.casefold(), root.casefold(), ""}
    via = tuple(name for name in map(clean, way.via) if name.casefold() not in ends)
    return replace(way, source=source, title=clean(way.title), via=via, root=root)


def _root_key(way: Way) -> tuple[str, str]:
    """What makes two roots one: their name; where nobody is named, the outlet whose word it is."""
    return (way.root.casefold(), way.source if way.anonymous and not way.root else "")


def _ordered(ways: Sequence[Way]) -> list[Way]:
    """By root: the named ones first, those of most articles before others, what is not established last; then by the way,
    then as given."""
    roots = [_root_key(way) for way in ways]
    counts, firsts = Counter(roots), {root: place for place, root in reversed(list(enumerate(roots)))}
    articles = {way.article: place for place, way in reversed(list(enumerate(ways)))}

    def place(way: Way) -> tuple[object, ...]:
        root = _root_key(way)
        named = (not root[0], not any(root), -counts[root], firsts[root])
        return (*named, [name.casefold() for name in way.via], articles[way.article])

    return sorted(ways, key=place)


def _known(ways: Sequence[Way]) -> dict[tuple[str, str], Way]:
    """What is said of each root, of all the ways that lead to it: unnamed sources if any way tells of them, its own
    reporting only when none but its own articles go back to it."""
    by_root: dict[tuple[str, str], list[Way]] = {}
    for way in ways:
        by_root.setdefault(_root_key(way), []).append(way)
    own = OriginKind.OWN.value
    return {
        key: replace(
            some[0],
            kind=own
            if all(way.kind == own for way in some)
            else next((w.kind for w in some if w.kind not in {"", own}), ""),
            anonymous=any(way.anonymous for way in some),
        )
        for key, some in by_root.items()
    }


def _alike(ways: Sequence[Way]) -> list[list[list[Way]]]:
    """The ways by article, and the articles as they are drawn: those of one source that go the same ways are one box; when
    there are too many boxes, those of other sources that go the same ways too."""
    by_article: dict[str, list[Way]] = {}
    for way in ways:
        by_article.setdefault(way.article, []).append(way)

    def grouped(by_source: bool) -> list[list[list[Way]]]:
        groups: dict[tuple[object, ...], list[list[Way]]] = {}
        for some in by_article.values():
            source = some[0].source.casefold() if by_source else ""
            route = tuple((way.via, _root_key(way), way.anonymous) for way in some)
            groups.setdefault((source, *route), []).append(some)
        return list(groups.values())

    found = grouped(by_source=True)
    return found if len(found) <= MOST_ARTICLES else grouped(by_source=False)


def _article(alike: Sequence[Sequence[Way]], words: Wording) -> Box:
    firsts = [ways[0] for ways in alike]
    others = len({way.source.casefold() for way in firsts}) - 1
    notes = [words.count("and_others", others)] if others else []
    notes.append(words.count("articles", len(firsts)) if len(firsts) > 1 else words.short_moment(firsts[0].published))
    titles = tuple(dict.fromkeys(way.title for way in firsts if way.title))
    return Box(firsts[0].source, "article", 0, tuple(notes), titles)


def _root(way: Way, column: int, words: Wording) -> Box:
    if not way.root:
        said = words.say("unnamed" if way.anonymous else "no_origin")
        of = (words.say("according_to", source=way.source),) if way.anonymous else ()
        return Box(said, "root", column, of, known=False)
    notes = [str(words.names["origin"][way.kind])] if way.kind in words.names["origin"] else []
    if way.anonymous:
        notes.append(words.say("unnamed"))
    return Box(way.root, "root", column, tuple(notes))


def _headings(last: int, words: Wording) -> tuple[str, ...]:
    between = [words.say("graph_via")] + [""] * (last - 2) if last > 1 else []
    return (words.say("graph_articles"), *between, words.say("graph_roots"))


def _said(way: Way, words: Wording) -> str:
    """« vietnam.vn ← Znews ← Wall Street Journal (source non nommée) » in words."""
    root = _root(way, 0, words)
    named = f"{root.name} ({', '.join(root.notes)})" if root.notes else root.name
    through = words.say("via", names=words.join(way.via)) if way.via else ""
    steps = [part for part in (through, named) if part]
    return words.say("graph_way", source=way.source, origin=", ".join(steps))
