"""Words between quotation marks must be somebody's."""

import re
from collections.abc import Iterator, Sequence

from vigie.write.checking.fault import Fault
from vigie.write.checking.passages import Passage

_QUOTED = re.compile(r"«([^»]+)»|“([^”]+)”|„([^“”]+)[“”]|「([^」]+)」|『([^』]+)』|《([^》]+)》")
_STRAIGHT = re.compile(r'"([^"]+)"')


def quotation_faults(said: Passage, cited: Sequence[Passage], *, translated: bool) -> Iterator[Fault]:
    """Quotations that do not stand word for word in the cited words; a figure in another format is the same word. Of words
    in another language there is none, unless the sentence is marked as a translation of a text that quotes."""
    texts = [_run(one, 0, len(one.text)) for one in cited]
    foreign = all(one.language != said.language for one in cited)
    quoting = any(_QUOTED.search(one.text) or _STRAIGHT.search(one.text) for one in cited)
    for start, end in _quoted(said.text, cited):
        quoted = _run(said, start, end)
        named = foreign and any(a <= start and end <= b for a, b in (said.place(m.span) for m in said.mentions))
        if (
            quoted
            and not named
            and not any(quoted in text for text in texts)
            and not (translated and foreign and quoting)
        ):
            yield Fault("quotation", said.text[start:end].strip())


def _quoted(text: str, cited: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """What stands between marks. Straight ones do not tell which opens: they are passed over where the sentence has as many
    as its source, or an odd number."""
    yield from (match.span(match.lastindex or 0) for match in _QUOTED.finditer(text))
    straight = text.count('"')
    if straight % 2 == 0 and all(one.text.count('"') != straight for one in cited):
        yield from (match.span(1) for match in _STRAIGHT.finditer(text))


def _run(passage: Passage, start: int, end: int) -> str:
    return "\0".join(["", *(w.norm for w in passage.words if start <= w.start and w.end <= end and not w.mark), ""])
