"""Sources proposed for a subject in one's own words: feeds of the packs that fit it, and searches for news in many languages.

Pure, offline, the same each time: all comes from the line, the packs and what Vigie knows. Every proposal says why it is there.
Read next: knowledge/searching.py (the words asked), beginning.py (which writes them into vigie.toml).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from vigie.app.sources import PackFeed, load_pack, pack_names
from vigie.fetch.places.questions import ask_arxiv, ask_bing, ask_gdelt, ask_google, ask_hackernews, edition_of
from vigie.knowledge import searching, terms
from vigie.knowledge.intent import Parts, parts_of
from vigie.knowledge.matching import bare
from vigie.knowledge.names import Names
from vigie.model import PublisherKind

# A search finds what is not known yet; beyond these editions the same articles come back.
BING = ("en", "es", "de", "fr")
# How many feeds of each sort are proposed: enough to know the day, few enough to be read through in vigie.toml.
MOST_BY_WORDS, MOST_OF_COUNTRY, MOST_OF_OWN_LANGUAGE = 40, 12, 12
SECTIONS_A_LANGUAGE, AGENCIES_A_LANGUAGE = 2, 1
SHORTEST_WORD = 4
PLACES = ("Google News", "Bing News", "GDELT", "arXiv", "Hacker News")
OWN_PRESS = "general press in your language"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A source, what sort of thing it is, why it is proposed, and what a pack knows of it."""

    url: str
    kind: str
    language: str
    why: str
    name: str = ""
    outlet: str = ""
    country: str = ""
    publisher: PublisherKind = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """The packs that were made for the subject, and the sources beside them."""

    packs: tuple[str, ...]
    sources: tuple[Proposal, ...]


def propose(line: str, reader: str, names: Names) -> Proposed:
    """Sources for a line of intent in any language, for a reader of `reader`."""
    line = "".join(character for character in " ".join(line.split()) if character.isprintable())
    parts = parts_of(line, reader, names)
    spoken = searching.tongue_of(line, parts, reader)
    if spoken != reader:
        parts = parts_of(line, spoken, names)  # its grammar's own small words are left out
    packs = {name: load_pack(name) for name in pack_names()}
    made_for_it = tuple(name for name, pack in packs.items() if pack.subject and pack.subject in parts.like)
    whole = {*made_for_it, *(other for name in made_for_it for other in packs[name].includes)}
    feeds = [feed for name, pack in packs.items() if name not in whole for feed in pack.feed]
    # Packs that were made for no subject hold the general press.
    general = [feed for name, pack in packs.items() if name not in whole and not pack.subject for feed in pack.feed]
    found = (
        *_searches(line, parts, spoken, names),
        *_papers_and_forums(line, parts, names),
        *_by_words(feeds, parts),
        *_of_countries(general, parts),
        *_sections(sorted(general, key=lambda feed: -_fame(feed, names)), parts),
        *_of_language(general, reader, names),
        *_agencies(general),
    )
    return Proposed(made_for_it, tuple({one.url: one for one in reversed(found)}.values())[::-1])


def told(proposed: Proposed) -> tuple[str, ...]:
    """What was proposed, by kind and by language, a line each."""
    asked = Counter(one.kind for one in proposed.sources if one.kind in PLACES)
    feeds = Counter(one.kind for one in proposed.sources if one.kind not in PLACES)
    spoken = Counter(one.language for one in proposed.sources if one.language)
    lines = (
        (sum(asked.values()), "searches", asked),
        (sum(feeds.values()), "feeds", feeds),
        (len(spoken), "languages", spoken),
    )
    return tuple(f"{count} {name}: {_counts(counted)}" for count, name, counted in lines if count)


def _counts(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counted.items(), key=lambda one: (-one[1], one[0])))


# ── Searches ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _searches(line: str, parts: Parts, spoken: str, names: Names) -> Iterator[Proposal]:
    asked = {
        language: line if language == spoken else searching.question(line, parts, language, names)
        for language in searching.languages_for(parts, spoken)
    }
    for language, words in asked.items():
        why = f"Google News for {words} ({language})"
        yield Proposal(ask_google(words, language), "Google News", language, why, f"Google News: {words}")
    for language in dict.fromkeys((spoken, *BING)):
        if language in asked:
            words = asked[language]
            why = f"Bing News for {words} ({language})"
            yield Proposal(ask_bing(words, language), "Bing News", language, why, f"Bing News: {words}")
    # GDELT reads all languages in translation: asked in English, it answers from everywhere.
    english = asked.get("en", line)
    yield Proposal(ask_gdelt(english), "GDELT", "", f"GDELT for {english}, in every language", f"GDELT: {english}")
    if spoken != "en":
        words = asked[spoken]
        why = f"GDELT for {words} ({spoken})"
        yield Proposal(ask_gdelt(words, spoken), "GDELT", spoken, why, f"GDELT: {words}")


def _papers_and_forums(line: str, parts: Parts, names: Names) -> Iterator[Proposal]:
    if not searching.is_technical(parts):
        return
    english = searching.question(line, parts, "en", names)
    phrases = re.findall(r'"([^"]+)"|([^\s()"]+)', english.replace(" OR ", " "))
    words = tuple(whole or single for whole, single in phrases)
    alternatives = " OR " in english
    if category := searching.category_of(parts):
        url = f"https://rss.arxiv.org/rss/{category}"
        yield Proposal(url, "arXiv", "en", f"new papers of arXiv in {category}", f"arXiv {category}")
    if not alternatives:
        yield Proposal(ask_arxiv(*words), "arXiv", "en", f"papers of arXiv with {english}", f"arXiv: {english}")
        asked = " ".join(words)
        yield Proposal(
            ask_hackernews(asked),
            "Hacker News",
            "en",
            f"what Hacker News put forward on {asked}",
            f"Hacker News: {asked}",
        )


# ── Feeds of the packs ──────────────────────────────────────────────────────────────────────────────────────────────


def _by_words(feeds: Iterable[PackFeed], parts: Parts) -> list[Proposal]:
    """Feeds whose own name or address says the subject, in any language."""
    concepts = [concept for fields in parts.fields for concept in fields if concept.field != terms.PLACE]
    words = {searching.called_in(concept, language) for concept in concepts for language in terms.LANGUAGES}
    words |= {" ".join(run) for run in parts.rest} | set(parts.names)
    sought = {bare(word): word for word in sorted(words) if len(bare(word)) >= SHORTEST_WORD}
    found = []
    for feed in feeds:
        address = urlsplit(feed.url)
        says = bare(
            re.sub(r"[/\-_.+%?=&]+", " ", f"{feed.name} {feed.outlet} {address.path} {address.query} {address.netloc}")
        )
        hit = next((word for key, word in sought.items() if re.search(rf"(?<!\w){re.escape(key)}", says)), "")
        if hit:
            found.append(_proposal(feed, f"its name or address says « {hit} »"))
    return found[:MOST_BY_WORDS]


def _of_countries(feeds: Iterable[PackFeed], parts: Parts) -> list[Proposal]:
    countries = {code for fields in parts.fields for concept in fields for code in concept.countries}
    # A continent would bring its whole press.
    few = countries if len(countries) <= 5 else set()
    found = [_proposal(feed, f"the press of {feed.country}") for feed in feeds if feed.country in few]
    return found[:MOST_OF_COUNTRY]


def _sections(feeds: Iterable[PackFeed], parts: Parts) -> Iterator[Proposal]:
    wanted = searching.sections_for(parts)

    def fits(feed: PackFeed) -> str:
        address = urlsplit(feed.url)
        says = f"{address.path}?{address.query} {feed.name}".lower()
        return next((word for word in wanted if re.search(rf"(?<![a-z]){re.escape(word)}", says)), "")

    yield from _few(
        feeds, SECTIONS_A_LANGUAGE, lambda feed: (found := fits(feed)) and f"a section that may have it (« {found} »)"
    )


def _of_language(feeds: Iterable[PackFeed], reader: str, names: Names) -> Iterator[Proposal]:
    """The reader's own press: its home country's first, the best known before others, then other countries in turns."""
    home = edition_of(reader)[1]
    own = [feed for feed in feeds if feed.language.partition("-")[0] == reader and feed.kind != "agency"]
    known = sorted(own, key=lambda feed: -_fame(feed, names))
    at_home = list(
        _few([feed for feed in known if feed.country == home], MOST_OF_OWN_LANGUAGE // 2, lambda _: OWN_PRESS)
    )
    yield from at_home
    abroad = _in_turns([feed for feed in known if feed.country != home])
    yield from _few(abroad, MOST_OF_OWN_LANGUAGE - len(at_home), lambda _: OWN_PRESS)


def _fame(feed: PackFeed, names: Names) -> int:
    """In how many ways an outlet is called: the world's press has names for the well known."""
    outlet = names.outlets.get(feed.outlet)
    return len(outlet.aliases) if outlet else 0


def _agencies(feeds: Iterable[PackFeed]) -> Iterator[Proposal]:
    yield from _few(
        feeds, AGENCIES_A_LANGUAGE, lambda feed: "an agency, which others repeat" if feed.kind == "agency" else ""
    )


def _few(feeds: Iterable[PackFeed], most: int, why: Callable[[PackFeed], str]) -> Iterator[Proposal]:
    """So many of each language, one family once, in their order."""
    kept: Counter[str] = Counter()
    families: set[str] = set()
    for feed in feeds:
        reason = why(feed)
        family = feed.owner or feed.outlet or feed.url
        if reason and kept[feed.language] < most and family not in families:
            kept[feed.language] += 1
            families.add(family)
            yield _proposal(feed, reason)


def _in_turns(feeds: Sequence[PackFeed]) -> list[PackFeed]:
    seen: Counter[str] = Counter()
    ranked = []
    for number, feed in enumerate(feeds):
        ranked.append((seen[feed.country], number, feed))
        seen[feed.country] += 1
    return [feed for *_, feed in sorted(ranked, key=lambda one: one[:2])]


def _proposal(feed: PackFeed, why: str) -> Proposal:
    kind = feed.kind or "other"
    return Proposal(feed.url, kind, feed.language, why, feed.name, feed.outlet, feed.country, feed.kind, feed.owner)
