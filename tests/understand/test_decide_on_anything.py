"""Whatever anybody typed, understanding it gives spans that point into it, in order, and says no word that is not there."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vigie.model import Article, Span, Understanding
from vigie.ports.testing import article
from vigie.understand import decide

PIECES = [
    "OpenAI", "Microsoft", "Meta", "小米", "华为", "يوتيوب", "Минцифры", "카카오", "ソフトバンク", "selon", "a déclaré que",
    "said", "according to", "据报道", "表示", "によると", "заявил, что", "وقال", "밝혔다", "cho biết", "sagte", "según",
    "lève", "lawsuit", "起诉", "收购", "Klage", "1,5 milliard d’euros", "$50bn", "500亿美元", "50 tỷ USD", "3 млрд рублей",
    "12 %", "15億ドル", "hier", "12 mars", "2025年6月19日", "March 3rd, 2026", "29 février", "31 juin", "99月99日",
    "Photo : Untel.", "Comment (0)", "Source: https://a.example/x", "https://b.example/?q=1", "?", "؟", "。", "…", "\n",
    "« ", " »", "“", "”", "「", "」", "(", ")", " - ", " — ", "\u00a0", "\u202f", "\u3000", "\u200b", "\ufeff", "\u202e",
    "İ", "ß", "ﬁ", "e\u0301", "🌊", "\ufffd", "١٢٣", "１２", "²", "½", "𠮷", "ǅ", "ŉ", ".", "'", "’", "-", "0" * 40,
]  # fmt: skip
# What cannot be stored (U+0000, half a surrogate pair) never gets here: vigie.extract.characters takes it out.
TYPED = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=6)
MIXED = st.lists(st.one_of(st.sampled_from(PIECES), TYPED), max_size=40).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda blank: blank.join(parts))
)


def spans_of(found: Understanding) -> list[Span]:
    spans = [*found.sentences, *(aside.span for aside in found.asides), *(m.span for m in found.mentions)]
    spans += [amount.span for amount in found.amounts] + [day.span for day in found.dates]
    for told in found.attributions:
        spans += [span for span in (told.content, told.source, told.cue) if span is not None]
    for claim in found.claims:
        spans += [
            *claim.evidence,
            *([claim.hedge] if claim.hedge else []),
            *([claim.amount.span] if claim.amount else []),
        ]
    return spans


def in_order(spans: list[Span]) -> bool:
    places = [(span.part == "text", span.start) for span in spans]
    return places == sorted(places)


def check(one: Article) -> Understanding:
    found = decide(one)
    for span in spans_of(found):
        assert span.article == one.id
        assert 0 <= span.start < span.end <= len(one.part(span.part))
        assert one.words(span).strip()
    for ordered in (found.sentences, [aside.span for aside in found.asides], [m.span for m in found.mentions]):
        assert in_order(list(ordered))
    assert in_order([amount.span for amount in found.amounts])
    assert in_order([day.span for day in found.dates])
    assert not any(a.overlaps(b) for a, b in zip(found.sentences, found.sentences[1:], strict=False))
    assert not any(aside.span.overlaps(sentence) for aside in found.asides for sentence in found.sentences)
    for amount in found.amounts:
        assert any(c.isdigit() or c.isalpha() for c in one.words(amount.span))
        assert amount.value.is_finite()
        # « au moins 37 » counts what the text leaves out.
        assert amount.currency or amount.unit or amount.noun or any(c.isdigit() for c in one.words(amount.span))
    for day in found.dates:
        assert date.min <= day.start <= day.end
    for mention in found.mentions:
        assert mention.entity or one.words(mention.span) == mention.name
    for told in found.attributions:
        assert told.source_name.strip() or told.source is None  # 据悉 is nobody's word
    return found


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MIXED, MIXED, st.sampled_from(["", "fr", "en", "zh", "ja", "ar", "ko", "vi", "ru", "xx", "pt-BR"]))
def test_every_span_points_into_what_was_typed(title: str, text: str, language: str) -> None:
    check(article(title=title or "x", text=text, language=language))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MIXED, st.sampled_from(["fr", "zh", "ar", ""]))
def test_the_same_article_is_understood_the_same_way_twice(text: str, language: str) -> None:
    one = article(text=text, language=language)

    assert decide(one) == decide(one)


@pytest.mark.parametrize("text", ["", " ", "\n", "\ufffd", "…", "٣", "²", "０" * 5000, "9" * 5000 + " %"])
def test_a_text_of_nearly_nothing_is_understood(text: str) -> None:
    check(article(text=text, title="x"))


def test_a_long_transcript_keeps_all_its_sentences() -> None:
    text = "OpenAI a levé 3 milliards de dollars lundi. La ville se tait. " * 1000
    found = check(article(text=text, title="Une longue séance", language="fr"))

    assert sum(span.part == "text" for span in found.sentences) == 2000
    assert found.mentions[-1].span.end < 12_000


@pytest.mark.parametrize("title", ["\u00a0", "…", "« »", "🌊"])
def test_a_title_without_letters_is_no_sentence(title: str) -> None:
    found = decide(article(title=title, text="OpenAI closed a dam."))

    assert [span.part for span in found.sentences] == ["text"]
