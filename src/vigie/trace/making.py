"""Unknown names as origins: cleaned, and in scripts without capitals told from clauses."""

import re
from functools import cache

from vigie.knowledge.cues import cues, fold, languages
from vigie.knowledge.matching import bare
from vigie.model import Origin, OriginKind
from vigie.trace.lexicon import Lexicon
from vigie.trace.phrases import POSSESSIVE, QUOTES, TITLES, cut_short

LONGEST_NAME = 70
# Signs that no name in Chinese or Japanese holds, and clauses do.
SENTENCE = re.compile(r"[了是将被由也都并就这那着的を]|采用|意味|通过|预计")
LATIN_END = re.compile(r"[A-Z][^\s\u3000-\u9fff（(，@]*(?: [A-Z][^\s\u3000-\u9fff（(，@]*)*$")


# « VIDÉO Untel … »: what a page writes before its text.
_MARKED = re.compile(r"^(?:VID[ÉE]OS?|FOTOS?|PHOTOS?|VÍDEOS?|EXCLUSI[FV][OE]?|LIVE|WATCH|EN DIRECT|EIL)(?:[ :.!–-]+|$)")


def made(name: str, kind: OriginKind) -> Origin | None:
    """The origin of an unknown name, or None when the words can be no name."""
    name = _MARKED.sub("", name.strip(QUOTES))
    # « Jane Doe (CDU » has lost its second bracket with the marks around it.
    name = _OPENED.sub("", POSSESSIVE.sub("", TITLES.sub("", name.strip(QUOTES))))
    if not 2 <= len(name) <= LONGEST_NAME or not bare(name) or is_none(name):
        return None
    return Origin(name, kind, bare(name))


def is_none(name: str) -> bool:
    """True for words that stand where a name would and are none: a date, a common noun (首批, « IA »), a piece of a clause
    (米国で), one side of a pair of brackets."""
    if not any(c.isalpha() for c in name) or _UNPAIRED.search(name) or _SITUATED.search(name):
        return True
    return _PARTICLES.search(name) is not None or fold(name) in _common_nouns()


# 『John Wick, Wired）, 【点此直达: a name is not cut within brackets.
_UNPAIRED = re.compile(r"[『』「」【】]|^[^（(]*[)）]")
# "Canada-based AI" says where, and not who.
_SITUATED = re.compile(r"-based\b")
_OPENED = re.compile(r"\s*[（(][^)）]*$")
# Particles of Japanese at either end, or の and を anywhere, make a phrase and no name.
_PARTICLES = re.compile(
    r"^[のでをに](?=[^\u3040-\u309f])|(?<=[^\u3040-\u309f])[でをはがに]$|[\u3040-\u30ff\u3400-\u9fffA-Za-z0-9][のを]"
)


@cache
def _common_nouns() -> frozenset[str]:
    """Of all languages: a text in one has acronyms of another."""
    tables = (cues(language) for language in languages())
    return frozenset(fold(noun) for found in tables if found is not None for noun in found.origins.common)


_THING = re.compile(r"[《》元（(]|\d{2}|^\d|价")


def plain_name(plain: str, forms: Lexicon) -> Origin | None:
    """« 追觅 », « 技术程序员 Jane Doe »: a subject that stands alone before its act, in scripts without capitals; the Latin
    name that it ends with, if it does."""
    if forms.language != "zh":
        return None  # in Japanese what stands before its act is as often a thing: 記事公開
    plain = cut_short(plain)
    if _THING.search(plain):
        return None
    latin = LATIN_END.search(plain)
    if latin and latin.start():
        if len(latin[0]) < 3 or any(c.isdigit() for c in latin[0]):
            return None  # 问界 M9 is a thing
        kind = OriginKind.PERSON if " " in latin[0] else OriginKind.COMPANY
        return made(latin[0], kind)
    if (
        not 2 <= len(plain) <= 12
        or "@" in plain
        or plain[0].isdigit()
        or SENTENCE.search(plain)
        or forms.demonstrative.match(plain)
    ):
        return None
    return None if forms.nobody.match(plain) else made(plain, OriginKind.COMPANY)


_BODY = re.compile(r"(?:部|局|办|办公室|委员会|总署|法院|协会|政府|集团|公司|银行)$")
_JOINED = re.compile(r" ?[（(]?[A-Za-z]*[)）]? ?(?:与|携手|联合|联手)")
# What Chinese writes onto a name: « Untel 平台 », « Untel 官方公众号 »; and before its verb: « Untel 新上架 ».
_ONTO = re.compile(
    r"(?<=\w)\s?(?:平台|咨询|方面|官方公众号|公众号|官方微博|官微|官方账号|官方|旗下|新|本月|又|还|首次|正|再)$"
)
_TWO_SCRIPTS = re.compile(
    r"([A-Z][\w.&-]*(?: [A-Z][\w.&-]*)*) ?[（(]?([\u3400-\u9fff]{2,8})[)）]?"
    r"|([\u3400-\u9fff]{2,8}) ?[（(]?([A-Z][\w.&-]+)[)）]?",
    re.ASCII,
)


def without_onto(plain: str, text: str) -> str:
    """A Chinese name without what is written onto it; of one that is given in two scripts, the Chinese form."""
    first, last = plain.split("、", 1)[0], plain.rsplit("、", 1)[-1]
    # Of bodies that issue one thing the first; of a person's posts none, but his name behind the last.
    short = first if first != plain and _BODY.search(first) else last if len(plain) > 16 else plain
    joined = _JOINED.split(short, maxsplit=1)[0]
    short = joined if joined != short and len(joined) > 1 and text.count(joined) > 1 else short
    for _ in range(2):
        cut = _ONTO.sub("", short).strip()
        short = cut if len(cut) > 1 and text.count(cut) > text.count(short) - (len(short) - len(cut) > 1) else short
    both = _TWO_SCRIPTS.fullmatch(short)
    if both is None:
        return short
    han, latin = both[2] or both[3], both[1] or both[4]
    headline = text.split("\n", 1)[0]
    return latin if latin in headline and han not in headline else han  # « Untel 美国加州 »: the place is no name
