"""A brief's sentences cannot exist without the words they come from, by whatever road they are made."""

from dataclasses import FrozenInstanceError, replace

import msgspec
import pytest

from vigie.model import Brief, BriefError, Citation, Item, Sentence
from vigie.ports.testing import brief, citation, item, sentence

UNCITED = b'{"text": "The dam was closed.", "language": "en", "kind": "quoted", "citations": []}'
UNQUOTED = b'{"article": "a", "url": "", "source": "s", "start": 0, "end": 4, "quote": "  "}'


@pytest.mark.parametrize(
    "text", ["Le barrage a fermé.", "大坝周一关闭。", "أُغلق السد يوم الاثنين.", "Плотину закрыли."]
)
def test_a_sentence_without_a_citation_cannot_be_built(text: str) -> None:
    with pytest.raises(BriefError, match=r"brief\.no_citation"):
        Sentence(text, "fr", "composed", ())


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u00a0"])
def test_a_sentence_without_words_cannot_be_built(text: str) -> None:
    with pytest.raises(BriefError, match=r"brief\.empty_sentence"):
        Sentence(text, "fr", "quoted", (citation(),))


@pytest.mark.parametrize("quote", ["", "  ", "\u3000", "\n"])
def test_a_citation_that_quotes_nothing_cannot_be_built(quote: str) -> None:
    with pytest.raises(BriefError, match=r"brief\.empty_citation"):
        Citation("a", "https://daily.example/a", "Example Daily", 0, 4, quote)


@pytest.mark.parametrize(("start", "end"), [(4, 4), (5, 4), (-1, 4)])
def test_a_citation_points_at_characters(start: int, end: int) -> None:
    with pytest.raises(BriefError, match=r"brief\.empty_citation"):
        Citation("a", "", "Example Daily", start, end, "words")


def test_the_citations_of_a_sentence_cannot_be_taken_away() -> None:
    told = sentence()

    with pytest.raises(BriefError):
        replace(told, citations=())
    with pytest.raises(BriefError):
        replace(told.citations[0], quote=" ")
    with pytest.raises(FrozenInstanceError):
        told.citations = ()  # type: ignore[misc]


def test_no_stored_json_brings_a_sentence_without_a_citation_back() -> None:
    # msgspec hides only ValueError and TypeError behind its own error: ours comes through as it is.
    with pytest.raises((BriefError, msgspec.ValidationError)):
        msgspec.json.decode(UNCITED, type=Sentence)
    with pytest.raises((BriefError, msgspec.ValidationError)):
        msgspec.json.decode(UNQUOTED, type=Citation)


def test_no_stored_bytes_bring_a_sentence_without_a_citation_back() -> None:
    written = msgspec.to_builtins(brief())
    written["items"][0]["sentences"][0]["citations"] = []

    with pytest.raises((BriefError, msgspec.ValidationError)):
        msgspec.msgpack.decode(msgspec.msgpack.encode(written), type=Brief)
    with pytest.raises((BriefError, msgspec.ValidationError)):
        msgspec.convert(written, Brief)


@pytest.mark.parametrize("field", ["title", "timeline", "changes", "conflicts", "reversal"])
def test_no_part_of_an_item_holds_an_uncited_sentence(field: str) -> None:
    written = msgspec.to_builtins(item())
    bare = {"text": "Invented.", "language": "en", "kind": "composed", "citations": []}
    written[field] = bare if field in {"title", "reversal"} else [bare]

    with pytest.raises((BriefError, msgspec.ValidationError)):
        msgspec.convert(written, Item)


def test_a_brief_comes_back_from_json_as_it_was() -> None:
    told = brief()

    assert msgspec.json.decode(msgspec.json.encode(told), type=Brief) == told


def test_sentences_are_numbered_from_one_in_the_order_of_reading_without_titles() -> None:
    first = replace(
        item(sentence("One is told."), sentence("Two is told."), story="s-1"),
        changes=(sentence("Three is new."),),
        conflicts=(sentence("Four is disputed."),),
        reversal=sentence("Five is turned."),
        timeline=(sentence("Six is past."),),
    )
    second = item(sentence("Seven is told."), story="s-2")
    told = replace(brief(), items=(first, second)).numbered()

    assert [number for number, _, _ in told] == [1, 2, 3, 4, 5, 6, 7]
    assert [one.text.split()[0] for _, _, one in told] == ["One", "Two", "Three", "Four", "Five", "Six", "Seven"]
    assert [one.story for _, one, _ in told] == ["s-1"] * 6 + ["s-2"]


def test_a_brief_without_items_has_no_numbers() -> None:
    assert replace(brief(), items=()).numbered() == ()
