"""The brief as JSON: fixed keys in a fixed order, the same bytes for equal briefs; what `vigie export brief` gives.

Offsets count code points of the article as stored, so no text is changed here: a character that could deceive whoever
looks at the file (a control, a bidi override, half a surrogate pair) is written as its \\u escape and reads back equal.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from vigie.model import Brief, Citation, Item, Notice, Sentence, Since

_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def as_json(brief: Brief, notices: Sequence[Notice] = ()) -> bytes:
    text = json.dumps(as_table(brief, notices), ensure_ascii=False, indent=2)
    return (_UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n").encode()


def as_table(brief: Brief, notices: Sequence[Notice] = ()) -> dict[str, Any]:
    """The brief as plain values, keys in the order of the documented shape."""
    numbers = iter(number for number, _, _ in brief.numbered())
    return {
        "date": brief.date.isoformat(),
        "language": brief.language,
        "subject": brief.subject,
        "coverage": asdict(brief.coverage),
        "items": [_item(item, [next(numbers) for _ in item.told()]) for item in brief.items],
        "since": _since(brief.since),
        "notices": [_notice(notice) for notice in notices],
        "checks": {"checked": brief.checks.checked, "failed": dict(brief.checks.failed)},
        "digest": brief.digest,
    }


def _item(item: Item, numbers: list[int]) -> dict[str, Any]:
    told = iter([_sentence(number, sentence) for number, sentence in zip(numbers, item.told(), strict=True)])
    # Taken in the order of Item.told(), which is not the order of the keys below.
    sentences, changes, conflicts = (
        [next(told) for _ in part] for part in (item.sentences, item.changes, item.conflicts)
    )
    reversal = next(told) if item.reversal else None
    timeline = [next(told) for _ in item.timeline]
    coming = list(told)
    return {
        "story": item.story,
        "storyline": item.storyline,
        "title": item.title.text,
        "title_language": item.title.language,
        "title_citations": [_citation(citation) for citation in item.title.citations],
        "status": str(item.status),
        "event_type": str(item.event_type),
        "n_articles": item.n_articles,
        "n_origins": item.n_origins,
        "origins": list(item.origins),
        "languages": list(item.languages),
        "sentences": sentences,
        "figures": [
            {"value": f.value, "currency": f.currency, "unit": f.unit, "voices": f.voices,
             "citation": _citation(f.citation)}
            for f in item.figures
        ],
        "conflicts": conflicts,
        "timeline": timeline,
        "changes": changes,
        "reversal": reversal,
        "coming": coming,
        "sources": [
            {"article": s.article, "title": s.title, "url": s.url, "source": s.source, "language": s.language,
             "published": s.published, "origin": s.origin, "via": list(s.via), "anonymous": s.anonymous,
             "copy_of": s.copy_of, "paywalled": s.paywalled}
            for s in item.sources
        ],
        "told_on": item.told_on.isoformat() if item.told_on else None,
        "happened": item.happened.isoformat() if item.happened else None,
        "reasons": list(item.reasons),
        "storyline_name": {"parties": list(item.storyline_name.parties), "matter": item.storyline_name.matter},
    }  # fmt: skip


def _since(since: Since | None) -> dict[str, Any] | None:
    if since is None:
        return None
    return {
        "day": since.day.isoformat(),
        "new": since.new,
        "more": since.more,
        "changed": since.changed,
        "corrected": since.corrected,
        "ended": since.ended,
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "kind": notice.kind,
        "since": notice.since.isoformat(),
        "revision": notice.revision,
        "story": notice.story,
        "sentence": notice.n,
        "text": notice.sentence.text,
        "citations": [_citation(citation) for citation in notice.sentence.citations],
    }


def _sentence(number: int, sentence: Sentence) -> dict[str, Any]:
    return {
        "number": number,
        "text": sentence.text,
        "language": sentence.language,
        "translated": sentence.translated,
        "kind": sentence.kind,
        "citations": [_citation(citation) for citation in sentence.citations],
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "article": citation.article,
        "url": citation.url,
        "source": citation.source,
        "part": citation.part,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }
