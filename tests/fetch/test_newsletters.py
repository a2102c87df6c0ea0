"""Newsletters as entries: who sends them, their words and nothing of what stands around, and mail that means harm."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.fetch.feeds import entries_of
from vigie.fetch.newsletters import bundled
from vigie.fetch.newsletters.wording import text_of_html, text_of_plain, true_address
from vigie.knowledge.newsletters import around, read
from vigie.model import Entry, Feed, KnowledgeError
from vigie.ports import Answer

FEED = Feed("imap://claire@mail.example:993/INBOX", kind="mail", language="fr")


def entries(*letters: bytes) -> tuple[Entry, ...]:
    return entries_of(FEED, Answer(FEED.url, FEED.url, 200, bundled(letters)))


def letter(html: str = "", plain: str = "", **headers: str) -> bytes:
    made = EmailMessage()
    told = {
        "From": "La Lettre du quotidien <lettre@quotidien.example>",
        "Subject": "Le barrage, l’essentiel",
        "Date": "Thu, 12 Mar 2026 07:17:00 +0100",
        "Message-ID": "<lettre-12@quotidien.example>",
    }
    for name, value in {**told, **headers}.items():
        made[name.replace("_", "-")] = value
    if plain:
        made.set_content(plain)
    if html:
        (made.add_alternative if plain else made.set_content)(html, subtype="html")
    return made.as_bytes()


DIGEST = """<html><head><title>x</title><style>p{color:red}</style></head><body>
<div style="display:none;max-height:0">Voici ce qui compte aujourd’hui &#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;</div>
<table><tr><td><a href="https://quotidien.example/en-ligne/12">Voir dans le navigateur</a></td></tr>
<tr><td><h1>Le barrage fermé</h1><p>Le barrage a été fermé lundi, annonce la <a
 href="https://prefecture.example/avis?utm_source=lettre&amp;id=7">préfecture</a>.</p>
<p>关闭之后，水位下降。</p></td></tr>
<tr><td><a href="https://click.sender.example/ls/click?upn=abc">L’article entier</a>
 <a href="https://go.sender.example/r?url=https%3A%2F%2Fdaily.example%2Fdam%3Futm_medium%3Dmail&amp;u=9">Ailleurs</a>
 <img src="https://sender.example/pixel.gif" alt=""></td></tr>
<tr><td>Quotidien SA, 1 rue du Lac</td></tr>
<tr><td>Un clic pour <a href="https://sender.example/out?u=9">partir</a></td></tr>
<tr><td>© 2026 Quotidien. <a href="https://sender.example/unsubscribe/9">Se désabonner</a></td></tr>
<tr><td>Envoyé par Sender</td></tr></table></body></html>"""


def test_a_digest_is_one_article_with_its_links_and_nothing_around_it() -> None:
    (entry,) = entries(
        letter(DIGEST, "Version texte.", List_Unsubscribe="<mailto:x@y.example>, <https://sender.example/out?u=9>")
    )

    assert entry.text.split("\n") == [
        "Le barrage fermé",
        "Le barrage a été fermé lundi, annonce la préfecture.",
        "关闭之后，水位下降。",
        "L’article entier Ailleurs",
        "Quotidien SA, 1 rue du Lac",
        "https://prefecture.example/avis?id=7",
        "https://daily.example/dam",
    ]
    assert (entry.title, entry.publisher, entry.whole) == (
        "Le barrage, l’essentiel",
        "La Lettre du quotidien",
        True,
    )
    assert entry.url == "mid:lettre-12@quotidien.example"
    assert (entry.published_at, entry.language) == (datetime(2026, 3, 12, 6, 17, tzinfo=UTC), "fr")


@pytest.mark.parametrize(
    ("headers", "outlet"),
    [
        ({"From": "=?utf-8?b?0JLQtdGB0YLQuCwg0YPRgtGA0L4=?= <a@vesti.example>"}, "Вести, утро"),
        ({"From": "lettre@quotidien.example", "List_Id": '"Le Quotidien" <lettre.quotidien.example>'}, "Le Quotidien"),
        ({"From": "lettre@quotidien.example"}, "quotidien.example"),
        ({"From": '"lettre@quotidien.example" <lettre@quotidien.example>'}, "quotidien.example"),
    ],
)
def test_the_sender_or_the_list_names_the_outlet(headers: dict[str, str], outlet: str) -> None:
    assert entries(letter(plain="Mots.", **headers))[0].publisher == outlet


def test_a_letter_that_stands_on_the_web_has_that_address() -> None:
    (entry,) = entries(letter(plain="Mots.", Archived_At="<https://lists.example/12>"))

    assert entry.url == "https://lists.example/12"


def test_lines_broken_for_the_screen_are_joined() -> None:
    wrapped = (
        "The dam above the town was closed on Monday after water came\r\nthrough the eastern wall, the owner said.\r\n\r\n"
        "Short\nlines\n\nhttps://daily.example/dam\n\nTo unsubscribe, write to us.\n"
    )

    assert text_of_plain(wrapped).split("\n") == [
        "The dam above the town was closed on Monday after water came through the eastern wall, the owner said.",
        "Short",
        "lines",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Unsubscribe",
        "Vous recevez cet e-mail car vous êtes inscrit",
        "Отписаться от рассылки",
        "إلغاء الاشتراك",
        "配信停止はこちら",
        "Xem trong trình duyệt",
        "Im Browser ansehen",
        "구독 취소",
        "取消订阅",
    ],
)
def test_words_around_a_letter_are_known_in_its_language(line: str) -> None:
    assert around(line)
    assert not around("Le barrage a été fermé lundi.")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://daily.example/dam?utm_source=x&a=1", "https://daily.example/dam?a=1"),
        ("https://t.example/r?to=https%3A%2F%2Fdaily.example%2Fdam", "https://daily.example/dam"),
        ("https://t.example/track/click/1/2", ""),
        ("https://daily.example/email-preferences", ""),
        ("mailto:a@b.example", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_link_that_counts_readers_is_unwrapped_or_left_out(link: str, address: str) -> None:
    assert true_address(link) == address


def test_hidden_lines_go_and_what_follows_them_stays() -> None:
    assert text_of_html("<p>One <span style='font-size:0'>x</span>two <b hidden>y</b>three</p>").text == "One two three"


def test_a_charset_that_is_wrong_or_unknown_costs_no_letter() -> None:
    written = "Barrage fermé."
    for charset, body in (
        ("klingon", written.encode()),
        ("us-ascii", written.encode()),
        ("utf-8", written.encode("cp1252")),
        ("rot13", b"Barrage."),
        ("hex", b"Barrage."),
    ):
        raw = b"From: a@b.example\nSubject: x\nContent-Type: text/plain; charset=%s\n\n%s" % (charset.encode(), body)

        assert entries(raw)[0].text.startswith("Barrage")


def test_a_letter_of_nested_parts_is_bounded() -> None:
    inner: MIMEText | MIMEMultipart = MIMEText("Mots.", "plain", "utf-8")
    for _ in range(20):
        outer = MIMEMultipart()
        outer.attach(inner)
        inner = outer
    inner["Subject"], inner["From"] = "Gigogne", "a@b.example"
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (depth, depth) for depth in range(3_000)
    )

    assert entries(inner.as_bytes())[0].text == "Mots."
    assert len(entries(b"Subject: x\n" + deep, letter(plain="Après."))) in (1, 2)


def test_a_letter_without_text_is_its_subject_and_one_without_either_is_none() -> None:
    picture = b"Subject: Carte\nFrom: a@b.example\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBO"

    (entry,) = entries(picture, b"From: a@b.example\n\n", b"")

    assert (entry.title, entry.text) == ("Carte", "")


def test_a_letter_without_a_name_has_that_of_its_content() -> None:
    raw = b"Subject: x\nFrom: a@b.example\n\nMots."

    first, second = entries(raw, raw + b" Autres.")

    assert first.url.startswith("mid:")
    assert first.url != second.url
    assert entries(raw)[0].url == first.url


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"text/html", b"text/plain; charset=utf-16", b"multipart/mixed; boundary=a"]),
)
def test_no_letter_breaks_the_reading(raw: bytes, kind: bytes) -> None:
    for whole in (
        raw,
        b"Subject: =?x?q?" + raw[:40] + b"\nFrom: " + raw[:20] + b"\nContent-Type: " + kind + b"\n\n" + raw,
    ):
        assert len(entries(whole)) <= 1


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=80))
def test_no_bundle_breaks_the_reading(body: bytes) -> None:
    entries_of(FEED, Answer(FEED.url, FEED.url, 200, body if not body.startswith(b"\x1f\x8b") else b""))


def test_words_that_are_no_lists_are_refused() -> None:
    with pytest.raises(KnowledgeError):
        read("fr = 3")
