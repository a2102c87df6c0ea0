"""The brief as plain text for a terminal or a text mail: wrapped by width on screen, no colours, no escapes."""

from collections.abc import Iterable, Iterator
from typing import Final
from unicodedata import combining, east_asian_width

from vigie.publish.letter import Letter, Line, Piece, Reference, Words

WIDTH: Final = 80
_RULE: Final = "─" * WIDTH
_WIDE: Final = frozenset("WF")
_NOT_FIRST: Final = frozenset("，。、；：？！）》」』”’…%·")  # CJK punctuation that may not begin a line


def terminal(letter: Letter, *, reasons: bool = False) -> str:
    head = f"{letter.subject.upper()} · {letter.date}"
    lines = [*wrap(head), "", *wrap(" ".join(letter.coverage)), ""]
    if letter.since:
        lines += [*wrap(letter.since), ""]
    for piece in letter.pieces:
        lines += [_RULE, *_piece(piece, letter, reasons=reasons)]
    if not letter.pieces:
        lines += [*wrap(letter.say.say("nothing")), ""]
    if reasons and letter.unread:
        lines += [_RULE, *_list(letter.say.say("unread"), letter.unread), ""]
    lines += [_RULE, *wrap(" ".join(letter.about))]
    if letter.trace:
        lines += wrap(f"{letter.trace} vigie trace 1")
    if letter.digest:
        lines += wrap(letter.digest)
    return "\n".join(line.rstrip(" ") for line in lines) + "\n"


def wrap(text: str, first: str = "", indent: str = "") -> list[str]:
    """`text` in lines of at most WIDTH columns; between CJK characters a line may break without a space."""
    lines, line = [], first
    empty = True
    for piece, space in _pieces(text):
        between = " " if space and not empty else ""
        if not empty and _columns(line) + len(between) + _columns(piece) > WIDTH:
            lines.append(line)
            line, between = indent, ""
        line += between + piece
        empty = False
    return [*lines, line]


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """What may not be broken, and whether a space stands before it."""
    for word in text.split(" "):
        piece, space = "", True
        for character in word:
            breakable = character not in _NOT_FIRST and piece and (_wide(character) or _wide(piece[-1]))
            if breakable:
                yield piece, space
                piece, space = "", False
            piece += character
        yield piece, space


def _wide(character: str) -> bool:
    return east_asian_width(character) in _WIDE


def _columns(text: str) -> int:
    return sum(2 if _wide(c) else 0 if combining(c) else 1 for c in text)


def _piece(piece: Piece, letter: Letter, *, reasons: bool) -> list[str]:
    say = letter.say
    label = f" ({piece.title_label})" if piece.title_label else ""
    margin = " " * (len(str(piece.rank)) + 2)
    lines = [*wrap(piece.title.text + label, f"{piece.rank}. ", margin)]
    lines += wrap(" · ".join([piece.status, *piece.facts]), margin, margin)
    lines.append("")
    for notice in piece.notices:
        lines += [*wrap(notice, "  ! ", "    "), ""]
    for block in piece.blocks:
        mark = "  │ " if block.kind == "quotation" else ""
        lines += [*wrap(" ".join(_sentence(line, letter) for line in block.lines), mark, mark), ""]
    if piece.figures:
        shown = ", ".join(say.say("figure", figure=f.amount, voices=f.voices, source=f.source) for f in piece.figures)
        lines += [*wrap(f"{say.say('said_in', language=say.say('figures'))} {shown}"), ""]
    for section in piece.sections:
        lines += _list(section.heading, (_sentence(block.lines[0], letter) for block in section.blocks))
    if reasons and piece.reasons:
        lines += _list(say.say("reasons"), piece.reasons)
    if piece.roots:
        lines.append(say.say("sources"))
        for root in piece.roots:
            lines += _list(f"  {root.name}", (_reference(reference) for reference in root.references))[:-1]
        lines.append("")
    lines.append(say.say("notes"))
    titled = [(f"  {say.say('title_note')} ", words) for words in piece.title_words]
    noted = [(f"  [{note.number}] ", words) for note in piece.notes for words in note.words]
    for mark, words in [*titled, *noted]:
        lines += _words(words, mark)
    return [*lines, ""]


def _list(heading: str, entries: Iterable[str]) -> list[str]:
    lines = [line for entry in entries for line in wrap(entry, "  – ", "    ")]
    return [heading, *lines, ""]


def _sentence(line: Line, letter: Letter) -> str:
    said = line.run.text
    if line.label:
        said = f"{letter.say.say('said_in', language=line.label)} {letter.say.quote(said)}"
    remark = f" ({line.remark})" if line.remark else ""
    return f"{said}{remark}\u00a0[{line.number}]"


def _reference(reference: Reference) -> str:
    told = [reference.source, reference.language, reference.published, *reference.remarks]
    return f"{reference.title.text} — {', '.join(part for part in told if part)}"


def _words(words: Words, mark: str) -> list[str]:
    margin = " " * len(mark)
    lines = wrap(f"{words.marked} — {words.source}", mark, margin)
    return [*lines, *([margin + words.url] if words.url else [])]
