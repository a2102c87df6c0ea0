"""What is known of a web server, kept between runs so that it is asked no more often than it wants."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HostState:
    """One site: `root` is its scheme, host and port.

    `robots` is what its robots.txt says to us (empty: all is allowed), as answered with `robots_status` (0: no answer) when
    it was last asked for, at `robots_at`; `rules_at` is when rules were last had. `opted_out`: it shuts out those who gather
    texts for artificial intelligence. `reservations` is what its tdmrep.json says, as of `reservations_at`. `asked_at` is
    the last request of all; `not_before` the moment before which it asked not to be asked.
    """

    root: str
    robots: str = ""
    robots_status: int = 0
    robots_at: datetime | None = None
    rules_at: datetime | None = None
    opted_out: bool = False
    reservations: str = ""
    reservations_at: datetime | None = None
    asked_at: datetime | None = None
    not_before: datetime | None = None
