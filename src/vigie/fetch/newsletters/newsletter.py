"""One letter as an entry: who sends it, what it is called, when, its words. Nothing here fails: hostile mail gives what can be
read of it, or no entry. Read next: wording.py."""

import email
import hashlib
import re
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from itertools import islice

from vigie.fetch.addresses import absolute
from vigie.fetch.newsletters.wording import Words, text_of_html, text_of_plain
from vigie.fetch.wording import moment_of, on_one_line
from vigie.model import Entry, Feed

MOST_PARTS = 60
LARGEST_PART = 2 * 1024 * 1024
_ID = re.compile(r"<([^<>\s]{3,250})>")
_LIST = re.compile(r"^\s*(.*?)\s*<([^<>\s]+)>\s*$", re.DOTALL)
_LINKS = re.compile(r"<\s*(https?://[^<>\s]+)\s*>")


def entry_of(feed: Feed, raw: bytes) -> Entry | None:
    """The entry of a letter; None where it has neither subject nor words."""
    try:
        message = email.message_from_bytes(raw)
        letter = _words(message)
    except (
        RecursionError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
    ):  # thousands of nested parts, spoilt headers
        return None
    title = header(message, "Subject")
    if not title and not letter.text:
        return None
    text = "\n".join((letter.text, *letter.links)).strip()
    found = _ID.search(header(message, "Message-ID"))
    # The same letter has the same name in whatever mailbox it lies.
    name = found[1] if found else f"{hashlib.sha256(raw).hexdigest()[:24]}@letter.invalid"
    archived = _LINKS.search(header(message, "Archived-At"))
    return Entry(
        feed=feed.url,
        url=(absolute(archived[1], "") if archived else "") or f"mid:{name}",
        title=title,
        text=text,
        language=header(message, "Content-Language").split(",")[0].strip()[:35] or feed.language,
        published_at=moment_of(header(message, "Date")),
        publisher=_outlet(message),
        whole=True,
    )


def header(message: Message, name: str) -> str:
    """A header on one line, decoded whatever its charset claims."""
    value = message.get(name)
    if value is None:
        return ""
    pieces: list[str] = []
    try:
        for piece, charset in decode_header(str(value)):
            pieces.append(piece if isinstance(piece, str) else _decoded(piece, charset or ""))
    except (ValueError, LookupError, TypeError):
        pieces = [str(value)]
    return on_one_line("".join(pieces))[:1_000]


def _outlet(message: Message) -> str:
    """Who sends it, by the name that the letter shows: the sender's, the list's, or the sender's host."""
    # « =?utf-8?…?= <a@b> » must be parted before it is decoded: a decoded name may hold commas and brackets.
    shown, address = parseaddr(str(message.get("From") or "").replace("\n", " "))
    named = Message()
    named["From"] = shown.replace("\r", " ").replace("\n", " ")
    name = header(named, "From").strip("\"' ")
    listed = _LIST.match(header(message, "List-Id"))
    host = address.rpartition("@")[2].lower()
    return next(
        (one for one in (name, listed[1].strip("\"' ") if listed else "", host) if one and "@" not in one), host
    )


def _words(message: Message) -> Words:
    """The longest part of HTML, or else of plain text; attachments are not read."""
    html, plain = "", ""
    for part in islice(message.walk(), MOST_PARTS):
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind not in ("text/html", "text/plain"):
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        text = _decoded(payload[:LARGEST_PART], str(part.get_content_charset("") or ""))
        if kind == "text/html":
            html = max(html, text, key=len)
        else:
            plain = max(plain, text, key=len)
    leaving = frozenset(_LINKS.findall(header(message, "List-Unsubscribe")))
    letter = text_of_html(html, leaving) if html.strip() else Words()
    return letter if letter.text else Words(text_of_plain(plain), letter.links)


def _decoded(raw: bytes, charset: str) -> str:
    for name in (charset, "utf-8", "cp1252"):
        try:
            # « unknown-8bit » and its like are names of no charset; a codec that is none of text answers with another type.
            text = raw.decode(name) if name else None
        except (LookupError, ValueError, TypeError, AssertionError):
            continue
        if isinstance(text, str):
            return text
    return raw.decode("utf-8", "replace")
