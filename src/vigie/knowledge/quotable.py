"""The table [quoting] of a cue file: which sentences can be read alone, and what may be cut from them."""

import msgspec


class Quoting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What keeps a sentence from being read without those around it, and what may be cut from one that can."""

    anywhere: tuple[str, ...] = ()  # leans on the context wherever it stands: « ce dernier », « certes », "the latter"
    demonstratives: tuple[str, ...] = ()  # open a sentence that leans, but for `moments`: « cette annonce »
    moments: tuple[str, ...] = ()  # nouns that a demonstrative may point at: « cette semaine »
    anaphors: tuple[str, ...] = ()  # nouns that, definite and without a name, were named before: « le modèle »
    possessives: tuple[str, ...] = ()  # open a sentence that leans: « son patron »
    pronouns: tuple[str, ...] = ()  # subjects that need a name before them: « il », "she"
    pluperfect: tuple[str, ...] = ()  # what had been before: « avait »
    blurbs: tuple[str, ...] = ()  # regular expressions: what advertises and tells nothing: « dans ce podcast »
    views: tuple[str, ...] = ()  # the writer's own opinion: « force est de constater »
    commentary: tuple[str, ...] = ()  # regular expressions: titles of comment, quizzes, podcasts, live pages
    rubrics: tuple[str, ...] = ()  # regular expressions: what opens a title without belonging to it: « EN DIRECT »
    additive: tuple[str, ...] = ()  # openings that may be cut before their comma: « par ailleurs »
    links: tuple[
        str, ...
    ] = ()  # may be cut between an auxiliary and its verb: « a en effet présenté », "has also said"
    relatives: tuple[str, ...] = ()  # behind a comma, open a clause that may be cut: « qui », "which"
    clefts: tuple[str, ...] = ()  # « c'est », "it was": what « qui » follows then may not be cut
    appositions: tuple[str, ...] = ()  # behind a name and a comma, open an apposition: « une », "the"
    keeps: tuple[str, ...] = ()  # nothing that holds one of these is cut: « selon », « si », "reportedly"
    ahead: tuple[str, ...] = ()  # what is still to come: « prévu », "due": a day of the week near it may be the next
    future_endings: tuple[str, ...] = ()  # of verbs in the future
    dayparts: tuple[str, ...] = ()  # behind a day of the week, belong to it: « matin », "morning"
    dated_day: str = ""  # how a day of the week takes its date: « {word} {day} », "{word} ({day})"
    dated_word: str = ""  # how « hier » takes it
    day: str = ""  # a CLDR pattern for the date without its year
