"""Mailboxes behind the Fetcher port: newsletters by IMAP, over TLS, read and left exactly as they were.

The folder is opened read-only and letters are peeked at: nothing is marked, moved or deleted. What was read is remembered as
the feed's mark (the folder's number and the last letter's), so the next reading asks for later letters only. The host is the
person's own setting: it is reached as any mail program reaches it, past the guard of network.py, which is for addresses that
others write. Needs the extra `mail`. Raises FetchError (fetch.mail…). Read next: fetch/newsletters.
"""

import imaplib
import ipaddress
import os
import re
import ssl
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from vigie.fetch.newsletters import MEDIA_TYPE, bundled
from vigie.model import FeedState, FetchError
from vigie.ports import Answer, Fetcher, Question

if TYPE_CHECKING:
    from imap_tools import MailMessage

# Of a folder never read before, and at any one time.
MOST_LETTERS = 100
LARGEST_LETTER = 5 * 1024 * 1024
_MARK = re.compile(r"(\d+)-(\d+)")

Security = Literal["tls", "starttls", "none"]


@dataclass(frozen=True, slots=True)
class MailboxSettings:
    """Where newsletters arrive. `password_env` names the environment variable with the password. `senders` are addresses
    or hosts whose letters are read; without any, letters that carry a List-Id or List-Unsubscribe header, so that what a
    person wrote is never taken for news."""

    host: str
    user: str
    password_env: str
    port: int = 993
    folder: str = "INBOX"
    senders: tuple[str, ...] = ()
    security: Security = "tls"

    @property
    def address(self) -> str:
        """The mailbox as the address of a feed; it holds no secret."""
        return f"imap://{quote(self.user, safe='')}@{self.host}:{self.port}/{quote(self.folder, safe='')}"


class MailFetcher:
    """Reads the mailboxes it knows; any other address goes on to the fetcher behind it."""

    def __init__(
        self,
        behind: Fetcher,
        mailboxes: Iterable[MailboxSettings],
        *,
        timeout_seconds: float = 20,
        environment: Mapping[str, str] = os.environ,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        self._behind = behind
        self._mailboxes = {one.address: one for one in mailboxes}
        self._timeout = timeout_seconds
        self._environment = environment
        self._trusted = trusted

    def get(self, url: str, state: FeedState | None = None) -> Answer:
        """The letters that arrived since `state`, bundled; unchanged where there are none."""
        mailbox = self._mailboxes.get(url)
        if mailbox is None:
            return self._behind.get(url, state)
        password = self._environment.get(mailbox.password_env, "")
        if not password:
            what = f"the environment has no {mailbox.password_env}, the password of {mailbox.user} at {mailbox.host}"
            raise FetchError("fetch.mail_password", what, f"export {mailbox.password_env}=…")
        tools = _library(mailbox)
        try:
            with self._opened(tools, mailbox, password) as box:
                return _read(box, mailbox, state)
        except (imaplib.IMAP4.error, OSError, ValueError, EOFError, tools.ImapToolsError) as error:
            # What a server says of a failed login may hold what was sent to it.
            told = str(error).replace(password, "…")
            raise FetchError("fetch.mail", f"{mailbox.user} at {mailbox.host} cannot be read: {told}") from error

    def get_all(self, questions: Iterable[Question]) -> Iterator[Answer | FetchError]:
        """The answers in the order of the questions; mailboxes are read here, one after the other."""
        letters: deque[Answer | FetchError | None] = deque()

        def others() -> Iterator[Question]:
            for question in questions:
                if question.url in self._mailboxes:
                    letters.append(self._answer_of(question))
                else:
                    letters.append(None)
                    yield question

        for answer in self._behind.get_all(others()):
            while (before := letters.popleft()) is not None:
                yield before
            yield answer
        yield from (answer for answer in letters if answer is not None)

    def _answer_of(self, question: Question) -> Answer | FetchError:
        try:
            return self.get(question.url, question.state)
        except FetchError as error:
            return error

    def _opened(self, tools: Any, mailbox: MailboxSettings, password: str) -> Any:
        if mailbox.security == "none":
            if not _on_this_machine(mailbox.host):
                raise FetchError("fetch.mail_tls", f"{mailbox.host} would be told the password in clear", "use tls")
            box = tools.MailBoxUnencrypted(mailbox.host, mailbox.port, timeout=self._timeout)
        else:
            trusted = self._trusted or ssl.create_default_context()
            kind = tools.MailBox if mailbox.security == "tls" else tools.MailBoxStartTls
            box = kind(mailbox.host, mailbox.port, timeout=self._timeout, ssl_context=trusted)
        try:
            login = box.login if f"{mailbox.user}{password}".isascii() else box.login_utf8
            login(mailbox.user, password, initial_folder=None)
        except BaseException:
            box.client.shutdown()
            raise
        return box


def _library(mailbox: MailboxSettings) -> Any:
    try:
        import imap_tools  # noqa: PLC0415 - an extra
    except ImportError as error:
        what = f"{mailbox.host} is a mailbox, and the package that reads them is not installed"
        raise FetchError("fetch.mail_extra", what, "pip install 'vigie[mail]'") from error
    return imap_tools


def _read(box: Any, mailbox: MailboxSettings, state: FeedState | None) -> Answer:
    box.folder.set(mailbox.folder, readonly=True)
    folder = _number_of_folder(box)
    mark = _MARK.fullmatch(state.etag) if state else None
    last = int(mark[2]) if mark and mark[1] == folder else 0
    # « 5:* » always names the folder's last letter, even where that is the fourth.
    fresh = sorted(uid for uid in map(int, box.uids(f"UID {last + 1}:*" if last else "ALL")) if uid > last)[
        -MOST_LETTERS:
    ]
    if not fresh:
        etag = state.etag if mark and state else f"{folder}-{last}"
        return Answer(mailbox.address, mailbox.address, 304, etag=etag)
    letters = list(_letters(box, _wanted(box, fresh, mailbox.senders)))
    return Answer(mailbox.address, mailbox.address, 200, bundled(letters), MEDIA_TYPE, etag=f"{folder}-{fresh[-1]}")


def _number_of_folder(box: Any) -> str:
    """UIDVALIDITY: where it changes, the numbers of letters begin anew."""
    _, values = box.client.response("UIDVALIDITY")
    return values[0].decode("ascii", "replace") if values and values[0] else "0"


def _wanted(box: Any, uids: Sequence[int], senders: Sequence[str]) -> list[str]:
    """The letters to read, by their headers and size alone."""
    headers = box.fetch(uid_list=[str(uid) for uid in uids], mark_seen=False, headers_only=True)
    return [one.uid for one in headers if one.uid and one.size_rfc822 <= LARGEST_LETTER and _allowed(one, senders)]


def _allowed(letter: "MailMessage", senders: Sequence[str]) -> bool:
    if not senders:
        return "list-id" in letter.headers or "list-unsubscribe" in letter.headers
    sender = letter.from_.lower()
    host = sender.rpartition("@")[2]
    return any(
        sender == one or f".{host}".endswith(f".{one}") for one in (each.lower().lstrip("@") for each in senders)
    )


def _letters(box: Any, uids: Sequence[str]) -> Iterator[bytes]:
    for uid in uids:
        _, parts = box.client.uid("fetch", uid, "(BODY.PEEK[])")
        yield from (part[1] for part in parts if isinstance(part, tuple) and isinstance(part[1], bytes))


def _on_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
