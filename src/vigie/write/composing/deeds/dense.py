"""Deeds in languages that write no spaces between words: who, verb, whom (Chinese); who, whom, verb (Japanese)."""

import re
from collections.abc import Sequence

from vigie.model import Amount, Mention, Span, UnderstoodArticle
from vigie.write.composing.deeds import ACTS, THINGS, UNKNOWN, Deed, Lexicon, key_of, lexicon, moods, phrases

FARTHEST = 14
FARTHEST_COMMON = 22
# Words of a clause of its own: 发布报告称…, 发布会.
_CLAUSE = re.compile("称|报告|指南|表示|研究|论文|会|与|和|对|让|使|是|以")
FARTHEST_BEFORE = 60
_LATIN = re.compile(r"(?:[ \u00a0-]?(?:v?\d[\w.]*|[A-Z][A-Za-z0-9.+-]*))+", re.ASCII)
_NOTE = re.compile(r"\s*[（(][^（）()]{1,40}[）)]")
_CLOSING = set("，：！。；、,!; \n")
_BREAKS = set("，。；、！？,;!?：:「『“‘《")
# What ties the name behind it to something else: 基于, 针对, 面向, 与, 对.
_TIES = ("基于", "针对", "面向", "用于", "适用", "关于", "对", "与", "和", "为", "在", "的", "给", "由", "向", "至")
_RELATIVE = ("的", "会", "者", "人", "计划", "时", "前", "方")
_OTHERS_DEED = ("が", "は", "から", "による", "より", "へ", "に")
_DONE = re.compile(
    r"^(?:した|しました|する|すると発表|したと発表|を発表|を開始|開始|へ|か)?(?P<end>[。、」』（(\s―─！!－-]|$)"
)


def read(item: UnderstoodArticle, span: Span) -> Deed | None:
    """The deed that a sentence tells in its plainest order."""
    words = lexicon(item.understanding.language)
    if words is None:
        return None
    names = [m for m in item.understanding.mentions if span.covers(m.span) and (m.entity or _is_product(m))]
    for name in names:
        if _opens(item, span, name, words):
            one = _Dense(item, span, names, words)
            found = one.object_first(name) if words.object_first else one.verb_first(name) or one.verb_last(name)
            return found or one.appears(name)
    return None


def _is_product(mention: Mention) -> bool:
    """An unknown name in Latin letters with a figure or of several capitals and small letters: « Fun-ASR1.5 »."""
    name = mention.name
    marked = any(c.isdigit() for c in name) or (sum(c.isupper() for c in name) > 1 and not name.isupper())
    return mention.kind == UNKNOWN and name.isascii() and len(name) > 3 and marked and "AI" not in name


def _opens(item: UnderstoodArticle, span: Span, name: Mention, words: Lexicon) -> bool:
    before = item.article.part(span.part)[span.start : name.span.start].strip().lstrip("「『")
    return not before or (len(before) <= 40 and before.endswith(words.lead_in or ("\0",)))


def _may(act: str, name: Mention) -> bool:
    return name.kind in ACTS[act][1] or (name.kind == UNKNOWN and act in {"launch", "open"})


class _Dense:
    def __init__(self, item: UnderstoodArticle, span: Span, names: Sequence[Mention], words: Lexicon) -> None:
        self.item, self.span, self.names, self.words = item, span, names, words
        self.text = item.article.part(span.part)

    def verb_first(self, agent: Mention) -> Deed | None:
        """「OpenAI 发布 GPT-6」."""
        k, mood = self._mood(agent.span.end)
        for phrase, act, form in phrases(self.words.language):
            verb = phrase[0]
            fits = form == "fact" if mood in {"fact", "hearsay", "announced", "will"} else form == "todo"
            if not fits or agent.kind not in ACTS[act][0] or not self.text.startswith(verb, k):
                continue
            after = k + len(verb)
            after += self.text.startswith("了", after)
            if self.text.startswith(_RELATIVE, after):
                continue
            found = self._behind(act, mood, agent, after)
            if found is not None:
                return found
        return None

    def verb_last(self, agent: Mention) -> Deed | None:
        """「华为 Pura 80 发布，…」: the product stands between its maker and the verb, which closes the clause."""
        name = next((m for m in self.names if m.span.start >= agent.span.end), None)
        if (
            agent.kind not in ACTS["launch"][0]
            or name is None
            or not _may("launch", name)
            or not name.name[:1].isascii()
        ):
            return None
        if self.text[agent.span.end : name.span.start].strip():
            return None
        k = end = self._whole(name)
        while self.text[k : k + 1] == " ":
            k += 1
        kept = next((one for one in self.words.class_words if self.text.startswith(one, k)), "")
        k += len(kept)
        while self.text[k : k + 1] == " ":
            k += 1
        for verb in ("正式发布", "发布", "正式上线", "上线"):
            if self.text.startswith(verb, k) and self.text[k + len(verb) : k + len(verb) + 1] in {
                "",
                "，",
                "：",
                "！",
                "。",
                "；",
                ",",
            }:
                return self._deed("launch", "fact", agent, name, end)
        return None

    def appears(self, name: Mention) -> Deed | None:
        """「GPT-6」登場: who launches it is left out."""
        if not _may("launch", name) or not name.name[:1].isascii():
            return None
        end = self._whole(name)
        k = end + len(self.text[end:]) - len(self.text[end:].lstrip(" "))
        k += len(next((one for one in self.words.class_words if self.text.startswith(one, k)), ""))
        k += len(self.text[k:]) - len(self.text[k:].lstrip(" "))
        for verb in sorted(self.words.appears, key=len, reverse=True):
            closing = self.text[k + len(verb) : k + len(verb) + 1]
            if self.text.startswith(verb, k) and (k + len(verb) >= self.span.end or closing in _CLOSING):
                return Deed("appears", "fact", None, name, self.span, thing=self.text[name.span.start : end].strip())
        return None

    def both(self, one: Mention) -> Deed | None:
        """「OpenAIとNECが提携」."""
        mark = next((m for m in self.words.partner_mark if self.text.startswith(m, one.span.end)), None)
        other = next((m for m in self.names if mark and m.span.start == one.span.end + len(mark)), None)
        kinds = ACTS["partner"]
        if other is None or one.kind not in kinds[0] or other.kind not in kinds[1]:
            return None
        if not self.text.startswith("が", other.span.end):
            return None
        closing = self.text[other.span.end + 1 : self.span.end]
        for verb in self.words.acts["partner"].fact:
            ended = _DONE.match(closing[len(verb) :]) if closing.startswith(verb) else None
            if ended is not None and not ended[0].startswith(("か", "へ")):
                return self._deed("partner", "fact", one, other, other.span.end)
        return None

    def object_first(self, agent: Mention) -> Deed | None:
        """「OpenAI、GPT-6を発表」."""
        found_both = self.both(agent)
        if found_both is not None:
            return found_both
        k = agent.span.end
        mark = next((one for one in self.words.agent_marks if self.text.startswith(one, k)), None)
        if mark is None:
            return None
        k += len(mark)
        name = next((m for m in self.names if m.span.start >= k), None)
        if name is None or name.span.start - k > FARTHEST_BEFORE:
            return None
        before = self.text[k : name.span.start]
        if any(word in before for word in (*_OTHERS_DEED, "。")):
            return None
        end = self._whole(name)
        after = end
        while self.text.startswith(tuple(self.words.class_words), after):
            after += next(len(one) for one in self.words.class_words if self.text.startswith(one, after))
        found = next(
            (m for m in (*self.words.object_mark, *self.words.partner_mark) if self.text.startswith(m, after)), ""
        )
        for phrase, act, form in phrases(self.words.language):
            marks = self.words.partner_mark if act == "partner" else self.words.object_mark
            verb = phrase[0]
            bare = not found and act in {"launch", "open"} and self.text[after - 1 : after] in "」』"
            if form != "fact" or not (found in marks or bare) or not _may(act, name) or agent.kind not in ACTS[act][0]:
                continue
            closing = self.text[after + len(found) : self.span.end]
            ended = _DONE.match(closing[len(verb) :]) if closing.startswith(verb) else None
            if ended is not None and not ended[0].startswith("か"):
                mood = "will" if ended[0].startswith("へ") else "fact"
                return self._deed(act, mood, agent, name, end)
        return None

    def _mood(self, k: int) -> tuple[int, str]:
        """Where the verb stands behind words that are listed, days and spaces."""
        found: list[str] = []
        k = _NOTE.match(self.text, k).end() if _NOTE.match(self.text, k) else k  # type: ignore[union-attr]
        days = {d.span.start: d.span.end for d in self.item.understanding.dates if self.span.covers(d.span)}
        while k < self.span.end:
            hit = next(((p[0], m) for p, m in moods(self.words.language) if self.text.startswith(p[0], k)), None)
            if self.text[k] in " \u00a0\u3000":
                k += 1
            elif k in days:
                k = days[k]
                note = _NOTE.match(self.text, k)
                k = note.end() if note else k
            elif hit is not None:
                k += len(hit[0])
                found.append(hit[1])
            else:
                break
        strong = [mood for mood in dict.fromkeys(found) if mood != "fact"]
        if strong == ["announced"]:  # 宣布收购: the announcement of a deed in the same words
            return k, "announced"
        if strong == ["announced", "will"]:
            return k, "will"
        return k, strong[0] if len(strong) == 1 else "fact" if not strong else "mixed"

    def _behind(self, act: str, mood: str, agent: Mention, k: int) -> Deed | None:
        while self.text[k : k + 1] == " ":
            k += 1
        if act == "layoff":
            return self._jobs(mood, agent, k)
        name = next((m for m in self.names if m.span.start >= k), None)
        common = self._common(mood, agent, k) if act == "launch" else None
        if common is not None:
            return common
        if not ACTS[act][1] or name is None or not _may(act, name) or name.span.start - k > FARTHEST:
            return None
        things = act in {"launch", "open"}
        between = self.text[k : name.span.start]
        if (
            any(ch in _BREAKS for ch in between)
            or any(tie in between for tie in _TIES)
            or (between.strip() and not things)
        ):
            return None
        end = self._whole(name)
        return self._deed(act, mood, agent, name, end) if self._closes(end, things=things) else None

    def _closes(self, end: int, *, things: bool) -> bool:
        """True where the name is not the first word of something longer: 发布 Jetson 内存优化指南."""
        after = end
        if things:
            after += len(self.text[after:]) - len(self.text[after:].lstrip(" "))
            after += len(next((one for one in self.words.class_words if self.text.startswith(one, after)), ""))
        if after >= self.span.end or self.text.startswith(tuple(self.words.stops), after):
            return True
        tail = self.text[after : after + 2].strip()
        return not tail or tail.startswith(tuple(self.words.stops)) or not tail[0].isalnum()

    def _common(self, mood: str, agent: Mention, k: int) -> Deed | None:
        """「谷歌云发布新型芯片」: by a noun that the phrasings know, which closes the clause."""
        end = next((at for at in range(k, self.span.end) if self.text[at] in _BREAKS), self.span.end)
        region = self.text[k:end].strip()
        named = any(k <= m.span.start < end for m in self.names)
        if mood not in {"fact", "will", "hearsay"} or len(region) > FARTHEST_COMMON or named or _CLAUSE.search(region):
            return None
        for key, (one, _) in self.words.things.items():
            if region.endswith(one):
                return Deed("launch", mood, agent, None, self.span, common=(key, False))
        return None

    def _jobs(self, mood: str, agent: Mention, k: int) -> Deed | None:
        amount = next(
            (a for a in self.item.understanding.amounts if a.span.start == k and self.span.covers(a.span)), None
        )
        if amount is None or amount.currency or amount.unit == "percent":
            return None
        shown = self.text[k : amount.span.end + 6]
        jobs = self.words.counted.get("jobs", ())
        if not any(word in shown for word in jobs) or mood == "mixed":
            return None
        return Deed("layoff", mood, agent, None, self.span, amount=amount)

    def _whole(self, name: Mention) -> int:
        """Where a product's name ends with its version; a name of somebody ends where it ends."""
        if name.kind not in {*THINGS, UNKNOWN}:
            return name.span.end
        dotted = re.compile(r"\.\d[\w.]*", re.ASCII).match(self.text, name.span.end)
        end = dotted.end() if dotted and self.text[name.span.end - 1].isdigit() else name.span.end
        found = _LATIN.match(self.text, end, self.span.end)
        return found.end() if found else end

    def _deed(
        self, act: str, mood: str, agent: Mention, patient: Mention, end: int, amount: Amount | None = None
    ) -> Deed | None:
        if mood == "mixed" or key_of(patient) == key_of(agent):
            return None
        thing = self.text[patient.span.start : end].strip() if patient.kind in {*THINGS, UNKNOWN} else ""
        return Deed(act, mood, agent, patient, self.span, thing, amount)
