"""tdmrep.json: which texts of a site are reserved from text and data mining (W3C TDMRep). Pure. Read next: hosts.py."""

from urllib.parse import unquote

import msgspec

PATH = "/.well-known/tdmrep.json"
MOST_BYTES = 256 * 1024
MOST_RULES = 1000
LONGEST_PATTERN = 500


def kept_of(body: bytes) -> str:
    """The rules of a tdmrep.json as a short text; empty where there are none, or none that can be understood."""
    try:
        told = msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    rules = []
    for rule in told[:MOST_RULES] if isinstance(told, list) else ():
        if isinstance(rule, dict) and isinstance(rule.get("location"), str):
            reserved = rule.get("tdm-reservation")
            if reserved in (0, 1, "0", "1") and len(rule["location"]) <= LONGEST_PATTERN:
                rules.append((rule["location"], int(reserved)))
    return msgspec.json.encode(rules).decode() if rules else ""


def reservation_of(kept: str, target: str) -> str:
    """ "1" or "0" as the first rule that fits the path says, empty where none does."""
    if not kept:
        return ""
    path = unquote(target)
    for location, reserved in msgspec.json.decode(kept, type=list[tuple[str, int]]):
        if _fits(unquote(location), path):
            return str(reserved)
    return ""


def _fits(location: str, path: str) -> bool:
    """As in robots.txt: a beginning; * for anything; $ for the end."""
    anchored = location.endswith("$")
    parts = (location.removesuffix("$") if anchored else location).split("*")
    # Piece by piece rather than by one pattern with many stars, which could take for ever.
    if not path.startswith(parts[0]):
        return False
    at = len(parts[0])
    for part in parts[1:-1]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if len(parts) == 1:
        return not anchored or at == len(path)
    last = parts[-1]
    return path.endswith(last) and len(path) - len(last) >= at if anchored else path.find(last, at) >= 0
