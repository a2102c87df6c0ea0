"""The texts to learn from, and the words worth a row of the table. Read next: vocabulary.py, teach.py."""

import gzip
import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import feedparser
import numpy as np
from numpy.typing import NDArray

from student.vocabulary import vocabulary
from vigie.adapters.embedders.e5 import E5Embedder, clean
from vigie.adapters.embedders.student import tokens_of
from vigie.adapters.store import open_store
from vigie.group.views import view_of
from vigie.knowledge.tongue import language_of

HELD = ("2026-02-12", "2026-02-13", "2026-04-21", "2026-04-22", "2026-04-23")
# Texts taught of each language of the streams.
TAUGHT = {"en": 12000, "fr": 8000, "zh": 8000, "ja": 7000, "fi": 7000, "pt": 3500}
Text = dict[str, str]


def lead(title: str, rest: str) -> str:
    """Title and start of the text, as vigie.group.views cuts them."""
    both = clean(f"{title}\n{rest[:400]}")
    unspaced = sum(character in _UNSPACED for character in both) * 3 > len(both)
    return both[: 110 if unspaced else 200]


class _Unspaced:
    def __contains__(self, character: str) -> bool:
        return character >= "\u0e01" and unicodedata.name(character, "").split(" ")[0] in {
            "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "THAI", "LAO", "KHMER", "MYANMAR",
        }  # fmt: skip


_UNSPACED = _Unspaced()


def lines(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def streams(shared: Path) -> Iterator[Text]:
    seen = set()
    for name in ("2026-02-11_14", "2026-02-24", "2026-04-20_24", "2026-01-13_05-10"):
        for record in lines(shared / f"data/streams/{name}.jsonl.gz"):
            day = record["published"][:10]
            text = lead(record["title"], record["summary"] or record["text"])
            if len(text) > 20 and text not in seen:
                seen.add(text)
                more = f"{record['title']} {record['summary']} {record['text'][:600]}"
                yield {"text": text, "lang": record["lang"], "day": day, "more": more, "title": clean(record["title"])}


def others(shared: Path) -> Iterator[tuple[str, str]]:
    """(text, language) of sets in other languages; a long text gives several."""
    for record in lines(shared / "data/attribution/de_wikinews_dev.jsonl.gz"):
        yield str(record.get("originalText") or record.get("text") or ""), "de"
    for record in lines(shared / "data/stories/semeval_pairs_dev.jsonl.gz"):
        for place in "12":
            yield str(record.get(f"text{place}") or ""), str(record.get(f"lang{place}") or "")
    for record in lines(shared / "data/follow/cl_tls_fr_es.jsonl.gz"):
        yield record["text"], record["lang"]
    for record in lines(shared / "data/extraction/fundus_2025.jsonl.gz"):
        yield " ".join(_strings(record.get("expected")))[:3000], ""
    for feed in sorted((shared / "data/feeds/real").glob("*")):
        if feed.is_file():
            for entry in feedparser.parse(feed.read_bytes()).entries[:30]:
                yield f"{entry.get('title', '')}. {entry.get('summary', '')[:150]}", ""


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def gather(shared: Path, work: Path) -> None:
    random = np.random.default_rng(11)
    by_language: dict[str, list[Text]] = defaultdict(list)
    held: list[Text] = []
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for item in streams(shared):
        if item["day"] in HELD:
            held.append(item)
        else:
            by_language[item["lang"]].append(item)
            counts[item["lang"]].update(set(tokens_of(item["more"])))
    texts: list[Text] = []
    for code, items in sorted(by_language.items()):
        most = TAUGHT.get(code, len(items))
        for place in random.permutation(len(items))[:most]:
            item = items[place]
            part = "text" if random.random() < 0.3 or len(item["title"]) < 25 else "title"
            texts.append({"text": item[part], "lang": code, "day": item["day"]})
    unheard = 0 if (work / "archive.npz").exists() else 4000
    texts += [
        {key: held[place][key] for key in ("text", "lang", "day")} for place in random.permutation(len(held))[:unheard]
    ]
    rare: dict[str, Counter[str]] = defaultdict(Counter)
    for place, (whole, declared) in enumerate(others(shared)):
        short = clean(whole)
        code = language_of(short[:300], "", declared)
        rare[code].update(set(tokens_of(short[:1500])))
        if code != "en":
            texts += [
                {"text": lead("", short[start : start + 120]), "lang": code, "day": HELD[0] if place % 10 == 0 else ""}
                for start in (0, 600, 1200)
                if len(short) > start + 60
            ]
    order = [*random.permutation(len(texts)).tolist()]
    texts = sorted((texts[place] for place in order), key=lambda text: text["day"] in HELD)
    words = vocabulary(counts, rare)
    (work / "texts.json").write_text(json.dumps(texts, ensure_ascii=False))
    (work / "words.json").write_text(json.dumps(words, ensure_ascii=False))
    print(len(texts), "texts", Counter(text["lang"] for text in texts).most_common(30))
    print(len(words), "words")


def reuse(archives: list[Path], work: Path) -> None:
    """Vectors that `vigie run` has made already, with their texts. Give copies: opening may bring an archive up to date."""
    found: dict[str, tuple[Text, NDArray[np.float16]]] = {}
    for path in archives:
        store = open_store(path)
        items = store.understood([article.id for article in store.articles(None, None)])
        views = [view_of(item) for item in items.values()]
        vectors = store.vectors(E5Embedder.name, [view.key for view in views])
        for view in views:
            if view.key in vectors and np.any(vectors[view.key]):
                text = {"text": view.lead, "lang": view.language, "day": view.published_at.date().isoformat()}
                found[view.key] = text, np.asarray(vectors[view.key], dtype=np.float16)
        store.close()
    ordered = [found[key] for key in sorted(found)]
    (work / "archive.json").write_text(json.dumps([text for text, _ in ordered], ensure_ascii=False))
    np.savez(work / "archive.npz", vectors=np.stack([vector for _, vector in ordered]))
    print(len(ordered), "vectors reused")
