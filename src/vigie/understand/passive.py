"""Who does and who undergoes: « OpenAI was sued by Microsoft » is an act of Microsoft.

Read from left to right, a passive turns the roles round, and one article in the active voice beside one in the passive would
make a reversal of a saga that never was. Only shapes that leave no doubt are read: the word for "by" between the two names,
right behind the act or behind an auxiliary; 被 and bị; the Japanese and Korean endings.
"""

import re

_BY = {
    "de": r"(?:von|durch)(?: de[rmn])?",
    "en": r"by(?: the)?",
    "es": r"por(?: parte de)?(?: el| la| los)?",
    "fr": r"(?:par(?: le| la| les| l')?)",
    "it": r"(?:da|dal|dalla|dai|dagli|dall')(?: parte di)?",
    "nl": r"door(?: de| het)?",
    "pt": r"(?:por|pel[ao]s?)(?: parte d[aeo]s?)?",
}
_AUXILIARY = {
    "de": r"(?:wird|wurden?|werden|worden)",
    "en": r"(?:is|are|was|were|been?|being|gets|got)",
    "es": r"(?:es|son|fue(?:ron)?|(?:ha|han) sido|será)",
    "fr": r"(?:est|sont|était|étaient|(?:a|ont|avait) été|être|sera)",
    "it": r"(?:è|viene|venne|sarà|(?:è|sono) stat[aeio])",
    "nl": r"(?:wordt|worden|werd|werden|is|zijn)",
    "pt": r"(?:é|foi|foram|será|são)",
}
# Between the two names, the act anywhere.
_MARKED = {
    "zh": re.compile(r"(?:被|遭到?|遭受)[^，。；]{0,4}$"),
    "vi": re.compile(r"(?<!\w)(?:bị|được)(?: \w+){0,2} ?$"),
}
# Behind the second name.
_ENDING = {
    "ja": re.compile(r"(?:社|氏|側)?(?:に|から)[^、。」]{0,20}(?:され|られた|られる)"),
    "ko": re.compile(r"(?:에 의해|에게|에) ?[^.,]{0,15}(?:됐|된다|되었|당했|피소)"),
}
NEAR = 25


def undergoes(words: str, first: int, second: tuple[int, int], act: tuple[int, int], language: str) -> bool:
    """True when the name that ends at `first` undergoes what the name at `second` does. `words` are folded, `act` is where
    the words of the event stand."""
    between, behind = words[first : second[0]], words[second[1] :]
    if language in _MARKED:
        return _MARKED[language].search(between) is not None
    if language in _ENDING:
        return _ENDING[language].match(behind) is not None
    by = _BY.get(language)
    if by is None or not (marked := re.search(rf"(?<!\w){by} ?$", between)):
        return False
    if act[1] <= first:  # « le rachat d'OpenAI par Microsoft »
        return not between[: marked.start()].strip()
    acted = act[1] - first  # in `between`
    if act[0] < second[0] and not between[max(0, acted) : marked.start()].strip():  # « sued by »
        return True
    helped = re.search(rf"(?<!\w){_AUXILIARY[language]}(?!\w)", between[: marked.start()])
    return helped is not None and marked.start() - helped.end() <= NEAR
