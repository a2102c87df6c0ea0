import json
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from itertools import pairwise
from typing import cast
from unicodedata import east_asian_width

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement
from markdown_it import MarkdownIt
from publish_builders import READ, brief, citation, item, morning, sentence, source

from vigie.model import Brief, Coverage, FigureLine, Unread, UsageError
from vigie.publish import Format, render
from vigie.publish.letter import letter
from vigie.publish.wording import languages

EN = "Microsoft declined to comment."
ZH = "国家互联网信息办公室周三公布了修订草案。"
AR = "أعلنت شركة OpenAI يوم الأربعاء إطلاق نموذج."
VI = "Các nhà nghiên cứu công bố bộ dữ liệu mở."
FR = "OpenAI a porté plainte mercredi."
HOSTILE = (
    "[x](javascript:alert(1)) <script>alert(2)</script> *a* _b_ `c` "
    "\x1b[31mred\x1b]0;t\x07 \u202egnp.exe &lt; {{ 7*7 }} #"
)


def text(made: Brief, form: str, reasons: bool = False) -> str:
    return render(made, cast("Format", form), reasons=reasons).decode()


def tree(made: Brief) -> HtmlElement:
    return lxml_html.document_fromstring(text(made, "html").encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))


def words(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def five_tongues() -> Brief:
    return brief(
        item(
            sentence(FR),
            sentence(EN, "en"),
            sentence("Le procès s’ouvrira en mai."),
            sentence(ZH, "zh"),
            sentence(AR, "ar"),
            sentence(VI, "vi"),
        )
    )


# What the reader's paragraph holds


def test_a_foreign_sentence_never_stands_in_the_readers_paragraph() -> None:
    page = tree(five_tongues())
    paragraphs = " ".join(words(p) for p in page.cssselect("p.told"))

    assert FR in paragraphs
    assert not [foreign for foreign in (EN, ZH, AR, VI) if foreign in paragraphs]


def test_a_foreign_sentence_is_a_quotation_that_names_its_language() -> None:
    page = tree(five_tongues())
    quoted = [
        (figure[0].text, figure[1].get("lang"), figure[1].get("dir")) for figure in page.cssselect("figure.quotation")
    ]

    assert quoted == [
        ("en anglais\u00a0:", "en", "auto"),
        ("en chinois\u00a0:", "zh", "auto"),
        ("en arabe\u00a0:", "ar", "rtl"),
        ("en vietnamien\u00a0:", "vi", "auto"),
    ]


def test_the_order_of_telling_is_kept_around_a_quotation() -> None:
    page = tree(five_tongues())
    numbers = [a.text for a in page.cssselect("article .n")]

    assert numbers == [f"[{n}]" for n in range(1, 7)]
    assert [e.tag for e in page.cssselect("article > p.told, article > figure")][:3] == ["p", "figure", "p"]


@pytest.mark.parametrize("form", ["md", "txt"])
def test_a_foreign_sentence_has_a_block_of_its_own_in_text(form: str) -> None:
    blocks = text(five_tongues(), form).replace("│", "").split("\n\n")
    told = " ".join(next(block for block in blocks if "[2]" in block).replace(">", "").replace("*", "").split())

    assert told == f"en anglais : « {EN} » [2]"


def test_a_foreign_sentence_among_changes_or_conflicts_is_a_quotation_too() -> None:
    page = tree(
        brief(
            item(conflicts=(sentence("Neuf milliards, dit l’un."), sentence(EN, "en")), changes=(sentence(ZH, "zh"),))
        )
    )

    assert [b.get("lang") for b in page.cssselect(".part-conflicts blockquote, .part-changes blockquote")] == [
        "zh",
        "en",
    ]


def test_a_title_told_as_a_sentence_is_a_quotation_named_as_a_title() -> None:
    page = tree(brief(item(sentence(FR), sentence("Procès géant", kind="title"))))

    assert words(page.cssselect("figure.quotation figcaption")[0]) == "titre :"


def test_a_translation_is_marked_with_the_language_it_comes_from() -> None:
    made = brief(item(sentence("Ils publient un corpus.", quote=VI, translated=True), sources=(source(language="vi"),)))

    for form in ("md", "txt", "html"):
        assert "traduction, original en vietnamien" in text(made, form)
        assert "sans modèle de langue" not in text(made, form)


def test_a_foreign_title_carries_a_language_mark() -> None:
    made = brief(item(title="OpenAI تعلن", title_language="ar"))
    title = tree(made).cssselect("h2 span[lang]")[0]

    assert (title.get("lang"), title.get("dir")) == ("ar", "rtl")
    assert "(en arabe)" in text(made, "html")
    assert "*en arabe*" in text(made, "md")
    assert "(en arabe)" in text(made, "txt")


def test_the_readers_own_title_carries_none() -> None:
    assert not tree(brief(item())).cssselect("h2 .tongue, h2 [lang]")


# Numbers and notes


def test_every_number_on_the_page_leads_to_a_note_and_back() -> None:
    made = morning()
    page = tree(made)
    ids = {e.get("id") for e in page.xpath("//*[@id]")}
    numbers = [a.get("href") for a in page.cssselect(".n")]

    assert numbers == [f"#note-{n}" for n, _, _ in made.numbered()]
    assert {a.get("href")[1:] for a in page.xpath("//a[starts-with(@href,'#')]")} <= ids
    assert len(ids) == len(page.xpath("//*[@id]"))


@pytest.mark.parametrize("form", ["md", "txt"])
def test_every_number_in_text_has_one_note(form: str) -> None:
    made = morning()
    found = sorted(int(n) for n in re.findall(r"\[(\d+)\]", text(made, form)))

    assert found == sorted([n for n, _, _ in made.numbered()] * 2)


def test_the_numbers_are_those_that_trace_takes() -> None:
    made = morning()
    page = text(made, "md")

    for number, _, told in made.numbered():
        if told.language == "fr" and told.kind == "composed" and not told.translated:
            assert f"{told.text}\u00a0[{number}]" in page


def test_a_note_holds_the_quoted_words_and_links_to_the_article() -> None:
    note = tree(morning()).get_element_by_id("note-6")

    assert (
        note.cssselect("q")[0].text
        == "«\u00a0OpenAI executives have considered accusing Microsoft of anticompetitive behavior\u00a0»"
    )
    assert note.cssselect("p a")[0].get("href") == "https://www.wsj.com/openai-microsoft"


def test_the_words_of_a_note_carry_the_language_of_their_article() -> None:
    assert tree(morning()).get_element_by_id("note-1").cssselect("q")[0].get("lang") == "en"


# The line under the title, coverage, sections


def test_the_line_under_a_title_counts_articles_and_origins() -> None:
    made = brief(
        item(status="reported", n_articles=6, origins=("Financial Times", "Reuters"), languages=("fr", "en", "zh"))
    )
    told = "6 articles · 2 origines (Financial Times, Reuters) · français, anglais, chinois"

    assert f"**Rapporté** · {told}" in text(made, "md")
    assert f"Rapporté · {told}" in words(tree(made).cssselect(".facts")[0])


def test_many_origins_are_named_in_part_and_counted_in_full() -> None:
    made = brief(item(origins=("A", "B", "C", "D", "E")))

    assert "5 origines (A, B, C et 2 autres)" in text(made, "md")


def test_an_item_without_origin_says_so() -> None:
    assert "origine non établie" in text(brief(item(origins=())), "md")


def test_coverage_is_a_sentence_on_sources_one_on_texts_and_one_on_stories() -> None:
    assert (
        "231 sources suivies : 214 lues, 12 muettes, 2 en panne, 1 fermée aux robots et 2 réservées aux abonnés. "
        "3 612 articles lus, 5 textes illisibles. "
        "412 sujets repérés, dont 41 dans le thème suivi ; 1 retenu."
    ) in text(brief(item()), "md").replace("\u202f", " ").replace("\u00a0", " ")


def test_english_coverage_reads_like_english() -> None:
    assert (
        "231 sources followed: 214 read, 12 silent, 2 failing, 1 closed to robots, and 2 for subscribers only. "
        "3,612 articles read, 5 unreadable texts. 412 stories found"
    ) in text(brief(item(), language="en"), "md")


def test_coverage_leaves_out_what_counts_nothing() -> None:
    read = Coverage(sources=2, read=1, silent=0, failed=1, refused=0, articles=1, stories=0)

    assert "\n2 sources suivies\u00a0: 1 lue et 1 en panne. 1 article lu.\n" in text(brief(item(), coverage=read), "md")


def test_coverage_of_a_day_on_which_all_was_read_counts_it_once() -> None:
    read = Coverage(sources=45, read=45, silent=0, failed=0, refused=0, articles=310, stories=0)

    assert "\n45 sources lues. 310 articles lus.\n" in text(brief(item(), coverage=read), "md")


def test_coverage_of_a_day_on_which_nothing_could_be_read_says_no_more() -> None:
    read = Coverage(sources=3, read=0, silent=0, failed=3, refused=0, articles=0, stories=0)

    assert "\n3 sources suivies\u00a0: 3 en panne.\n" in text(brief(item(), coverage=read), "md")


@pytest.mark.parametrize("language", languages())
def test_every_class_of_sources_is_counted_and_named_in_every_language(language: str) -> None:
    read = Coverage(
        sources=5, read=1, silent=1, failed=1, refused=1, articles=1, stories=1, paywalled=1, unread=READ.unread[:5]
    )
    told = letter(brief(item(), coverage=read, language=language))

    assert told.coverage[0].count("1") == 4 + 1
    assert len(told.unread) == 3


def test_the_sources_that_were_not_read_are_named_at_the_foot_of_the_page_and_in_text_when_asked_for() -> None:
    made = brief(item())
    named = "Sources en panne : Le Phare et Zürnberg Post"

    assert named in words(tree(made).cssselect("footer")[0]).replace("\u00a0", " ")
    assert "Phare" not in text(made, "md")
    assert named in text(made, "md", reasons=True).replace("\u00a0", " ")
    assert "  – Source fermée aux robots : Speicherblatt\n" in text(made, "txt", reasons=True).replace("\u00a0", " ")


def test_many_sources_that_were_not_read_are_named_in_part_and_counted_in_full() -> None:
    unread = tuple(Unread(f"Source {n:02}", "failed") for n in range(30))
    read = Coverage(sources=30, read=0, silent=0, failed=30, refused=0, articles=0, stories=0, unread=unread)

    (line,) = letter(brief(item(), coverage=read)).unread

    assert line.endswith("Source 19 et 10 autres")


def test_sections_stand_only_where_there_is_something_to_say() -> None:
    bare, full = text(brief(item()), "md"), text(morning(), "md")
    headings = [
        "### Depuis le dernier brief",
        "### Les chiffres divergent",
        "### Rôles inversés",
        "### Ce qui précède",
        "**Chiffres**",
    ]

    assert not [h for h in headings if h in bare]
    assert not [h for h in headings if h not in full]


def test_reasons_are_folded_on_the_page_and_in_text_only_when_asked_for() -> None:
    made = brief(item(reasons=("quatre langues",)))

    assert words(tree(made).cssselect("details.reasons summary")[0]) == "Pourquoi ici"
    for form in ("md", "txt"):
        assert "quatre langues" not in text(made, form)
        assert "quatre langues" in text(made, form, reasons=True)


def test_sources_are_grouped_by_origin_with_the_way_they_came() -> None:
    made = brief(
        item(
            sources=(
                source("ft", "Deal", "en", "Financial Times", origin="Financial Times", anonymous=True),
                source("vn", "Kiện", "vi", "VnExpress", origin="Financial Times", via=("Les Échos", "Reuters")),
                source("re", "Reply", "en", "Agence", origin="Reuters"),
                source("bo", "Réponse", "fr", "Boursorama", origin="Reuters", copy_of="re"),
                source("af", "Postes", "fr", "AFP", origin="", anonymous=True),
            )
        )
    )
    roots = tree(made).cssselect("details.sources .roots > li")

    assert [words(root.cssselect("h3")[0]) for root in roots] == ["Financial Times", "Reuters", "Source non nommée"]
    assert "via Les Échos, Reuters" in words(roots[0])
    assert "source non nommée" in words(roots[0])
    assert "reprise d’Agence" in words(roots[1])


def test_figures_are_written_out_with_their_voices() -> None:
    figure = FigureLine("3000000000", "EUR", "", 2, citation("3 milliards"))

    assert "**Chiffres** — 3 milliards d’euros (2 voix, [Le Monde](<https://lemonde.fr/a1>))" in text(
        brief(item(figures=(figure,))), "md"
    )


def test_a_day_without_items_says_so() -> None:
    made = replace(brief(item()), items=())

    for form in ("md", "txt", "html"):
        assert "Rien à signaler" in text(made, form)


def test_an_english_reader_gets_english() -> None:
    page = text(brief(item(sentence(FR), sentence(EN, "en")), language="en"), "md")

    assert "*Thursday, April 23, 2026*" in page
    assert "> *in French:* “OpenAI a porté plainte mercredi.”" in page
    assert "**Reported** · 1 article" in page


def test_a_contents_list_helps_from_six_items_on() -> None:
    assert not tree(brief(*[item()] * 5)).cssselect("nav.contents")
    assert len(tree(brief(*[item()] * 6)).cssselect("nav.contents li")) == 6


# The page stands alone, and hostile text stays text


def hostile() -> Brief:
    bad = "javascript:alert(1)"
    told = sentence(HOSTILE, source=HOSTILE, url=bad)
    foreign = sentence(HOSTILE, 'en" onload="x', source=HOSTILE, url=bad)
    line = source("a1", HOSTILE, "en", HOSTILE, bad, HOSTILE, HOSTILE, (HOSTILE,), copy_of="a1")
    made = item(
        told,
        foreign,
        status=HOSTILE,
        origins=(HOSTILE,),
        languages=(HOSTILE,),
        sources=(line,),
        event_type=HOSTILE,
        figures=(FigureLine(HOSTILE, HOSTILE, HOSTILE, 1, citation(HOSTILE, HOSTILE, url=bad)),),
        conflicts=(foreign,),
        timeline=(told,),
        changes=(told,),
        reversal=told,
        reasons=(HOSTILE,),
    )
    return brief(replace(made, title=replace(told, kind="title")), subject=HOSTILE)


@pytest.mark.parametrize("form", ["md", "txt", "html", "json"])
def test_no_control_character_or_bidi_override_leaves_in_any_format(form: str) -> None:
    made = text(hostile(), form)

    assert not re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", made)


@pytest.mark.parametrize("form", ["md", "txt", "html"])
def test_no_terminal_escape_leaves_its_parameters_behind(form: str) -> None:
    made = text(hostile(), form, reasons=True)

    assert "[31m" not in made
    assert "]0;t" not in made


def test_hostile_text_runs_nothing_on_the_page() -> None:
    page = tree(hostile())

    assert not page.xpath("//script | //iframe | //object | //embed | //form | //img | //*[@onload] | //*[@style]")
    assert {a.get("href")[0] for a in page.xpath("//a[@href]")} == {"#"}
    assert "<script>alert(2)</script>" in page.cssselect("article h2")[0].text_content()
    assert "{{ 7*7 }}" in page.cssselect("article h2")[0].text_content()


def test_hostile_text_stays_text_in_markdown() -> None:
    rendered = MarkdownIt("commonmark").enable("table").render(text(hostile(), "md", reasons=True))
    page = lxml_html.document_fromstring(rendered)

    assert not page.xpath("//script | //a | //code[not(contains(., 'vigie trace'))] | //table")
    assert "[x](javascript:alert(1)) <script>alert(2)</script> *a* _b_ `c`" in page.text_content()
    assert "&lt;" in page.text_content()


@pytest.mark.parametrize(
    "opening",
    [
        "# titre",
        "- point",
        "+ plus",
        "1. un",
        "2) deux",
        "> cité",
        "---",
        "=== x",
        "~~~",
        "[^1]: note",
        "[1]: https://e.example",
    ],
)
def test_a_sentence_that_looks_like_markup_stays_a_sentence(opening: str) -> None:
    page = lxml_html.document_fromstring(MarkdownIt("commonmark").render(text(brief(item(sentence(opening))), "md")))

    assert any(words(p).startswith(opening) for p in page.cssselect("p"))


def test_the_page_asks_nothing_of_the_network() -> None:
    made = text(morning(), "html")
    page = tree(morning())
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]

    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not page.xpath("//@src | //@srcset | //link[@rel='stylesheet'] | //script")
    assert not re.findall(r"url\(|@import", made)


def test_the_page_has_one_main_heading_and_no_level_is_skipped() -> None:
    levels = [int(h.tag[1]) for h in tree(morning()).xpath("//h1|//h2|//h3|//h4")]

    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_text_in_a_terminal_is_wrapped_by_width_on_screen() -> None:
    for line in text(morning(), "txt").splitlines():
        assert sum(2 if east_asian_width(c) in "WF" else 1 for c in line) <= 80 or "https://" in line or "أ" in line


# JSON


def test_json_has_exactly_the_documented_keys_in_order() -> None:
    table = json.loads(render(morning(), "json"))
    first = table["items"][0]

    assert list(table) == ["date", "language", "subject", "coverage", "items", "since", "notices", "checks", "digest"]
    assert list(table["coverage"]) == [
        "sources",
        "read",
        "silent",
        "failed",
        "refused",
        "articles",
        "stories",
        "on_subject",
        "rejected",
        "paywalled",
        "unread",
    ]
    assert list(first) == [
        "story",
        "storyline",
        "title",
        "title_language",
        "title_citations",
        "status",
        "event_type",
        "n_articles",
        "n_origins",
        "origins",
        "languages",
        "sentences",
        "figures",
        "conflicts",
        "timeline",
        "changes",
        "reversal",
        "coming",
        "sources",
        "told_on",
        "happened",
        "reasons",
        "storyline_name",
    ]
    assert list(first["sentences"][0]) == ["number", "text", "language", "translated", "kind", "citations"]
    assert list(first["sentences"][0]["citations"][0]) == ["article", "url", "source", "part", "start", "end", "quote"]
    assert list(first["sources"][0]) == [
        "article",
        "title",
        "url",
        "source",
        "language",
        "published",
        "origin",
        "via",
        "anonymous",
        "copy_of",
        "paywalled",
    ]
    assert list(first["figures"][0]) == ["value", "currency", "unit", "voices", "citation"]


def test_json_gives_the_numbers_that_trace_takes() -> None:
    made = morning()
    told = {
        s["number"]: s["text"]
        for i in json.loads(render(made, "json"))["items"]
        for s in [
            *i["sentences"],
            *i["changes"],
            *i["conflicts"],
            *([i["reversal"]] if i["reversal"] else []),
            *i["timeline"],
            *i["coming"],
        ]
    }

    assert told == {number: s.text for number, _, s in made.numbered()}


def test_json_of_equal_briefs_is_the_same_to_the_byte() -> None:
    assert render(morning(), "json") == render(morning(), "json")
    assert render(morning(), "json").endswith(b"}\n")
    assert "人工智能" in text(morning(), "json")


def test_json_keeps_hostile_words_as_they_are_stored() -> None:
    made = brief(item(sentence("a\u202eb\x1b[31m\ud83d\u2028")))

    assert json.loads(render(made, "json"))["items"][0]["sentences"][0]["text"] == "a\u202eb\x1b[31m\ud83d\u2028"


@pytest.mark.parametrize("form", ["md", "txt", "html"])
def test_equal_briefs_give_equal_bytes(form: str) -> None:
    assert text(morning(), form) == text(morning(), form)


# PDF


def test_a_pdf_without_the_extra_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(UsageError, match=r"vigie\[pdf\]"):
        render(morning(), "pdf")


@pytest.mark.skipif(find_spec("typst") is None, reason="the extra `pdf` is not installed")
@pytest.mark.parametrize("make", [morning, hostile])
def test_a_pdf_is_made_and_is_the_same_twice(make: Callable[[], Brief]) -> None:
    made = render(make(), "pdf")

    assert made.startswith(b"%PDF-")
    assert made == render(make(), "pdf")
