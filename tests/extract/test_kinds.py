"""What sort of text a page holds, and what it is where it holds none. All pages are invented."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from vigie.extract import article_of
from vigie.model import Entry, ExtractError, Page

URL = "https://daily.example/news/dam"
SEEN = datetime(2026, 3, 12, 9, tzinfo=UTC)
AT = datetime(2026, 3, 12, 6, tzinfo=UTC)
PARAGRAPHS = (
    "The dam above the town was closed on Monday after two days of rain, the mayor said in a short statement.",
    "Two thousand people had left the valley by the evening, and three schools were opened to them for the night.",
    "Engineers will look at the gates again on Friday, when the river is expected to have gone down by a metre.",
    "The last time that the gates were shut for so long was in the spring of 1987, according to the town’s archive.",
)
LONG = PARAGRAPHS * 5


def page(
    title: str = "Dam closed above the town", *, text: tuple[str, ...] = LONG, head: str = "", more: str = "",
    url: str = URL, entry: Entry | None = None, language: str = "en",
) -> Page:  # fmt: skip
    body = "".join(f"<p>{line}</p>" for line in text)
    html = (
        f'<html lang="{language}"><head><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>{body}</article>{more}</body></html>"
    )
    entry = entry or Entry("", url, "", published_at=AT)
    return Page(url, url, SEEN, html.encode(), "text/html", "utf-8", "Daily", entry)


def typed(kind: str) -> str:
    return f'<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "{kind}"}}</script>'


def test_a_page_of_prose_is_an_article() -> None:
    assert article_of(page()).kind == "article"
    assert article_of(page(head=typed("NewsArticle"))).kind == "article"


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("live", "LiveBlogPosting"),
        ("opinion", "OpinionNewsArticle"),
        ("opinion", "AnalysisNewsArticle"),
        ("opinion", "ReviewNewsArticle"),
        ("evergreen", "FAQPage"),
        ("article", "ReportageNewsArticle"),
    ],
)
def test_a_page_is_what_it_calls_itself(kind: str, types: str) -> None:
    assert article_of(page(head=typed(types))).kind == kind


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("opinion", "https://daily.example/opinion/2026/dam"),
        ("opinion", "https://courrier.example/tribunes/barrage"),
        ("opinion", "https://zeitung.example/meinung/damm"),
        ("press_release", "https://firm.example/fr/communiques-de-presse/barrage"),
        ("press_release", "https://firm.example/press-releases/dam"),
        ("roundup", "https://daily.example/newsletters/monday"),
        ("article", "https://daily.example/live/dam"),
        ("article", "https://daily.example/news/opinion-of-the-mayor"),
        ("article", "https://daily.example/tag/dam"),
    ],
)
def test_the_folders_of_an_address_tell(kind: str, url: str) -> None:
    assert article_of(page(url=url)).kind == kind


@pytest.mark.parametrize(
    ("kind", "language", "title"),
    [
        ("live", "fr", "EN DIRECT, barrage fermé : suivez la crue heure par heure"),
        ("live", "de", "Liveticker: Der Damm ist geschlossen"),
        ("live", "es", "Presa cerrada, en directo: última hora de la crecida"),
        ("live", "it", "Diga chiusa, la diretta"),
        ("live", "pt", "Ao vivo: a barragem foi fechada"),
        ("live", "nl", "Liveblog: de dam is dicht"),
        ("live", "pl", "Tama zamknięta. Relacja na żywo"),
        ("live", "ru", "Плотина закрыта: онлайн-трансляция"),
        ("live", "ar", "مباشر | إغلاق السد فوق المدينة"),
        ("live", "ja", "【ライブ】ダムの水門を閉鎖"),
        ("live", "ko", "[생중계] 댐 수문 폐쇄"),
        ("live", "zh", "直播：水坝关闭"),
        ("live", "vi", "Trực tiếp: đập đã đóng"),
        ("live", "tr", "Baraj kapandı: dakika dakika gelişmeler"),
        ("live", "fi", "Suora: pato suljettiin"),
        ("opinion", "fr", "Opinion | Il fallait fermer le barrage plus tôt"),
        ("opinion", "tr", "Yorum: Baraj daha önce kapanmalıydı"),
        ("opinion", "ja", "【社説】ダムの教訓"),
        ("roundup", "en", "Morning briefing: a dam, a strike and a verdict"),
        ("roundup", "fr", "Ce qu’il faut retenir de la semaine"),
        ("roundup", "tr", "Günün özeti: baraj, grev ve karar"),
        ("press_release", "ko", "[보도자료] 댐 안전 점검"),
        ("evergreen", "en", "What is a dam?"),
        ("evergreen", "fr", "Qu’est-ce qu’un barrage ?"),
        ("evergreen", "zh", "什么是水坝"),
        ("evergreen", "ru", "Что такое плотина"),
        ("evergreen", "tr", "Baraj nedir?"),
    ],
)
def test_a_title_tells_in_its_language(kind: str, language: str, title: str) -> None:
    assert article_of(page(title, language=language)).kind == kind


def test_a_section_tells() -> None:
    for section, kind in (("Tribunes", "opinion"), ("社説", "opinion"), ("Мнения", "opinion"), ("World", "article")):
        meta = f'<meta property="article:section" content="{section}">'
        assert article_of(page(head=meta)).kind == kind


@pytest.mark.parametrize("mark", ["1{}:32", "1{}h32 :", "[1{}:32]", "1{}.32 Uhr:", "上午1{}:32", "• 1{}:05 –"])
def test_lines_that_open_with_the_time_make_a_live_page(mark: str) -> None:
    text = tuple(f"{mark.format(n % 5)} {PARAGRAPHS[n % 4]}" for n in range(12))

    assert article_of(page(text=text)).kind == "live"


def test_figures_that_open_lines_make_none() -> None:
    for mark in ("10.5 millions", "$16.56", "3:2", "12.03.2026", "1987"):
        assert article_of(page(text=tuple(f"{mark} {line}" for line in LONG))).kind == "article"


@pytest.mark.parametrize(
    "opening", ["LYON--(BUSINESS WIRE)--", "LYON, March 12, 2026 /PRNewswire/ -- ", "FOR IMMEDIATE RELEASE. "]
)
def test_what_a_release_service_opens_is_a_press_release(opening: str) -> None:
    assert article_of(page(text=(opening + PARAGRAPHS[0], *LONG))).kind == "press_release"


@pytest.mark.parametrize(
    ("about", "contact"),
    [
        ("About Acme Dams", "Media contact: Ann Example"),
        ("À propos d’Acme", "Contact presse : Anne Exemple"),
        ("Über Acme", "Pressekontakt: Anna Beispiel"),
        ("关于爱可美", "媒体联系人：安"),
    ],
)
def test_who_issues_it_and_whom_to_ask_make_a_press_release(about: str, contact: str) -> None:
    assert article_of(page(text=(*PARAGRAPHS, about, PARAGRAPHS[1], contact))).kind == "press_release"
    assert article_of(page(text=(*PARAGRAPHS, about, PARAGRAPHS[1]))).kind == "article"


def test_an_opening_behind_a_wall_is_a_teaser_and_a_whole_text_is_none() -> None:
    line = "La suite de cet article est réservée aux abonnés."

    assert article_of(page(text=(*PARAGRAPHS[:2], line), language="fr")).kind == "teaser"
    assert article_of(page(text=(*LONG, line), language="fr")).kind == "article"


def test_a_page_that_nothing_dates_is_no_news() -> None:
    undated = Entry("", URL, "Dam closed")

    assert article_of(page(entry=undated)).kind == "evergreen"
    assert article_of(page(entry=undated, head=typed("NewsArticle"))).kind == "article"


def test_an_old_page_that_was_touched_again_is_no_news() -> None:
    entry = Entry("", URL, "Dam closed", published_at=datetime(2024, 1, 1, tzinfo=UTC), updated_at=AT)

    assert article_of(page(entry=entry)).kind == "evergreen"


LINKS = "".join(f'<li><a href="/{n}">A dam was closed in the valley number {n}</a></li>' for n in range(40))


@pytest.mark.parametrize(
    ("told", "given"),
    [
        ("an error page", page("404 – Page not found", text=("Try the search.",))),
        ("an error page", page("Page introuvable", text=("Retournez à l’accueil.",))),
        ("an error page", page("ページが見つかりません", text=("トップへ戻る",))),
        ("an error page", page("Страница не найдена", text=("Вернитесь на главную.",))),
        ("an error page", page("الصفحة غير موجودة", text=("العودة إلى الرئيسية",))),
        ("a wall for robots or cookies", page("Just a moment...", text=("Enable JavaScript and cookies to continue",))),
        ("a wall for robots or cookies", page("Vérification de sécurité", text=("Un instant.",))),
        ("a wall for robots or cookies", page("Daily", text=(
            "With your consent, we and our partners keep cookies on your device to measure what you read here.",
            "Our partners process personal data on the ground of legitimate interest; see the privacy policy.",
            "You may change your privacy settings at any time, at the foot of every page of this site, for all cookies.",
        ))),
        ("a form to log in", page("Log in", text=("Your name.",), more='<form><input type="password"></form>')),
        ("results of a search", page("Search results for dam", text=("12 found.",))),
        ("a list of links", page("Dams", text=(), more=f"<ul>{LINKS}</ul>")),
        ("a front page", page("Daily", text=(), more=f"<ul>{LINKS}</ul>", url="https://daily.example/")),
        ("a gallery or a video without text", page("The dam, in pictures", text=("Eight views.",), head=typed("ImageGallery"))),
        ("a gallery or a video without text", page("The dam", text=(), head='<meta property="og:type" content="video.other">')),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)  # fmt: skip
def test_what_is_no_article_is_set_aside_and_called_by_its_name(told: str, given: Page) -> None:
    with pytest.raises(ExtractError, match=f"not an article: {told}"):
        article_of(given)

    # Announced by a feed, its entry's own words are the article, and nothing of the page is.
    entry = Entry("feed", given.url, "Dam closed", "The dam was closed on Monday.", published_at=AT)
    made = article_of(replace(given, entry=entry))
    assert (made.kind, made.title, made.text) == ("article", "Dam closed", "The dam was closed on Monday.")


def test_a_short_article_that_calls_itself_one_is_kept_whatever_its_title_holds() -> None:
    short = page("404 Dams raises ten million", text=PARAGRAPHS[:1], head=typed("NewsArticle"))
    log_in = page("Log in to your river: an app for anglers", text=PARAGRAPHS)
    cookies = page("Regulator fines Acme over cookies", text=tuple(f"Cookies: {line}" for line in LONG))

    assert [article_of(one).kind for one in (short, log_in, cookies)] == ["article"] * 3


def test_a_title_that_a_feed_announces_stands_alone_where_its_page_was_kept_back() -> None:
    entry = Entry("feed", URL, "Dam closed", published_at=AT)

    made = article_of(page("Just a moment...", text=("Enable JavaScript and cookies to continue",), entry=entry))
    assert (made.title, made.text) == ("Dam closed", "")
    with pytest.raises(ExtractError, match="a list of links"):
        article_of(page("Dams", text=(), more=f"<ul>{LINKS}</ul>", entry=entry))


def test_a_page_that_says_it_is_behind_a_wall_is_a_teaser_while_its_text_is_short() -> None:
    mark = (
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", '
        '"headline": "Dam closed above the town", "isAccessibleForFree": false}</script>'
    )

    short, whole = article_of(page(head=mark, text=PARAGRAPHS[:2])), article_of(page(head=mark))
    assert [(one.kind, one.paywalled) for one in (short, whole)] == [("teaser", True), ("article", True)]
