"""What an edition was made of, kept beside it so that the same bytes can be made again."""

from dataclasses import dataclass
from datetime import datetime

from vigie.model.standing import Standing


@dataclass(frozen=True, slots=True)
class Making:
    """What `write` read for one edition, as it stood then.

    `since` and `until` are its day. `stories` names each story with its articles of that time, `copies` the article that
    each copy repeats, `named` how many earlier stories held each name that was asked for: later imports, days and
    corrections change none of them. `read` is the count of articles and of sources, `standings` what was known of each
    source, `rejected` the inputs that could not be read. `settings` is the stage's own, as JSON. `parts` is all
    else that the bytes depend on (program, knowledge, subject, embedder …), by name.
    """

    since: datetime
    until: datetime
    stories: tuple[tuple[str, tuple[str, ...]], ...]
    copies: tuple[tuple[str, str], ...]
    named: tuple[tuple[str, int], ...]
    read: tuple[int, int]
    rejected: int
    settings: str
    parts: tuple[tuple[str, str], ...]
    standings: tuple[Standing, ...] = ()
