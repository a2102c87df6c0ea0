"""What one item is written from: a story with its articles, its trace, its chapter and what was told before."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from vigie.knowledge.names import Names
from vigie.model import (
    Article,
    Chain,
    Chapter,
    Citation,
    Claim,
    EventType,
    Mention,
    Origin,
    OriginKind,
    Span,
    Status,
    Story,
    StoryTrace,
    Telling,
    UnderstoodArticle,
    advances,
)
from vigie.write.news import NEW, News

TOP = 4
# Pages that tell one event in plain words; of a teaser, the opening.
TELLING = {"article", "press_release", "teaser"}


@dataclass(frozen=True)
class Material:
    """Everything `write` may use for one story. `articles` are in time order; `past` holds articles that the chapter's
    earlier steps stand in; `today` are the ids of the articles that are new to the reader, of the day or of the days since the
    last brief; `copies` names the article each copy repeats; `told` is the last telling of this very story to him, `news` what
    it brings him now. `happened` is the day of that where the brief's own is another.
    `renown`: at the top of how many stories of the archive's last month each known name of the day stood."""

    story: Story
    articles: tuple[UnderstoodArticle, ...]
    trace: StoryTrace
    chapter: Chapter | None
    names: Names
    today: frozenset[str]
    copies: Mapping[str, str] = field(default_factory=dict)
    past: Mapping[str, UnderstoodArticle] = field(default_factory=dict)
    told: Telling | None = None
    news: News = NEW
    happened: date | None = None
    renown: Mapping[str, int] = field(default_factory=dict)

    def originals(self) -> tuple[UnderstoodArticle, ...]:
        """The articles that do not repeat another's text."""
        return tuple(item for item in self.articles if item.article.id not in self.copies)

    def voices(self, leads: Collection[str]) -> tuple[Origin, ...]:
        """The independent voices of what is told, `leads` being the articles that its title and lead come from. A party counts
        that speaks in one of them or in half of the texts: one that a single other text lets speak may speak of another
        matter, as stories are now and then wrongly grouped. None where nobody is left."""
        texts = {item.article.id for item in self.originals()}
        kept = []
        for voice in self.trace.voices:
            carried = {chain.article for chain in self.trace.chains if chain.origin.family == voice.family} & texts
            if voice.kind not in PARTIES or carried & set(leads) or len(carried) * 2 >= len(texts):
                kept.append(voice)
        return tuple(kept)

    def chain(self, article: str) -> Chain:
        return next(chain for chain in self.trace.chains if chain.article == article)

    def claims(self) -> tuple[tuple[UnderstoodArticle, Claim], ...]:
        """The claim near the top of each original article that tells most: a main one of a known kind before any other."""
        found = []
        for item in self.originals():
            top = item.understanding.sentences[:TOP]
            near = [c for c in item.understanding.claims if any(span in top for span in c.evidence)]
            claim = min(near, key=lambda c: (c.event_type is EventType.OTHER, not c.main), default=None)
            if claim is not None:
                found.append((item, claim))
        return tuple(found)

    def status(self) -> Status:
        """What the day's articles say, unless it takes nothing back of what the last brief told: « annoncé » yesterday is
        not « rapporté » today because one more paper writes of it."""
        found = self._status()
        before = Status(self.told.status) if self.told is not None else found
        return found if advances(before, found) else before

    def _status(self) -> Status:
        """An act or denial of a party concerned when every third article tells of one, else the status that most give; on
        equal numbers the more cautious one."""
        claims = self.claims()
        given = [c.status for item, c in claims if item.article.id in self.today] or [c.status for _, c in claims]
        if not given:
            return Status.REPORTED
        spoken = (status for status in SPOKEN if given.count(status) * 3 >= len(given))
        return next(spoken, None) or max(given, key=lambda status: (given.count(status), CAUTIOUS.index(status)))

    def event_type(self) -> EventType | None:
        """The kind of event that at least half of the claims name, if they agree."""
        named = [claim.event_type for _, claim in self.claims() if claim.event_type is not EventType.OTHER]
        if not named:
            return None
        best = max(sorted(set(named)), key=named.count)
        return best if named.count(best) * 2 >= len(named) else None

    def publisher(self, article: Article) -> str:
        """The name of the outlet as a reader knows it."""
        return self.names.publisher(article.source, article.url)

    def spoken_name(self, name: str, language: str) -> str:
        """A name as it stands in a sentence: with its article in French (« le Financial Times »)."""
        if language == "en":
            return self._with_the(self.shown_name(name, language))
        if language != "fr":
            return self.shown_name(name, language)
        outlet = self.names.outlet_named(name)
        if outlet is not None and outlet.fr:
            return outlet.fr.replace("'", "’")
        entity = self.names.entity_named(name)
        if entity is not None:
            return entity.fr.replace("'", "’") or entity.name
        return self._with_article(name).replace("'", "’")

    def _with_the(self, name: str) -> str:
        """ "the White House": a name takes the article that articles in English give it more often than not."""
        texts = "\n".join(i.article.text for i in self.articles if i.understanding.language == "en")
        bare, with_the = (
            len(re.findall(rf"(?<!\w){the}{re.escape(name)}(?!\w)", texts)) for the in ("", "(?:the|The) ")
        )
        return f"the {name}" if with_the * 2 > bare and not name.startswith(("The ", "the ")) else name

    def _with_article(self, name: str) -> str:
        """« la préfecture du Nord »: a name that begins small takes the article that an article in French gives it."""
        if not name[:1].islower():
            return name
        for item in self.articles:
            if item.understanding.language == "fr":
                written = re.search(rf"(?<!\w)(?:(?:[Ll][ae]s?|[Uu]ne?) |[Ll]['’]){re.escape(name)}", item.article.text)
                if written:
                    return written[0][0].lower() + written[0][1:]
        return name

    def shown_name(self, name: str, language: str) -> str:
        """A name alone, as the reader knows it. Names of authorities are kept in French usage; another reader gets the form
        that an article in his language uses (« Maison-Blanche », "White House")."""
        entity = self.names.entity_named(name) if self.names.outlet_named(name) is None else None
        canonical = entity.name if entity is not None else name
        if language == "fr":
            return canonical
        for item in self.articles:
            if item.understanding.language == language:
                for mention in item.understanding.mentions:
                    if mention.name == canonical and mention.entity in self.names.entities:
                        return " ".join(item.article.words(mention.span).split())
        return name

    def mentions_on_top(self) -> tuple[Mention, ...]:
        """Names in the titles and first sentences, known ones only."""
        return tuple(
            mention
            for item in self.articles
            for mention in item.understanding.mentions
            if mention.entity and any(s.covers(mention.span) for s in item.understanding.sentences[:2])
        )

    def item(self, article: str) -> UnderstoodArticle | None:
        """One of the story's articles, or of those that its past stands in."""
        return self.past.get(article) or next((i for i in self.articles if i.article.id == article), None)

    def cite(self, span: Span) -> Citation:
        """The words at `span`, as a citation."""
        item = self.past.get(span.article) or next(i for i in self.articles if i.article.id == span.article)
        return citation(item.article, span, self.publisher(item.article))


PARTIES = frozenset(OriginKind) - {OriginKind.NEWS_OUTLET, OriginKind.AGENCY, OriginKind.UNNAMED, OriginKind.OWN}
SPOKEN: tuple[Status, ...] = (Status.OFFICIAL, Status.DENIED, Status.CONFIRMED, Status.ANNOUNCED)
CAUTIOUS: tuple[Status, ...] = (
    Status.OFFICIAL, Status.CONFIRMED, Status.ANNOUNCED, Status.ENDED, Status.REPORTED,
    Status.RUMOUR, Status.THREAT, Status.CONSIDERING, Status.DENIED,
)  # fmt: skip


def citation(article: Article, span: Span, source: str) -> Citation:
    """A citation of the article's words at `span`."""
    return Citation(
        article=article.id,
        url=article.url,
        source=source,
        start=span.start,
        end=span.end,
        quote=article.words(span),
        part=span.part,
    )


def opening_span(item: UnderstoodArticle) -> Span:
    """The words that stand for the whole article: its title, else its first sentence. An article of asides alone gives
    its whole text, so that it can still be pointed at."""
    if item.understanding.sentences:
        return item.understanding.sentences[0]
    article = item.article
    return Span(article.id, 0, len(article.text)) if article.text else Span(article.id, 0, len(article.title), "title")
