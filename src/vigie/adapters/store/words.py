"""What the two search indexes hold of a text.

`article_words` (FTS5 unicode61, without diacritics) holds the words of scripts that put spaces between them.
`article_runs` (FTS5 trigram) holds, three characters by three, the runs of scripts that do not, and of Korean, whose
particles stick to the noun. So « 发布AI芯片 » is found by « AI » as a word and by « 芯片 » as a piece of a run, and an
archive of European papers pays nothing for the second index. Both are contentless: the texts are in `articles` and
stay there as given. Read next: search.py.
"""

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import Connection, column, insert, table

from vigie.model import Article

# Thai, Lao; Burmese; Khmer; Hangul (four blocks); Japanese marks and kana, bopomofo; Han (four blocks).
_RUN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
    "\u3005-\u3007\u3031-\u3035\u3041-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]+"
)
# FTS5 takes the accents off Latin letters only. Russian readers type « елки » for « ёлки », Arabic ones « اعلن » for
# « أَعْلَنَ »: the marks of Latin, Greek, Cyrillic, Hebrew and Arabic go, those of Indic scripts are letters and stay.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]+")

ARTICLE_WORDS = table("article_words", column("rowid"), column("title"), column("text"))
ARTICLE_RUNS = table("article_runs", column("rowid"), column("title"), column("text"))


def folded(text: str) -> str:
    """One spelling for full-width and half-width letters, ligatures and composed or decomposed accents."""
    return unicodedata.normalize("NFKC", text)


def words_of(text: str) -> str:
    """The text without its runs and without marks on its letters."""
    words = _RUN.sub(" ", folded(text))
    return words if words.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", words))


def runs_of(text: str) -> str:
    """The runs of the text, one a line so that no trigram bridges two of them."""
    return "\n".join(_RUN.findall(folded(text)))


def pieces_of(word: str) -> tuple[list[str], list[str]]:
    """(words, runs) of one word of a query: « AI芯片 » gives « AI » and « 芯片 ». Signs and emoji give nothing."""
    composed = unicodedata.normalize("NFC", word)
    # NUL ends a text for SQLite, so it may not reach the query.
    words = [piece for piece in _RUN.sub(" ", composed).replace("\x00", " ").split() if any(map(str.isalnum, piece))]
    runs = [piece for piece in _RUN.findall(composed) if any(map(str.isalnum, piece))]
    return words, runs


def add_words(connection: Connection, numbered: Sequence[tuple[int, Article]]) -> None:
    """Puts new articles into both indexes, in the transaction that saves them."""
    if not numbered:
        return
    connection.execute(
        insert(ARTICLE_WORDS),
        [{"rowid": n, "title": words_of(one.title), "text": words_of(one.text)} for n, one in numbered],
    )
    runs = [{"rowid": n, "title": runs_of(one.title), "text": runs_of(one.text)} for n, one in numbered]
    if rows := [row for row in runs if row["title"] or row["text"]]:
        connection.execute(insert(ARTICLE_RUNS), rows)
