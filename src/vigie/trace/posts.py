"""Posts: what is said on a social network comes from its author, through the network."""

import re
from collections.abc import Iterator

from vigie.knowledge.cues import fold
from vigie.model import Origin, OriginKind, Span, UnderstoodArticle
from vigie.trace.lexicon import Lexicon
from vigie.trace.phrases import RUN

# Networks, by the names they go by in any script; « X » only behind « sur », "on".
NETWORKS = {
    "twitter": "X", "x": "X", "推特": "X", "ツイッター": "X", "트위터": "X", "твиттер": "X", "تويتر": "X", "إكس": "X",
    "facebook": "Facebook", "脸书": "Facebook", "фейсбук": "Facebook", "فيسبوك": "Facebook", "페이스북": "Facebook",
    "instagram": "Instagram", "إنستغرام": "Instagram", "인스타그램": "Instagram", "インスタグラム": "Instagram",
    "truth social": "Truth Social", "telegram": "Telegram", "телеграм": "Telegram", "تلغرام": "Telegram",
    "linkedin": "LinkedIn", "领英": "LinkedIn", "tiktok": "TikTok", "抖音": "Douyin", "weibo": "Weibo", "微博": "Weibo",
    "微信公众号": "WeChat", "公众号": "WeChat", "微信": "WeChat", "bluesky": "Bluesky", "threads": "Threads",
    "mastodon": "Mastodon", "youtube": "YouTube", "reddit": "Reddit", "snapchat": "Snapchat", "periscope": "Periscope",
    "小红书": "Xiaohongshu", "b站": "Bilibili", "哔哩哔哩": "Bilibili", "vk": "VK", "вконтакте": "VK", "zalo": "Zalo",
}  # fmt: skip
_NETWORK = re.compile("|".join(re.escape(name) for name in sorted(NETWORKS, key=len, reverse=True)))
_NAME = re.compile(r"[ “「]*((?<=[“「])[^“”「」]{2,16}|[A-Za-z][\w.]*(?: [A-Z0-9][\w.]*)*)", re.ASCII)
_SPACED_NAME = re.compile(rf" [“«\"]?({RUN.pattern})")
HANDLE = re.compile(r"@([\w.\u3400-\u9fff·-]{2,30}(?: [A-Z][\w-]+)*)")


def posted_in(
    item: UnderstoodArticle, forms: Lexicon, within: int
) -> Iterator[tuple[Origin, int, Span, bool, bool, tuple[str, ...]]]:
    """博主 @某某 发文: an author by handle, where a sentence says that something was posted."""
    for number, sentence in enumerate(item.understanding.sentences[:within]):
        words = item.article.words(sentence)
        handle = HANDLE.search(words)
        if handle is None and (known := _poster(words, forms)) is not None:
            name, low, high = known
            network = network_in(words, forms)
            span = Span(sentence.article, sentence.start + low, sentence.start + high, sentence.part)
            origin = Origin(name, OriginKind.SOCIAL_POST, fold(name))
            yield origin, number, span, True, False, (network,) if network else ()
        if handle is None or not forms.posts.search(fold(words)):
            continue
        before = words[: handle.start()].rstrip(" (（")
        name = handle[1].rstrip(".-")
        named = re.search(r"([^\W\d_a-z][\w.]+(?: [^\W\d_a-z][\w.]+)+)$", before)
        origin = Origin(named[1] if named else name, OriginKind.SOCIAL_POST, fold(name))
        network = network_in(words, forms)
        start = sentence.start + handle.start()
        span = Span(sentence.article, start, sentence.start + handle.end(), sentence.part)
        yield origin, number, span, True, False, (network,) if network else ()


def _poster(words: str, forms: Lexicon) -> tuple[str, int, int] | None:
    """博主 Untel, « le youtubeur Untel »: one who is known for what he posts, by name, and where he stands."""
    low = fold(words)
    if not (forms.posts.search(low) or forms.speaking.search(low)):
        return None
    for match in forms.posters.finditer(low):
        found = _NAME.match(words, match.end()) if not forms.spaced else _SPACED_NAME.match(words, match.end())
        if found:
            return found[1].rstrip("."), match.start(), found.end()
    return None


def network_in(words: str, forms: Lexicon) -> str:
    """The network that a sentence says something was said on."""
    low = fold(words)
    for match in _NETWORK.finditer(low):
        name = match[0]
        before, after = low[: match.start()], low[match.end() :]
        if name.isascii() and (before[-1:].isalnum() or after[:1].isalnum()):
            continue
        if name == "x" and words[match.start()] != "X":
            continue
        if (forms.on_end.search(before) and (name != "x" or not after.startswith((" (", "-")))) or (
            not forms.spaced and (name != "x")
        ):
            return NETWORKS[name]
        if (
            name != "x"
            and forms.posts.search(low)
            and forms.posts.search(low[max(0, match.start() - 40) : match.end() + 30])
        ):
            return NETWORKS[name]
    return ""
