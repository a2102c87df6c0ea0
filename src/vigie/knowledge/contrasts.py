"""The shape of two tables of a cue file, [checking] and [contrast]: what turns a sentence round."""

import msgspec

# Opposite concepts: a sentence that says one of a pair where its source says the other is turned round. Each cue file lists
# the words of a concept under [contrast], in as many of the concepts as it knows.
OPPOSITES: tuple[tuple[str, str], ...] = (
    ("rise", "fall"), ("more", "less"), ("gain", "loss"), ("allow", "ban"), ("accept", "reject"), ("start", "stop"),
    ("win", "lose"), ("hire", "fire"), ("buy", "sell"), ("open", "close"), ("strengthen", "weaken"), ("support", "oppose"),
    ("join", "leave"), ("keep", "abandon"), ("speed", "slow"), ("better", "worse"), ("high", "low"), ("early", "late"),
    ("before", "after"), ("above", "below"), ("success", "failure"), ("build", "destroy"), ("include", "exclude"),
    ("import", "export"), ("legal", "illegal"), ("guilty", "innocent"), ("free", "detain"), ("first", "last"),
    ("public", "private"), ("safe", "dangerous"), ("long", "short"), ("large", "small"), ("lend", "borrow"),
    ("give", "take"), ("agree", "disagree"), ("true", "false"), ("alive", "dead"), ("friend", "enemy"), ("new", "old"),
    ("expensive", "cheap"), ("possible", "impossible"), ("minimum", "maximum"), ("all", "none"), ("attack", "defend"),
    ("hope", "fear"), ("praise", "criticise"), ("confirm", "deny"), ("north", "south"), ("east", "west"),
)  # fmt: skip


class Checking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The small words that a checked sentence may not gain or lose, and those that it may. A form may end in a star."""

    negations: tuple[str, ...] = ()  # « ne », « sans », "no", 不, ない: every word that denies what stands beside it
    unnegated: tuple[
        str, ...
    ] = ()  # longer ones that hold one and deny nothing: « pas mal de », "not only", 不过, 不断
    hedges: tuple[str, ...] = ()  # less than certain: « peut-être », « aurait », "may", "reportedly", 可能, 据称
    firm: tuple[str, ...] = ()  # more than certain: « certainement », "definitely", 一定
    plans: tuple[str, ...] = ()  # meant and not done: « envisage », "plans to", 计划; "will", « va »
    limits: tuple[str, ...] = ()  # what bounds the word behind it: « seulement », « au moins », "nearly", "some of"
    saying: tuple[str, ...] = ()  # verbs that only say, each good for any other: « dit », « déclar* », "said", 表示
    announcing: tuple[str, ...] = ()  # verbs that announce, each good for any other: « annonc* », « dévoil* », 宣布
    free: tuple[str, ...] = ()  # words that add nothing and may be added or left out: « le », « ainsi », "also", 了
    passive: tuple[
        str, ...
    ] = ()  # what may turn agent and patient round, where no preposition does: 被, "được", による
    titles: tuple[str, ...] = ()  # before or behind a name, no part of it: « M. », "Mr", « groupe », "Inc", 公司
