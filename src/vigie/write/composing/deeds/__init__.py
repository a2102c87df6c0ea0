"""How the news of each language says the few deeds that Vigie retells in other languages: one TOML file a language.

A deed is read only where its words stand in the plainest order (who, verb, whom), with nothing between them that is not
listed: what is not listed may turn the sense round. See spaced.py and dense.py for the reading, en.toml for the fields."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from vigie.model import Amount, KnowledgeError, Mention, Span

# What names a version: « 4.7 », « Pro », « mini ».
_VERSION = re.compile(
    r"(?:[ \u00a0-]?(?:v?\d[\w.]*\w|v?\d|Pro|Max|Mini|mini|Ultra|Flash|Lite|Plus|Turbo|Nano|Opus|Sonnet|Haiku|Preview|Instant|"
    r"Thinking|Coder|Code|Image|Video|Codex|Live|Omni)(?![A-Za-z'’]))+",
    re.ASCII,
)
_DOTTED = re.compile(r"\.\d[\w.]*", re.ASCII)

HERE = files("vigie.write.composing.deeds")
THINGS = frozenset({"model", "product", "chip"})
BODIES = frozenset({"company", "lab", "organisation", "university"})
POWERS = frozenset({"government", "regulator", "court", "place"})
PERSON = frozenset({"person"})
# A name that no list of ours has; taken where its place and its letters leave no doubt.
UNKNOWN = "unknown"
# Who may be unknown to us: the makers of a funding round or of a purchase are mostly young.
YOUNG = frozenset({"raise", "round", "acquire", "layoff", "ipo", "launch", "open"})
# Who may do a deed, and to whom: the kinds of names; no second set, nobody needed.
ACTS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "launch": (BODIES, THINGS),
    "open": (BODIES, THINGS),
    "close": (BODIES, THINGS),
    "acquire": (BODIES, frozenset({"company", "lab"})),
    "invest": (BODIES | PERSON, frozenset({"company", "lab"})),
    "invest_sum": (BODIES, frozenset()),
    "raise": (frozenset({"company", "lab"}), frozenset()),
    "round": (frozenset({"company", "lab"}), frozenset()),
    "sue": (BODIES | POWERS | PERSON, BODIES | PERSON),
    "accuse": (BODIES | POWERS | PERSON, BODIES | POWERS | PERSON),
    "partner": (BODIES | POWERS, BODIES | POWERS),
    "hire": (BODIES, PERSON),
    "appoint": (BODIES, PERSON),
    "breach": (BODIES, frozenset()),
    "probed": (frozenset(), BODIES | THINGS),
    "sued": (frozenset(), BODIES | PERSON),
    "appears": (frozenset(), THINGS),
    "results": (frozenset({"company"}), frozenset()),
    "leave": (PERSON, BODIES),
    "join": (PERSON, BODIES),
    "resign": (PERSON, frozenset()),
    "layoff": (BODIES, frozenset()),
    "probe": (POWERS | {"organisation"}, BODIES | THINGS),
    "ban": (BODIES | POWERS, BODIES | THINGS),
    "fine": (POWERS | {"organisation"}, BODIES),
    "ipo": (frozenset({"company", "lab"}), frozenset()),
}
FAMILIES = {"open": "launch", "appears": "launch", "invest_sum": "invest", "probed": "probe", "sued": "sue"}
# The stronger mood wins where two are said: « aurait démenti » is left alone.
MOODS = ("fact", "announced", "will", "plan", "considering", "talks", "threat", "denied", "hearsay")


class Forms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`fact`: finite verbs that say it is done; `todo`: what follows a mood; `deed`: the noun; `passive`: participles."""

    fact: tuple[str, ...] = ()
    todo: tuple[str, ...] = ()
    deed: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()


class Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's file. `between` may stand between who acts and the verb, by the mood it gives; `lead_in` before who
    acts; `fillers` before whom; `stops` are the words that may follow, `loose_stops` those that may not follow a thing
    (« lance ChatGPT pour … »). `things` are the common nouns of what is launched, one and several; `heads` tell who is put in
    charge; `orders` are the verbs by which an investigation begins; `faces` and `suits` tell that somebody is sued; `joining`
    and `together` that two act as one; `sizes` stand before a sum (« jusqu’à »); `appears` closes a title behind a product."""

    language: str
    acts: dict[str, Forms]
    between: dict[str, tuple[str, ...]] = {}
    dense: bool = False
    object_first: bool = False
    lead_in: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    loose_stops: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    passive_by: tuple[str, ...] = ()
    be: tuple[str, ...] = ()
    sum_before: tuple[str, ...] = ()
    counted: dict[str, tuple[str, ...]] = {}
    things: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    heads: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    faces: tuple[str, ...] = ()
    suits: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    sizes: dict[str, tuple[str, ...]] = {}
    appears: tuple[str, ...] = ()
    agent_marks: tuple[str, ...] = ()
    object_mark: tuple[str, ...] = ()
    partner_mark: tuple[str, ...] = ()
    class_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deed:
    """Who did what, as one sentence says it. `thing`: a product by the words of the text, which name its version; `amount`
    a sum, posts cut, or a share of the staff in percent where `shared`; `common`: what is launched by a noun that the phrasings
    know, and whether it is several. `size` is « at_most » of a sum « up to ». Without `agent`, nobody is said to act."""

    act: str
    mood: str
    agent: Mention | None
    patient: Mention | None
    evidence: Span
    thing: str = ""
    amount: Amount | None = None
    shared: bool = False
    common: tuple[str, bool] | None = None
    size: str = ""

    def repeats(self, other: "Deed") -> bool:
        """True where a sentence on the other has told this: the same product under a longer or shorter name, one more sum
        that the same company invests, « un modèle » of whoever launched one by its name."""
        if FAMILIES.get(self.act, self.act) != FAMILIES.get(other.act, other.act):
            return False
        if self.thing and other.thing:
            one, two = _words(self.thing), _words(other.thing)
            return one <= two or two <= one
        return self.agent is None or other.agent is None or key_of(self.agent) == key_of(other.agent)

    @property
    def key(self) -> tuple[str, str, str]:
        """What two articles must have in common to tell the same deed."""
        whom = (
            _bare(self.thing)
            or (key_of(self.patient) if self.patient else "")
            or (self.common[0] if self.common else "")
        )
        return (self.act, key_of(self.agent) if self.agent else "", whom)


def _bare(name: str) -> str:
    """« GPT 5.5 » and « GPT-5.5 » are one."""
    return re.sub(r"[\W_]", "", name.casefold())


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", re.sub(r"(?<=[^\W\d_])(?=\d)", " ", name.casefold())))


def key_of(name: Mention) -> str:
    """By what a name is known again: its entity, else its letters."""
    return name.entity or name.name.casefold()


def whole(text: str, end: int, limit: int) -> int:
    """Where a product's name, listed as far as `end`, ends with its version: « Gemini 3.1 Pro », listed as « Gemini 3 »."""
    dotted = _DOTTED.match(text, end, limit) if text[end - 1].isdigit() else None
    end = dotted.end() if dotted else end
    found = _VERSION.match(text, end, limit)
    return found.end() if found else end


@cache
def lexicon(language: str) -> Lexicon | None:
    """The words of a language, or None where Vigie reads no deeds in it."""
    try:
        text = (HERE / f"{language}.toml").read_text("utf-8")
    except OSError:
        return None
    try:
        return msgspec.convert(tomllib.loads(text), Lexicon)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError("knowledge.deeds", f"{language}.toml: {error}") from error


@cache
def phrases(language: str) -> tuple[tuple[tuple[str, ...], str, str], ...]:
    """All verb phrases as words, with their act and their form, the longest first."""
    words = lexicon(language)
    found = [
        (tuple(phrase.split()), act, form)
        for act, forms in (words.acts.items() if words else ())
        for form in ("fact", "todo", "deed", "passive")
        for phrase in getattr(forms, form)
    ]
    return tuple(sorted(found, key=lambda one: (-len(one[0]), one)))


@cache
def moods(language: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """All that may stand before the verb as words, with its mood, the longest first."""
    words = lexicon(language)
    found = [(tuple(p.split()), mood) for mood, all_ in (words.between.items() if words else ()) for p in all_]
    return tuple(sorted(found, key=lambda one: (-len(one[0]), one)))
