"""Characters as we keep them. Everything here runs before an article is stored, never afterwards.

Nothing fails. Read next: records.py and page.py, which call it.
"""

import html
import re
import unicodedata

# SQLite and PostgreSQL cannot both hold U+0000, and UTF-8 cannot hold half a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ASCII_SPACE = re.compile(r"[ \t\r\n\f\v]+")

LONGEST_TITLE = 300


def storable(text: str) -> str:
    """The text in NFC, with U+FFFD for each character that cannot be stored; the same object when nothing is wrong."""
    if _UNSTORABLE.search(text):
        # A pair written as two escapes arrives from some parsers as two halves: join what can be joined first.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", "\ufffd")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """A title, author or section on one line. No-break spaces stay: French puts them before « ? » and « : »."""
    return _ASCII_SPACE.sub(" ", text).strip()


def unescaped(text: str) -> str:
    """Entities that end in a semicolon become characters: « R&D » and « ?a=1&lt=2 » are left as they are."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


def first_line(text: str) -> str:
    """The first line that is not blank, cut at LONGEST_TITLE characters: always a piece of `text`."""
    start = text.lstrip()
    return start.splitlines()[0][:LONGEST_TITLE].rstrip() if start else ""
