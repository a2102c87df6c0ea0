"""robots.txt: what it lets us do, how slowly, and whether the site keeps its texts from artificial intelligence. Pure.

RFC 9309 by `protego`. What concerns us is kept as text, so that a later run need not ask again. Read next: hosts.py.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from protego import Protego

PRODUCT = "Vigie"
MOST_BYTES = 500 * 1024  # RFC 9309 § 2.5: at least this much must be read
# The names under which texts are gathered to train or feed models (docs/why/why-opted-out-sites-are-read.md).
AI_AGENTS = (
    "GPTBot", "CCBot", "Google-Extended", "anthropic-ai", "ClaudeBot", "Applebot-Extended", "Bytespider", "Amazonbot",
    "meta-externalagent", "FacebookBot", "cohere-ai", "Diffbot", "Omgilibot", "PerplexityBot", "ImagesiftBot", "AI2Bot",
)  # fmt: skip
# So many of them shut out, and more than are let in, is a policy and not a quarrel with one company.
FEWEST_SHUT_OUT = 2
_AGENT = re.compile(r"\s*user[-\s]?agent\s*:?\s*([^#]*)", re.IGNORECASE)
_SPECIAL = re.compile(r"[*$%]")  # up to here a rule is a plain beginning of a path
_PACES = ("Crawl-delay", "Crawl-Delay", "crawl-delay", "Request-rate", "request-rate", "Visit-time", "visit-time")
_GROUPLESS = re.compile(r"\s*(?:#|$|sitemap\s*:|host\s*:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one robots.txt says to us."""

    text: str
    opted_out: bool = False


def rules_of(body: bytes) -> Rules:
    """What concerns us of a robots.txt."""
    text = body[:MOST_BYTES].decode("utf-8-sig", "replace").replace("\0", "")
    return Rules(concerning_us(text), opts_out(text))


def may_read(rules: str, address: str, target: str) -> bool:
    """Whether these rules let us read `address`, whose path and query are `target`."""
    return not rules or _meets_none(rules, target) or _parsed(rules).can_fetch(address, PRODUCT)


def _meets_none(rules: str, target: str) -> bool:
    """True when no rule can speak of this path: each begins otherwise. Spares reading the rules for nearly every address."""
    if "%" in target or not target.isascii():
        return False
    if not _could_meet(target[1:2]).search(rules, rules.find("\n") + 1):
        return True
    for line in rules.splitlines()[1:]:
        name, colon, value = line.partition(":")
        path = value.strip()
        # What is not ASCII is escaped before the two are compared, and nothing is escaped in this path.
        if colon and (not path or name in _PACES or not path.isascii()):
            continue
        if not path.startswith("/") or target.startswith(_SPECIAL.split(path, maxsplit=1)[0]):
            return False
    return True


def delay_of(rules: str) -> float:
    """Seconds between two requests: the longer of Crawl-delay and Request-rate; 0 where neither is given."""
    lowered = rules.lower()
    if "delay" not in lowered and "rate" not in lowered:
        return 0.0
    parsed = _parsed(rules)
    rate = parsed.request_rate(PRODUCT)
    spaced = rate.seconds / rate.requests if rate and rate.requests > 0 else 0.0
    return max(parsed.crawl_delay(PRODUCT) or 0.0, spaced, 0.0)


def concerning_us(text: str) -> str:
    """The rules for us, or else those for everybody, without what is said to others; empty when nothing is asked of us."""
    ours: list[str] = []
    everybodys: list[str] = []
    named: list[str] = []
    meant = naming = False
    for line in text.splitlines():
        agent = _AGENT.match(line)
        if agent:
            named = [*(named if naming else ()), agent[1].partition("/")[0].strip("* \t").lower() or "*"]
            naming = True
            # A group of our own counts alone, even one without rules.
            meant = meant or named[-1] == PRODUCT.lower()
        elif not _GROUPLESS.match(line):
            naming = False
            rule = line.partition("#")[0].strip()
            if PRODUCT.lower() in named:
                ours.append(rule)
            elif "*" in named:
                everybodys.append(rule)
    rules = ours if meant else everybodys
    return "\n".join(("User-agent: *", *rules)) if rules else ""


def opts_out(text: str) -> bool:
    """Whether the site shuts out those who gather texts for models: several of the known names, and more than it lets in.
    A site that shuts out everybody alike says nothing of models."""
    lowered = text.lower()
    named = [agent for agent in AI_AGENTS if agent.lower() in lowered]
    if len(named) < FEWEST_SHUT_OUT:
        return False
    parsed = Protego.parse(text)
    shut_out = sum(not parsed.can_fetch("https://site.example/", agent) for agent in named)
    return shut_out >= FEWEST_SHUT_OUT and shut_out > len(named) - shut_out


@lru_cache(maxsize=256)
def _could_meet(first: str) -> re.Pattern[str]:
    """A line that may speak of a path that begins with this letter, or is not written as lines mostly are."""
    return re.compile(rf"^[^:\n]+$|:[ \t]*(?:/(?:[*$%\s]|\Z|{re.escape(first)})|[^/\s])", re.MULTILINE)


@lru_cache(maxsize=256)
def _parsed(rules: str) -> Protego:
    return Protego.parse(rules)
