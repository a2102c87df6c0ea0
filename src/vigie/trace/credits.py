"""Credits: the outlets and agencies that a text names as those it has its news from, and those that only passed it on.

« Selon le WSJ », "told Reuters", « ordonnance consultée par l'AFP », 据路透社报道 lead back to the outlet; « relayé par Le
Parisien », "quoted by" name one on the way. Whom a photograph is by is no credit.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vigie.knowledge.cues import fold
from vigie.knowledge.matching import bare
from vigie.knowledge.names import Names, Outlet
from vigie.model import Attribution, Mention, Origin, OriginKind, Span, UnderstoodArticle
from vigie.trace.lexicon import Lexicon, lexicon
from vigie.trace.making import LATIN_END
from vigie.trace.phrases import RUN, TOKEN, has_headline
from vigie.trace.publishers import same_family
from vigie.trace.speakers import origin_of, parts_of, speaker_of

# reports: the text says that the outlet says so. given: it was told, or has seen, what is told. wire: a mark on the whole
# text (byline, dateline, "contributed to this report"). relay: it only passed it on.
Role = Literal["reports", "given", "wire", "relay"]
# An outlet that is credited for what the text tells is a sure sign, so it is looked for far down.
WITHIN = 14
ADDRESSED = 45
# The words that say what an outlet has to do with the news stand no further before it.
REACH = 140
_URL = re.compile(r"https?://[^\s)»”\"]+|(?<![\w@])(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_DATELINE = re.compile(
    r"^.{0,110}?[(（\[]([^)）\]]{2,30})[)）\]]\s?[-–—:]|^([^\W\d_][\w .]{1,30}?) ?[-–—] |^[(（]([^)）]{2,30})[)）]",
    re.UNICODE,
)
_BYLINE_PARTS = re.compile(r"[,/&|·•–—]| - | avec | with | et | and | y | e | und | mit |、|，")
_PICTURE = re.compile(
    r"(?:photo|foto|image|imagen|imagem|bild|fotos|photos|crédit|credit|图|圖|写真|©|\(c\))[^.]{0,25}$|/$"
)
_CAPITALISED = re.compile(rf"(?<![\w-]){TOKEN}")
_ARTICLES = {"fr": ("Le", "Les"), "pt": ("O", "A"), "it": ("Il", "La"), "es": ("El",)}
_MELTED = {
    "fr": ("du", "au", "aux", "des"),
    "pt": ("do", "da", "ao", "à", "no", "na", "pelo", "pela"),
    "it": ("del", "della", "al", "alla", "dal", "dalla", "sul", "sulla"),
    "es": ("del", "al"),
}
_OPENING_MARKS = {'"', "“", "„"}
_OPENERS = re.compile(r"[\s\"'«»“”„‘《『「(（]+$")


@dataclass(frozen=True, slots=True)
class Credit:
    """One outlet that the text names for its news: how, and in which of its sentences."""

    origin: Origin
    role: Role
    at: int
    evidence: Span
    anonymous: bool = False
    own: bool = False  # the publisher, or an outlet of its family


def credits_of(item: UnderstoodArticle, names: Names, publisher: Outlet | None) -> tuple[Credit, ...]:
    """The credits of a text, in order of its sentences."""
    forms = lexicon(item.understanding.language)
    found = [
        *_reported(item, names, publisher),
        *_beside(item, names, publisher, forms),
        *_wires(item, names, publisher),
    ]
    return tuple(sorted(found, key=lambda credit: (credit.at, credit.evidence.start)))


def sentence_at(item: UnderstoodArticle, span: Span) -> int:
    """The number of the sentence in which a span begins; the title is the first."""
    sentences = item.understanding.sentences
    titled = bool(sentences) and sentences[0].part == "title"
    if span.part == "title":
        return 0
    starts = [sentence.start for sentence in sentences if sentence.part == "text"]
    return max(0, bisect_right(starts, span.start) - 1) + (1 if titled else 0)


def _reported(item: UnderstoodArticle, names: Names, publisher: Outlet | None) -> Iterator[Credit]:
    """Outlets that are the source of an attribution."""
    forms = lexicon(item.understanding.language)
    for attribution in item.understanding.attributions:
        at = sentence_at(item, attribution.content)
        if at >= WITHIN or (attribution.source is not None and _pictured(item, attribution.source)):
            continue
        for origin in _outlets_of(attribution, item, names):
            own = same_family(origin, publisher) or _begins_with(origin.name, item.article.source)
            cue = fold(item.article.words(attribution.cue)) if attribution.cue else ""
            role: Role = "relay" if forms.relayed_end.search(cue) else "reports"
            yield Credit(origin, role, at, evidence_of(attribution), attribution.anonymous, own)


def _begins_with(name: str, publisher: str) -> bool:
    """A page that repeats its publisher's name before its title: what follows is no other outlet."""
    return bool(publisher) and fold(name).startswith(f"{fold(publisher)} ")


def _outlets_of(attribution: Attribution, item: UnderstoodArticle, names: Names) -> Iterator[Origin]:
    """The outlets that a source names: « le Times et le Telegraph » are two."""
    forms = lexicon(item.understanding.language)
    words = item.article.words(attribution.source) if attribution.source is not None else ""
    outlet = names.outlets.get(attribution.entity)
    if outlet is not None and not forms.anonymous.fullmatch(fold(words)):
        yield origin_of(outlet)
    if attribution.source is None or not words:
        return
    before = attribution.cue is not None and attribution.cue.start < attribution.source.start
    parts = parts_of(words, forms) if before and not attribution.anonymous else ()
    named = [_outlet_in(part, "", forms, names)[0] or names.outlet_named(part) for part in parts]
    others = [one for one in named if one is not None and one != outlet]
    yield from (origin_of(one) for one in others)
    press = attribution.cue is not None and bool(forms.press.search(fold(item.article.words(attribution.cue))))
    if outlet is None and not others and not attribution.anonymous and (press or not attribution.entity):
        origin = speaker_of(words, "", item, names)
        if origin is not None and origin.kind in {OriginKind.NEWS_OUTLET, OriginKind.AGENCY}:
            yield origin
        elif press:
            written = LATIN_END.search(words)
            name = (written[0] if written else words).strip(" 《》「」“”（）()")
            if 2 <= len(name) <= 24 and (origin is None or origin.kind is not OriginKind.GOVERNMENT):
                yield Origin(name, OriginKind.NEWS_OUTLET, bare(name))


def _beside(item: UnderstoodArticle, names: Names, publisher: Outlet | None, forms: Lexicon) -> Iterator[Credit]:
    """Outlets with words beside them that say what they had to do with the news."""
    sentences = item.understanding.sentences
    for mention in (*item.understanding.mentions, *_hidden(item, names, forms)):
        outlet = names.outlets.get(mention.entity)
        origin = origin_of(outlet) if outlet else _called_outlet(item, mention, forms)
        if origin is None or (outlet is not None and outlet.kind == "press_release_wire"):
            continue
        if forms.anonymous.fullmatch(fold(item.article.words(mention.span))):  # « Insider » are people, in German
            continue
        at = sentence_at(item, mention.span)
        if at >= len(sentences) or (at >= WITHIN and at < len(sentences) - 3):
            continue
        sentence = sentences[at]
        if sentence.part != mention.span.part or not sentence.overlaps(mention.span):
            continue
        made = _role(item, mention, sentence, forms, not at and has_headline(item))
        if made is not None:
            role, span = made
            if at >= WITHIN and role != "wire":
                continue
            yield Credit(origin, role, at, span, False, same_family(origin, publisher))


def _hidden(item: UnderstoodArticle, names: Names, forms: Lexicon) -> Iterator[Mention]:
    """Outlets that the reading of names leaves out: names that are common words too (« El Mundo »), that have lost their
    article to a preposition (« dans les colonnes du Parisien »), or are inflected (« der Süddeutschen Zeitung »). What stands
    beside them tells whether they are meant."""
    if not forms.spaced:
        return
    known = [mention.span for mention in item.understanding.mentions if mention.kind == "outlet"]
    for sentence in item.understanding.sentences[:WITHIN]:
        words = item.article.words(sentence)
        reached = 0
        for match in _CAPITALISED.finditer(words):
            run = RUN.match(words, match.start())
            if run is None or match.start() < reached or fold(run[0]) in forms.small:
                continue
            outlet, length = _outlet_in(run[0], words[: match.start()], forms, names)
            if outlet is None:
                continue
            start, reached = sentence.start + match.start(), match.start() + length
            span = Span(sentence.article, start, start + length, sentence.part)
            if not any(span.overlaps(other) and length <= other.end - other.start for other in known):
                yield Mention(span, outlet.name, "outlet", outlet.id)


def _outlet_in(run: str, before: str, forms: Lexicon, names: Names) -> tuple[Outlet | None, int]:
    """The outlet that a run of capitalised words begins with, and how long its name is."""
    tokens = run.rstrip(".’'-").split(" ")
    melted = before.rstrip().rsplit(" ", 1)[-1].lower() in _MELTED.get(forms.language, ())
    for count in range(len(tokens), 0, -1):
        name = " ".join(tokens[:count])
        tried = [name, *_uninflected(name, forms.language)]
        tried += [f"{article} {name}" for article in _ARTICLES[forms.language]] if melted else []
        for form in tried:
            outlet = names.outlet_named(form)
            if (
                outlet is not None
                and fold(name) not in forms.small
                and (outlet.language == forms.language or count > 1)
            ):
                return outlet, len(name)
    return None, 0


def _uninflected(name: str, language: str) -> tuple[str, ...]:
    """« Süddeutschen Zeitung » is « Süddeutsche Zeitung »."""
    first, _, rest = name.partition(" ")
    if language != "de" or not rest or not first.endswith(("er", "en", "em")):
        return ()
    return (f"{first[:-2]}e {rest}",)


def _called_outlet(item: UnderstoodArticle, mention: Mention, forms: Lexicon) -> Origin | None:
    """« au programme Untel »: an unknown name behind a noun that makes it an outlet's."""
    if mention.kind != "unknown" or not forms.spaced:
        return None
    text = item.article.part(mention.span.part)
    before = fold(_OPENERS.sub(" ", text[max(0, mention.span.start - 40) : mention.span.start])).rstrip()
    noun = forms.outlet_noun.search(before)
    if noun is None or re.search(r"[.,;:]", before[noun.start() :]) or forms.speaking.search(before, noun.start()):
        return None
    start = mention.span.start
    if text[max(0, start - 1) : start] in _OPENING_MARKS and text[mention.span.end : mention.span.end + 1] in {
        ",",
        " ",
    }:
        return None  # the name goes on inside its marks
    return Origin(mention.name, OriginKind.NEWS_OUTLET, bare(mention.name))


def _closes_headline(before: str, after: str) -> bool:
    """« … : WSJ », « … (Reuters) »: a headline's last word says where it is from."""
    alone = not after.strip(" )）.")
    return alone and before.rstrip().endswith((":", "：", "(", "（", " –", " —", " -")) and len(before) > 20


def _role(
    item: UnderstoodArticle, mention: Mention, sentence: Span, forms: Lexicon, at_top: bool = False
) -> tuple[Role, Span] | None:
    text = item.article.part(sentence.part)
    start, end = mention.span.start, min(mention.span.end, sentence.end)
    low = max(sentence.start, start - REACH)
    before = fold(text[low:start])
    after = (
        fold(text[end : sentence.end]).lstrip("\"'»”“》』」)） ") if forms.spaced else fold(text[end : sentence.end])
    )
    bare_before = _OPENERS.sub("", before) + (" " if forms.spaced else "")
    if _PICTURE.search(before.rstrip()):
        return None
    cued = _cued(item, sentence, start)
    for left in _lefts(before, bare_before, forms):
        found = _named_role(left, after, forms, cued, low == sentence.start)
        if found is not None:
            role, at = found
            return role, Span(sentence.article, low + at, end, sentence.part)
    if at_top and _closes_headline(before, after):
        return "reports", Span(sentence.article, start, end, sentence.part)
    behind, reach = _role_behind(after, is_note(text, sentence), forms)
    return (behind, Span(sentence.article, start, min(sentence.end, end + reach), sentence.part)) if behind else None


def _cued(item: UnderstoodArticle, sentence: Span, start: int) -> bool:
    """True when a cue of report stands shortly before, in the same clause: « a rappelé dimanche sur … »."""
    text = item.article.part(sentence.part)
    for attribution in item.understanding.attributions:
        cue = attribution.cue
        if cue is not None and cue.part == sentence.part and sentence.start <= cue.start and cue.end <= start:
            between = text[cue.end : start]
            if len(between) <= ADDRESSED and not re.search(r"[.;:!?«»“”\"。]", between):
                return True
    return False


def _named_role(
    left: str, after: str, forms: Lexicon, cued: bool = False, opens: bool = False
) -> tuple[Role, int] | None:
    """The role that the words before an outlet give it, and where they begin."""
    ends: tuple[tuple[Role, re.Pattern[str]], ...] = (
        ("relay", forms.relayed_end),
        ("given", forms.given_to_end),
        ("reports", forms.reported_end),
    )
    for role, pattern in ends:
        if match := pattern.search(left):
            return role, match.start()
    match = forms.told_end.search(left)
    if match and after.lstrip().startswith((")", "）")):  # a title's « (un ministre à l'AFP) »
        return "given", match.start()
    if match and opens and not left[: match.start()].strip() and after.startswith(",") and forms.table.head_first:
        return (
            ("given", match.start()) if not forms.determiner.fullmatch(left.strip()) else None
        )  # « Sur …, le ministre »
    spoken = match and ((cued and forms.spaced) or _spoken(left[: match.start()], after, forms))
    return ("given", match.start()) if match and spoken else None


def _role_behind(after: str, note: bool, forms: Lexicon) -> tuple[Role | None, int]:
    """The role that the words behind an outlet give it, and how far they go."""
    words = after.lstrip(" ,")
    if match := forms.given_by.match(words):
        return ("wire" if note else "given"), match.end() + 4
    match = forms.reports.match(words)
    return ("reports", match.end() + 2) if match else (None, 0)


def is_note(text: str, sentence: Span) -> bool:
    """A short line at the end: "The Associated Press contributed to this report."."""
    return sentence.part == "text" and len(text) - sentence.end < 400 and sentence.end - sentence.start < 160


def _lefts(before: str, bare_before: str, forms: Lexicon) -> Iterator[str]:
    """What stands before an outlet: as it is, without quotation marks, without « la chaîne américaine »."""
    yield bare_before.rstrip(" ") + " " if forms.spaced else bare_before
    if before != bare_before:
        yield before
    noun = forms.outlet_noun.search(bare_before.rstrip(" "))
    if noun:
        yield bare_before[: noun.start()]


def _spoken(before: str, after: str, forms: Lexicon) -> bool:
    """True when a verb of speaking stands shortly before, with nothing between that ends its clause, or after."""
    last = None
    for match in forms.speaking.finditer(before, max(0, len(before) - 90)):
        last = match
    if last is not None:
        between = before[last.end() :]
        return len(between) <= ADDRESSED and not re.search(r"[.;:!?«»“”。]", between)
    first = forms.speaking.match(after.lstrip('》」”" ')) if not forms.spaced else None
    return first is not None


def _pictured(item: UnderstoodArticle, span: Span) -> bool:
    text = item.article.part(span.part)
    return bool(_PICTURE.search(fold(text[max(0, span.start - 40) : span.start]).rstrip()))


def _wires(item: UnderstoodArticle, names: Names, publisher: Outlet | None) -> Iterator[Credit]:
    """A byline, a dateline or a line of its own that names an agency."""
    title = Span(item.article.id, 0, max(1, len(item.article.title)), "title")
    for author in item.article.authors:
        for part in _BYLINE_PARTS.split(author):
            outlet = names.outlet_named(part.strip())
            if outlet is not None and outlet.kind == "agency" and not same_family(origin_of(outlet), publisher):
                shown = _first_mention(item, outlet) or (item.understanding.sentences or (title,))[0]
                yield Credit(origin_of(outlet), "wire", 0, shown)
    for number, span in enumerate(item.understanding.sentences[:4]):
        if span.part != "text":
            continue
        yield from _dateline(item, span, number, names, publisher)


def _dateline(
    item: UnderstoodArticle, span: Span, number: int, names: Names, publisher: Outlet | None
) -> Iterator[Credit]:
    words = item.article.words(span)
    places: list[tuple[str, int]] = []
    match = _DATELINE.match(words)
    if match:
        group = next(g for g in (1, 2, 3) if match[g])
        places.append((match[group], match.start(group)))
    if len(words) < 60 and words[-1:] not in ".!?。":
        at = 0
        for part in _BYLINE_PARTS.split(words):
            places.append((part, words.index(part, at) if part else at))
            at += len(part)
    for part, start in places:
        lead = len(part) - len(part.lstrip())
        plain = part.strip()
        outlet = names.outlet_named(plain) if 2 <= len(plain) <= 40 else None
        if outlet is None or outlet.kind != "agency" or same_family(origin_of(outlet), publisher):
            continue
        if _PICTURE.search(fold(words[:start]).rstrip()):
            continue
        low = span.start + start + lead
        yield Credit(origin_of(outlet), "wire", number, Span(span.article, low, low + len(plain)))


def source_line(item: UnderstoodArticle, names: Names, publisher: Outlet | None) -> tuple[tuple[str, ...], Span | None]:
    """The outlets that a `Source :` line names, other than the publisher, and the line."""
    for aside in item.understanding.asides:
        if aside.kind != "source_line":
            continue
        words = item.article.words(aside.span)
        outlets: list[str] = []
        for match in _URL.finditer(words):
            host = match[0].split("//")[-1].split("/")[0].lower().removeprefix("www.")
            found = names.outlet_at(host)
            outlets.append(found.name if found else host)
        outlets = outlets or [hit.meaning.name for hit in names.find(words) if isinstance(hit.meaning, Outlet)]
        others = [name for name in outlets if publisher is None or name != publisher.name]
        if others:
            return tuple(dict.fromkeys(others)), aside.span
    return (), None


def named_origin(name: str, names: Names) -> Origin:
    """An outlet known by name, or a host."""
    outlet = names.outlet_named(name)
    return origin_of(outlet) if outlet else Origin(name, OriginKind.NEWS_OUTLET, bare(name))


def evidence_of(attribution: Attribution) -> Span:
    """From the cue to the end of the source, or whichever of them there is."""
    spans = [span for span in (attribution.cue, attribution.source) if span is not None] or [attribution.content]
    first = spans[0]
    spans = [span for span in spans if span.part == first.part]
    return Span(first.article, min(s.start for s in spans), max(s.end for s in spans), first.part)


def _first_mention(item: UnderstoodArticle, outlet: Outlet) -> Span | None:
    return next((m.span for m in item.understanding.mentions if m.entity == outlet.id), None)
