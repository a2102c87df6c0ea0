"""What stands before a sentence or a title without belonging to it: datelines, rubrics, tags, the site's name."""

import re
from functools import cache

from vigie.knowledge.cues import cues
from vigie.model import Span, UnderstoodArticle

# « PARIS, 24 février (Reuters) - », « DÉCRYPTAGE - »: what stands before a sentence without belonging to it.
_LABEL = re.compile(
    r"^(?:[^\w«“„\"'‘’(（「『$€£¥@#+]+|"
    r"(?:[^a-zà-öø-ÿ.!?]{3,40}|[^.!?]{2,40}[(（][^)）]{2,25}[)）])\s?(?:--|[-–—|:])\s+(?=\S))"
)
# « La bataille du fleuve 2/4 - »: a part of a series.
_PART = re.compile(r"^[^.!?:]{3,40}\s\d{1,2}/\d{1,2}\s(?:--|[-–—|:])\s+(?=\S)")
# « 24 février : », « Feb 24 - »: the day alone.
_DAY = re.compile(
    r"^(?:\d{1,2}(?:er)?\.?\s+[^\W\d]{3,9}\.?|[^\W\d]{3,9}\.?\s+\d{1,2})(?:\s+\d{4})?\s*(?:--|[-–—|:])\s+(?=\S)"
)
_TAGS = re.compile(r"(?:\s+#\w+)+\s*$")
# « Orvane : Orvane présente … »: a feed's key word before its headline.
_DOUBLED = re.compile(r"^(([^:]{2,40}?)\s?:\s)(?=\2(?!\w))")
# « VRAI OU FAUX. », « INFO OUEST. »: a rubric in capitals with a stop.
_SHOUTED = re.compile(r"^(?:[A-ZÀ-Ý][A-ZÀ-Ý'’-]*\s?){1,4}\.\s(?=[A-ZÀ-Ý«“])")
_GLUED = re.compile(
    r"[a-zà-öø-ÿ]{3,}\s((?:Le|La|Les|Un|Une|The|El|Los|Las|Die|Der|Das)\s[a-zà-öø-ÿ]{3,}|L['’][a-zà-öø-ÿ]{3,})"
)
SITE, SHORTEST = 40, 60
_SIGNS = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B00-\u2BFF\uFE0F\u200D]+")
_SEPARATED = re.compile(r"\s(?:[-–—|·•]|::)\s")


def without_label(item: UnderstoodArticle, span: Span) -> Span:
    """The span without the dateline or rubric that opens it."""
    words = item.article.words(span)
    match = _LABEL.match(words) or _DAY.match(words) or _PART.match(words)
    return Span(span.article, span.start + match.end(), span.end, span.part) if match else span


def without_heading(item: UnderstoodArticle, span: Span) -> Span:
    """The span from where its sentence begins, when a heading without a stop runs into it (« … en coût La société … »)."""
    words = item.article.words(span)
    # Some feeds begin the text with the site's name and the title, and no stop.
    title = item.article.title
    at = words.find(title) if title and not item.article.title_in_text else -1
    rest = words[at + len(title) :]
    if 0 <= at <= SITE and len(rest.strip()) >= SHORTEST and rest.lstrip()[0].isupper() and rest[0].isspace():
        return Span(span.article, span.end - len(rest.lstrip()), span.end, span.part)
    glued = _GLUED.search(words)
    if glued is None or len(words) - glued.start(1) < SHORTEST:
        return span
    return Span(span.article, span.start + glued.start(1), span.end, span.part)


def bare_title(item: UnderstoodArticle, span: Span, publisher: str) -> Span:
    """The part of a title that tells: without rubrics (« EN DIRECT », « IA : »), emoji, tags and the site's name."""
    rubric = _opening(item.understanding.language).match(item.article.words(span))
    if rubric is None:
        span = without_label(item, span)
    words = item.article.words(span)
    start, end = 0, len(words)
    doubled = _DOUBLED.match(words)
    start = doubled.end(1) if doubled else 0
    shouted = _SHOUTED.match(words)
    start = shouted.end() if shouted and shouted.end() >= 8 else start
    opening = _opening(item.understanding.language).match(words)
    if opening and end - opening.end() >= 15:
        start = opening.end()
    for sign in _SIGNS.finditer(words):
        if sign.start() <= start + 1:
            start = max(start, sign.end())
    closing = _TAGS.search(words)
    end = closing.start() if closing else end
    end = _without_site(words, start, end, {publisher, item.article.source})
    for sign in reversed(list(_SIGNS.finditer(words, start, end))):
        if not words[sign.end() : end].strip():
            end = sign.start()
    kept = words[start:end]
    start += len(kept) - len(kept.lstrip())
    end = start + len(kept.strip())
    return Span(span.article, span.start + start, span.start + end, span.part) if end > start else span


def _without_site(words: str, start: int, end: int, names: set[str]) -> int:
    """« … | Le Vigile », « … - The Orvane Times »: where the last part names who publishes it, the title ends before."""
    cuts = list(_SEPARATED.finditer(words, start, end))
    if not cuts:
        return end
    last = words[cuts[-1].end() : end].strip().casefold()
    known = {name.casefold() for name in names if name}
    named = any(last == name or last.startswith(name) or name.startswith(last) for name in known if last)
    bar = words[cuts[-1].start() : cuts[-1].end()].strip() in {"|", "::", "·", "•"} and len(last.split()) <= 4
    return cuts[-1].start() if (named or bar) and cuts[-1].start() - start >= 20 else end


@cache
def _opening(language: str) -> re.Pattern[str]:
    found = cues(language)
    either = "|".join(found.quoting.rubrics) if found and found.quoting.rubrics else r"(?!)"
    return re.compile(
        rf"^\s*(?:[\[【(]\s*(?:{either})\s*[\]】)]\s*[:–—|-]?|(?:{either})\s*(?:[:|]|[–—-](?=\s)))\s*(?=\S)",
        re.IGNORECASE,
    )
