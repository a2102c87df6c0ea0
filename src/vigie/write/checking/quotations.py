"""Words between quotation marks must be somebody's."""

import re
from collections.abc import Iterator, Sequence

from vigie.knowledge.matching import bare
from vigie.write.checking.fault import Fault
from vigie.write.checking.passages import Passage

_QUOTED = re.compile(r"«([^»]+)»|“([^”]+)”|„([^“”]+)[“”]|「([^」]+)」|『([^』]+)』|\"([^\"]+)\"|《([^》]+)》")


def quotation_faults(said: Passage, cited: Sequence[Passage], *, translated: bool) -> Iterator[Fault]:
    """Quotations that do not stand word for word in the cited words. Of words in another language there is none, unless the
    sentence is marked as a translation of a text that quotes."""
    texts = [_run(one.text) for one in cited]
    for match in _QUOTED.finditer(said.text):
        quoted = next(group for group in match.groups() if group)
        if not _run(quoted) or any(_run(quoted) in text for text in texts):
            continue
        foreign = all(one.language != said.language for one in cited)
        if not (translated and foreign and any(_QUOTED.search(one.text) for one in cited)):
            yield Fault("quotation", quoted.strip())


def _run(text: str) -> str:
    return bare(text).replace(" ", "")
