"""A mailbox on this machine: a small IMAP server, written here, that remembers every command it was given."""

import re
import socketserver
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.message import EmailMessage

import pytest

from vigie.adapters import mailbox as adapter
from vigie.adapters.engines import Serial
from vigie.adapters.mailbox import MailboxSettings, MailFetcher
from vigie.extract import stage as extract
from vigie.fetch import Settings, run
from vigie.fetch.feeds import entries_of
from vigie.model import Feed, FeedState, FetchError
from vigie.ports import Answer, Question
from vigie.ports.testing.fakes import FixedClock, OneByOne
from vigie.ports.testing.memory import MemoryStore

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
SECRET = "open-sesame"  # noqa: S105 - of a server that lives as long as its test


def letter(
    subject: str = "Barrage fermé", sender: str = "Le Quotidien <lettre@quotidien.example>", **headers: str
) -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"], made["Date"] = subject, sender, "Thu, 12 Mar 2026 07:17:00 +0100"
    made["Message-ID"] = f"<{abs(hash((subject, sender)))}@quotidien.example>"
    for name, value in {"List_Unsubscribe": "<https://quotidien.example/out>", **headers}.items():
        if value:
            made[name.replace("_", "-")] = value
    made.set_content("Le barrage a été fermé lundi.")
    return made.as_bytes()


class Mailbox:
    """What lies in the one folder, and every command that came."""

    def __init__(self) -> None:
        self.letters: dict[int, bytes] = {}
        self.validity = 7
        self.commands: list[str] = []
        self.port = 0

    def settings(self, **more: object) -> MailboxSettings:
        told = {
            "host": "127.0.0.1",
            "port": self.port,
            "user": "claire",
            "password_env": "MAIL_SECRET",
            "security": "none",
        }
        return MailboxSettings(**{**told, **more})  # type: ignore[arg-type]

    def fetcher(self, settings: MailboxSettings | None = None, **environment: str) -> MailFetcher:
        return MailFetcher(Nowhere(), [settings or self.settings()], environment=environment or {"MAIL_SECRET": SECRET})


class Nowhere(OneByOne):
    def get(self, url: str, state: FeedState | None = None) -> Answer:
        raise FetchError("fetch.nowhere", f"{url} went on")


@pytest.fixture
def box() -> Iterator[Mailbox]:
    made = Mailbox()

    class Session(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(line.encode() + b"\r\n")

        def handle(self) -> None:
            self.say("* OK IMAP4rev1 ready")
            while raw := self.rfile.readline():
                tag, _, command = raw.decode("latin-1").strip().partition(" ")
                made.commands.append(command.replace(SECRET, "…"))
                verb = command.upper()
                if verb.startswith("CAPABILITY"):
                    self.say("* CAPABILITY IMAP4rev1")
                elif verb.startswith("LOGIN") and SECRET not in command:
                    self.say(f"{tag} NO [AUTHENTICATIONFAILED] not you: {command}")
                    continue
                elif verb.startswith("EXAMINE"):
                    self.say(f"* {len(made.letters)} EXISTS")
                    self.say(f"* OK [UIDVALIDITY {made.validity}] valid")
                elif verb.startswith("UID SEARCH"):
                    first = re.search(r"UID (\d+):\*", verb)
                    found = [uid for uid in made.letters if not first or uid >= int(first[1])]
                    found = found or list(made.letters)[-1:]  # as RFC 3501 has it
                    self.say("* SEARCH " + " ".join(map(str, found)))
                elif found_ := re.match(r"UID FETCH (\d+) \((.*)\)", verb):
                    self.fetched(int(found_[1]), "HEADER" in found_[2])
                elif verb.startswith("LOGOUT"):
                    self.say("* BYE")
                    self.say(f"{tag} OK done")
                    return
                self.say(f"{tag} OK done")

        def fetched(self, uid: int, headers: bool) -> None:
            whole = made.letters[uid]
            body = whole.partition(b"\n\n")[0] + b"\n\n" if headers else whole
            name = "BODY[HEADER]" if headers else "BODY[]"
            self.say(f"* {uid} FETCH (UID {uid} FLAGS () RFC822.SIZE {len(whole)} {name} {{{len(body)}}}")
            self.wfile.write(body + b")\r\n")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a client that speaks TLS or hangs up is what some cases are about

    with Server(("127.0.0.1", 0), Session) as server:
        made.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield made
        server.shutdown()
        thread.join()


def titles(settings: MailboxSettings, answer: Answer) -> list[str]:
    return [entry.title for entry in entries_of(Feed(settings.address, kind="mail"), answer)]


def test_newsletters_are_read_and_the_mailbox_is_left_as_it_was(box: Mailbox) -> None:
    box.letters = {3: letter("Première"), 9: letter("大坝关闭")}

    answer = box.fetcher().get(box.settings().address)

    assert titles(box.settings(), answer) == ["Première", "大坝关闭"]
    said = " ".join(box.commands).upper()
    assert "EXAMINE" in said
    assert "BODY.PEEK[]" in said
    assert not re.search(r"\bSELECT\b|STORE|COPY|MOVE|EXPUNGE|DELETE|APPEND|BODY\[|RFC822\)", said)


def test_a_letter_is_never_read_twice(box: Mailbox) -> None:
    address = box.settings().address
    box.letters = {3: letter("Première")}
    first = box.fetcher().get(address)
    state = FeedState(address, etag=first.etag)

    again = box.fetcher().get(address, state)
    box.letters[4] = letter("Seconde")
    later = box.fetcher().get(address, state)

    assert (again.unchanged, again.body, again.etag) == (True, b"", first.etag)
    assert titles(box.settings(), later) == ["Seconde"]


def test_a_folder_that_was_made_anew_is_read_from_its_beginning(box: Mailbox) -> None:
    box.letters, box.validity = {1: letter("Neuve")}, 8

    answer = box.fetcher().get(box.settings().address, FeedState(box.settings().address, etag="7-900"))

    assert (titles(box.settings(), answer), answer.etag) == (["Neuve"], "8-1")


def test_an_empty_folder_is_unchanged(box: Mailbox) -> None:
    assert box.fetcher().get(box.settings().address).unchanged


def test_what_a_person_wrote_is_not_news(box: Mailbox) -> None:
    box.letters = {1: letter("Chère amie", List_Unsubscribe=""), 2: letter("Lettre 12")}

    assert titles(box.settings(), box.fetcher().get(box.settings().address)) == ["Lettre 12"]


def test_only_the_senders_named_are_read(box: Mailbox) -> None:
    box.letters = {
        1: letter("a", "A <a@news.quotidien.example>", List_Unsubscribe=""),
        2: letter("b", "B <b@notquotidien.example>"),
        3: letter("c", "C <C@Other.example>"),
    }
    settings = box.settings(senders=("quotidien.example", "c@other.example"))

    assert titles(settings, box.fetcher(settings).get(settings.address)) == ["a", "c"]


def test_a_letter_too_large_is_passed_over(box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "LARGEST_LETTER", 2_000)
    box.letters = {1: letter("huge") + b"x" * 3_000, 2: letter("small")}

    assert titles(box.settings(), box.fetcher().get(box.settings().address)) == ["small"]


def test_a_whole_run_makes_articles_of_letters_and_a_second_one_nothing(box: Mailbox) -> None:
    box.letters = {1: letter("Première"), 2: letter("Seconde")}
    feed = Feed(box.settings().address, "claire", kind="mail")
    store = MemoryStore()
    store.save_feeds([feed])
    every = Settings(min_minutes_between_readings=0)

    for _ in range(2):
        run(store, box.fetcher(), FixedClock(NOW), every, date(2026, 3, 12))
        extract.run(store, Serial(), FixedClock(NOW))

    articles = sorted(store.articles(None, None), key=lambda article: article.title)
    assert [(article.title, article.source) for article in articles] == [
        ("Première", "Le Quotidien"),
        ("Seconde", "Le Quotidien"),
    ]
    assert {article.text for article in articles} == {"Le barrage a été fermé lundi."}
    assert {article.published_at for article in articles} == {datetime(2026, 3, 12, 6, 17, tzinfo=UTC)}


def test_a_missing_password_names_its_variable(box: Mailbox) -> None:
    with pytest.raises(FetchError, match="no MAIL_SECRET, the password of claire at 127"):
        box.fetcher(None, OTHER="x").get(box.settings().address)

    assert box.commands == []


def test_a_refused_login_never_repeats_the_password(box: Mailbox) -> None:
    with pytest.raises(FetchError, match="cannot be read") as caught:
        box.fetcher(None, MAIL_SECRET="wrong-word").get(box.settings().address)  # noqa: S106

    assert "wrong-word" not in str(caught.value)


def test_a_server_that_is_not_there_is_a_failed_reading(box: Mailbox) -> None:
    settings = box.settings(port=1)

    with pytest.raises(FetchError, match=r"claire at 127\.0\.0\.1 cannot be read"):
        box.fetcher(settings).get(settings.address)


def test_no_password_goes_over_the_network_in_clear() -> None:
    settings = MailboxSettings("mail.example", "claire", "MAIL_SECRET", security="none")

    with pytest.raises(FetchError, match="in clear"):
        MailFetcher(Nowhere(), [settings], environment={"MAIL_SECRET": SECRET}).get(settings.address)


def test_a_server_that_speaks_no_tls_is_told_nothing(box: Mailbox) -> None:
    settings = box.settings(security="tls")

    with pytest.raises(FetchError, match="cannot be read"):
        box.fetcher(settings).get(settings.address)

    assert not any("LOGIN" in command.upper() for command in box.commands)


def test_without_the_extra_one_line_says_what_to_install(box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "imap_tools", None)

    with pytest.raises(FetchError) as caught:
        box.fetcher().get(box.settings().address)

    assert "vigie[mail]" in caught.value.hint


def test_other_addresses_go_on_to_the_fetcher_behind(box: Mailbox) -> None:
    with pytest.raises(FetchError, match="went on"):
        box.fetcher().get("https://daily.example/feed")
    assert "open-sesame" not in box.settings().address


def test_mailboxes_and_addresses_are_answered_in_the_order_of_the_questions(box: Mailbox) -> None:
    class Behind(OneByOne):
        def get(self, url: str, state: FeedState | None = None) -> Answer:
            return Answer(url, url, 200)

    settings = box.settings()
    reader = MailFetcher(Behind(), [settings], environment={"MAIL_SECRET": SECRET})
    asked = ["https://a.example/", settings.address, "https://b.example/", settings.address]

    answers = list(reader.get_all(Question(url) for url in asked))

    assert [one.url for one in answers if isinstance(one, Answer)] == asked
