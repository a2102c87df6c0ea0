"""The brief as Markdown that reads well raw and rendered (CommonMark). What comes from a feed stays text."""

import re
from typing import Final

from vigie.publish.letter import Block, Letter, Line, Piece, Reference, Words

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>|~&]")
_OPENING: Final = re.compile(r"^(#{1,6}(?=\s|$)|[-+=](?=\s|$|[-=])|\d{1,9}(?=[.)](\s|$)))")
_ENTITY: Final = re.compile(r"&(?=#|\w+;)")


def markdown(letter: Letter, *, reasons: bool = False) -> str:
    parts = [f"# {escape(letter.subject)}", f"*{escape(_capital(letter.date))}*", escape(" ".join(letter.coverage))]
    if letter.since:
        parts.append(escape(letter.since))
    for piece in letter.pieces:
        parts += _piece(piece, letter, reasons=reasons)
    if not letter.pieces:
        parts.append(escape(letter.say.say("nothing")))
    if reasons and letter.unread:
        parts.append(f"### {escape(letter.say.say('unread'))}")
        parts.append("\n".join(f"- {escape(line)}" for line in letter.unread))
    closing = " ".join(letter.about)
    parts += ["---", escape(closing)]
    if letter.trace:
        parts.append(f"{escape(letter.trace)} `vigie trace 1`")
    if letter.digest:
        parts.append(escape(letter.digest))
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """`text` so that Markdown shows it as it is, wherever it stands in a line."""
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    opening = _OPENING.match(escaped)
    if not opening:
        return escaped
    if opening[0].isdigit():
        return f"{opening[0]}\\{escaped[opening.end() :]}"
    return f"\\{escaped}"


def _piece(piece: Piece, letter: Letter, *, reasons: bool) -> list[str]:
    say = letter.say
    label = f" — *{escape(piece.title_label)}*" if piece.title_label else ""
    parts = [
        f"## {piece.rank}. {_link(piece.title.text, piece.title_url)}{label}",
        " · ".join([f"**{escape(piece.status)}**", *(escape(fact) for fact in piece.facts)]),
        *(f"> **{escape(notice)}**" for notice in piece.notices),
        *(_block(block, letter) for block in piece.blocks),
    ]
    if piece.figures:
        shown = (
            say.say("figure", figure=escape(f.amount), voices=escape(f.voices), source=_link(f.source, f.url))
            for f in piece.figures
        )
        parts.append(f"**{escape(say.say('figures'))}** — {', '.join(shown)}")
    for section in piece.sections:
        parts.append(f"### {escape(section.heading)}")
        parts.append("\n".join(f"- {_sentence(block.lines[0], letter)}" for block in section.blocks))
    if reasons and piece.reasons:
        parts.append(f"### {escape(say.say('reasons'))}")
        parts.append("\n".join(f"- {escape(reason)}" for reason in piece.reasons))
    if piece.roots:
        parts.append(f"### {escape(say.say('sources'))}")
        lines = [
            [f"- **{escape(root.name)}**", *(f"  - {_reference(r)}" for r in root.references)] for root in piece.roots
        ]
        parts.append("\n".join(line for root in lines for line in root))
    parts.append(f"### {escape(say.say('notes'))}")
    titled = f"- {escape(say.say('title_note'))} — {'; '.join(_words(words) for words in piece.title_words)}"
    notes = [f"- [{note.number}] {'; '.join(_words(words) for words in note.words)}" for note in piece.notes]
    parts.append("\n".join([titled, *notes]))
    return parts


def _block(block: Block, letter: Letter) -> str:
    if block.kind == "quotation":
        return f"> {_sentence(block.lines[0], letter)}"
    return " ".join(_sentence(line, letter) for line in block.lines)


def _sentence(line: Line, letter: Letter) -> str:
    said = escape(line.run.text)
    if line.label:
        label = letter.say.say("said_in", language=line.label)
        said = f"*{escape(label)}* {escape(letter.say.quote(line.run.text))}"
    remark = f" *({escape(line.remark)})*" if line.remark else ""
    return f"{said}{remark}\u00a0[{line.number}]"


def _reference(reference: Reference) -> str:
    told = [reference.source, reference.language, reference.published, *reference.remarks]
    return f"{_link(reference.title.text, reference.url)} — {escape(', '.join(part for part in told if part))}"


def _words(words: Words) -> str:
    return f"{escape(words.marked)} — {_link(words.source, words.url)}"


def _link(text: str, url: str) -> str:
    shown = escape(text)
    return f"[{shown}](<{_ENTITY.sub('&amp;', url)}>)" if url else shown


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
