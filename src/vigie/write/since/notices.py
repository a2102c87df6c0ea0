"""What a correction, a retraction or a denial means for the editions that told the claim: a notice beside each of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from vigie.knowledge.parties import certain
from vigie.model import Notice, NoticeKind, Status, Telling, ToldClaim
from vigie.write.material import Material
from vigie.write.news import TAKEN_BACK, Change
from vigie.write.since.changes import change_sentence, is_denial
from vigie.write.since.matching import same_figure


def notices_of(
    day: date,
    materials: Sequence[Material],
    tellings: Sequence[Telling],
    revisions: Mapping[str, tuple[date, str, int]],
) -> Iterator[Notice]:
    """The notices that the brief of `day` brings, for the editions (day, language, revision) by digest."""
    for material in materials:
        for change in material.news.changes:
            kind = _kind(change)
            for telling in tellings if kind else ():
                edition = revisions.get(telling.digest)
                n = _sentence_of(telling, change)
                if edition is not None and kind is not None and n is not None and edition[0] < day:
                    sentence = change_sentence(material, change, telling.language)
                    yield Notice(*edition, telling.story, n, kind, day, sentence)


def _kind(change: Change) -> NoticeKind | None:
    if is_denial(change):
        return "denied"
    return change.kind if change.kind in TAKEN_BACK else None  # type: ignore[return-value]  # these two are kinds


def _sentence_of(telling: Telling, change: Change) -> int | None:
    """The first sentence that told the claim."""
    return next((claim.n for claim in telling.claims if _is(claim, change)), None)


def _is(claim: ToldClaim, change: Change) -> bool:
    before = change.before
    if claim.evidence == before.evidence:
        return True
    one, other = [{certain(key) for key in c.keys} - {""} for c in (claim, before)]
    if claim.event_type is not before.event_type or one != other:
        return False
    if change.kind == "status":
        return claim.status is not Status.DENIED
    return claim.evidence.source == before.evidence.source and (not before.value or same_figure(claim, before))
