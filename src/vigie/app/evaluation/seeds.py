"""The evaluation `seeds`: the two texts the project was born from, and what a careful reader sees in them.

Both are imported, each on its own day, and the stages run until `follow`. One score for each demand: 1 when it is met,
else 0. A stage that is told to find these very things would be worth nothing: the rules know no text, only grammar.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from vigie.app.evaluation.scores import Progress, Score, required
from vigie.app.evaluation.trial import trial, write_records
from vigie.model import Amount, Article, Chain, Chapter, Claim, EventType, OriginKind, Status
from vigie.ports import Store

SEEDS = (
    ("seeds/000_9fef1515b8bf7e88.txt", "2025-06-17", "vietnam.vn"),
    ("seeds/002_8be21f114bd5e631.txt", "2026-03-18", "Brief IA"),
)
EVER = datetime(9999, 1, 1, tzinfo=UTC)
BEGINNING = datetime(1, 1, 2, tzinfo=UTC)
CAPTION = "souhaite poursuivre"
BILLION = 1_000_000_000
# A voice of these kinds, or a root found by a statement, would be an official statement: the texts hold none.
OFFICIAL = {OriginKind.COMPANY, OriginKind.GOVERNMENT, OriginKind.COURT, OriginKind.ORGANISATION}


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount in billions of dollars and its role: who gives it (or raises it), to whom, and nobody else."""

    billions: int
    agent: str
    patient: str
    parties: frozenset[str]


FIGURES = (
    Figure(1, "Microsoft", "OpenAI", frozenset({"Microsoft", "OpenAI"})),
    Figure(110, "OpenAI", "", frozenset({"OpenAI"})),
    Figure(50, "Amazon", "OpenAI", frozenset({"Amazon", "OpenAI"})),
)


@dataclass(frozen=True, slots=True)
class Read:
    """All that the archive holds of the two texts."""

    articles: tuple[Article, ...]
    chains: tuple[Chain, ...]
    claims: tuple[Claim, ...]
    amounts: tuple[Amount, ...]
    chapters: tuple[Chapter, ...]

    def words(self, claim: Claim) -> list[str]:
        """The sentences that state a claim."""
        by_id = {article.id: article for article in self.articles}
        return [by_id[span.article].words(span) for span in claim.evidence]


def run(data: Path, progress: Progress) -> tuple[Score, ...]:
    """All scores of `seeds`. Raises UsageError when a text is missing."""
    required(data, *(name for name, _, _ in SEEDS))
    return tuple(judged(read(data, progress)))


def read(data: Path, progress: Progress) -> Read:
    """The two texts, read by the real stages."""
    items = [
        {"id": f"seed-{n}", "text": (data / name).read_text("utf-8"), "published": f"{day}T08:00:00", "source": source}
        for n, (name, day, source) in enumerate(SEEDS)
    ]
    with TemporaryDirectory(prefix="vigie-eval-") as place:
        lines = write_records(Path(place) / "seeds.jsonl", items)
        with trial("seeds", [lines], date.fromisoformat(SEEDS[-1][1]), "follow", progress) as work:
            return _held(work.store)


def _held(store: Store) -> Read:
    stories = store.stories(BEGINNING, EVER)
    ids = [article for story in stories for article in story.articles]
    understood = store.understood(ids)
    return Read(
        articles=tuple(understood[name].article for name in ids),
        chains=tuple(chain for trace in store.traces(stories).values() for chain in trace.chains),
        claims=tuple(claim for name in ids for claim in understood[name].understanding.claims),
        amounts=tuple(amount for name in ids for amount in understood[name].understanding.amounts),
        chapters=tuple(store.chapters(stories).values()),
    )


def judged(found: Read) -> Iterator[Score]:
    """One score for each demand."""
    roots = {chain.origin.name: chain for chain in found.chains}
    yield _demand("two_articles", len(found.articles) == len(SEEDS), f"{len(found.articles)} articles")
    yield _demand("two_roots", roots.keys() == {"Wall Street Journal", "Financial Times"}, ", ".join(sorted(roots)))
    first = roots.get("Wall Street Journal")
    yield _demand(
        "through_znews", first is not None and [v.casefold() for v in first.via] in (["znews"], ["znews.vn"]),
        ", ".join(first.via) if first else "",
    )  # fmt: skip
    yield _demand("both_anonymous", bool(roots) and all(chain.anonymous for chain in found.chains))
    yield _demand("no_official_statement", not _official(found))
    yield _suit("openai_considers", found, "OpenAI", "Microsoft", {Status.CONSIDERING})
    yield _suit("microsoft_considers_or_threatens", found, "Microsoft", "OpenAI", {Status.CONSIDERING, Status.THREAT})
    for figure in FIGURES:
        yield from _figure(figure, found)
    told = [words for claim in found.claims for words in found.words(claim) if CAPTION in words]
    yield _demand("caption_is_no_claim", not told)
    lines = {chapter.storyline for chapter in found.chapters}
    yield _demand("one_storyline", len(found.chapters) == len(SEEDS) and len(lines) == 1)
    yield _demand("reversal", any(_exchanged(chapter) for chapter in found.chapters))


def _demand(name: str, met: bool, note: str = "") -> Score:
    return Score(name, float(met), 1.0, note)


def _official(found: Read) -> bool:
    said = any(c.origin.kind in OFFICIAL or c.how in {"statement", "own_site"} for c in found.chains)
    return said or any(claim.status in {Status.OFFICIAL, Status.CONFIRMED} for claim in found.claims)


def _suit(name: str, found: Read, agent: str, patient: str, statuses: set[Status]) -> Score:
    """Met when one takes the other to justice in the text, and never more surely than that."""
    suits = [c for c in found.claims if (c.event_type, c.agent, c.patient) == (EventType.LAWSUIT, agent, patient)]
    given = sorted({claim.status for claim in suits})
    return _demand(name, bool(given) and set(given) <= statuses, f"{agent} → {patient}: {', '.join(given) or 'none'}")


def _figure(figure: Figure, found: Read) -> Iterator[Score]:
    def is_it(amount: Amount | None) -> bool:
        return amount is not None and (amount.value, amount.currency) == (Decimal(figure.billions) * BILLION, "USD")

    tied = [claim for claim in found.claims if is_it(claim.amount)]
    note = "; ".join(sorted({f"{c.agent or '?'} → {c.patient or '?'}: {c.event_type}" for c in tied}))
    name = f"amount_{figure.billions}_billion"
    yield _demand(name, any(map(is_it, found.amounts)))
    yield _demand(f"{name}.role", _in_role(figure, tied), note)


def _in_role(figure: Figure, tied: Sequence[Claim]) -> bool:
    """Some claim gives the amount its role, the receiver left out or right, and none ties it to a party it is not of."""
    given = any(claim.agent == figure.agent and claim.patient in {"", figure.patient} for claim in tied)
    return given and all({claim.agent, claim.patient} - {""} <= figure.parties for claim in tied)


def _exchanged(chapter: Chapter) -> bool:
    reversal = chapter.reversal
    if reversal is None:
        return False
    roles = [(step.agent, step.patient) for step in (reversal.earlier, reversal.later)]
    return roles == [("OpenAI", "Microsoft"), ("Microsoft", "OpenAI")]
