"""Asking the archive: articles found by names in any language and by words, their sentences weighed, the answer told."""

from collections.abc import Iterable
from contextlib import closing
from datetime import date

import msgspec

from vigie.adapters.clock import SystemClock
from vigie.adapters.store import open_store
from vigie.app.configuration import Folder
from vigie.app.readers import aids_of
from vigie.knowledge import names as known
from vigie.knowledge.matching import bare
from vigie.knowledge.names import Names
from vigie.knowledge.tongue import language_of
from vigie.model import Chain, Status, UsageError
from vigie.ports import Store
from vigie.publish.untrusted import clean, link
from vigie.publish.wording import Wording, wording
from vigie.write import answering
from vigie.write.answering import Answer, Question, Read, Reply

FORMATS = ("txt", "json")
# So many articles are looked at for one name or word, and in all.
EACH, ALL = 300, 500
LONGEST = 500


def ask(folder: Folder, question: str, language: str | None = None, since: date | None = None, limit: int = 5) -> Reply:
    """What the articles of a folder answer. Raises UsageError for a question without words."""
    asked = " ".join(clean(question).split())[:LONGEST]
    if not any(map(str.isalnum, asked)):
        raise UsageError("ask.nothing", "there is no question", 'for example: vigie ask "Who sued OpenAI?"')
    reader_speaks = language or folder.configuration.language
    wording(reader_speaks)
    with closing(open_store(folder.archive)) as store:
        aids = aids_of(folder, store)
        today = folder.day(None, SystemClock().now()).date
        spoken = language_of("", asked, reader_speaks)
        understood = answering.understood(asked, aids.reader(asked, spoken, today))
        names = known.load(folder.settings().write.extra_names)
        found = _read(store, names, _articles(store, folder, understood, since))
        return answering.decide(understood, found, reader_speaks, limit, today, aids.embedder)


def told(folder: Folder, reply: Reply, language: str | None, name: str) -> str:
    """The reply as text or JSON. Raises UsageError for another format."""
    if name not in FORMATS:
        raise UsageError("ask.format", f"there is no format {name!r}", f"formats: {', '.join(FORMATS)}")
    words = wording(language or folder.configuration.language)
    return as_json(reply, words) if name == "json" else as_text(reply, words)


def as_text(reply: Reply, words: Wording) -> str:
    """Numbered sentences, each with its day, source, origin, certainty and address."""
    if not reply.answers:
        return words.say("no_answer")
    lines = [words.say("answers_differ"), ""] if reply.differing else []
    for n, answer in enumerate(reply.answers, start=1):
        said = clean(answer.sentence.text)
        if not words.own(answer.sentence.language):
            label = words.say("said_in", language=words.in_language(answer.sentence.language))
            said = f"{label} {words.quote(said)}"
        if answer.under:
            said = f"{clean(answer.under)} — {said}"
        lines += [f"{n}. {said}", f"   {' · '.join(_facts(answer, words))}"]
        lines += [
            f"   {address}" for address in dict.fromkeys(link(c.url) for c in answer.sentence.citations) if address
        ]
    return "\n".join(lines)


def as_json(reply: Reply, words: Wording) -> str:
    """One object; the shape is told in docs/reference/formats.md."""
    answers = [
        {
            "n": n,
            "title": answer.under or None,
            "text": answer.sentence.text,
            "language": answer.sentence.language,
            "kind": answer.sentence.kind,
            "date": answer.day.isoformat(),
            "source": answer.source,
            "origin": answer.origin or None,
            "anonymous": answer.anonymous,
            "status": answer.status.value,
            "citations": [msgspec.to_builtins(citation) for citation in answer.sentence.citations],
        }
        for n, answer in enumerate(reply.answers, start=1)
    ]
    whole = {
        "question": reply.question.text,
        "language": words.language,
        "answered": bool(answers),
        "differing": reply.differing,
        "answers": answers,
    }
    return msgspec.json.encode(whole).decode()


def _facts(answer: Answer, words: Wording) -> list[str]:
    facts = [words.short_moment(answer.day.isoformat()), clean(answer.source)]
    if answer.origin and clean(answer.origin) != clean(answer.source):
        facts.append(words.say("answer_origin", name=clean(answer.origin)))
    if answer.anonymous:
        facts.append(words.say("unnamed"))
    if answer.status is not Status.REPORTED:
        facts.append(words.status(answer.status.value))
    return facts


def _articles(store: Store, folder: Folder, question: Question, since: date | None) -> list[str]:
    """Ids of articles that may answer: by names, whatever their language; by words; and those of the same stories."""
    after = folder.day(since, SystemClock().now()).since if since else None
    entities = sorted(name for name in question.names if name in _known(folder))
    held = [{a.id for a in store.search("", EACH, entities=[entity], since=after)} for entity in entities]
    held += [
        {a.id for a in store.search(name, EACH, since=after)} for name in sorted(question.names - frozenset(entities))
    ]
    if held:
        found = set.intersection(*held)
    else:
        heaviest = sorted(question.words, key=lambda word: (-question.words[word], word))[:6]
        hits = [{a.id for a in store.search(_as_typed(word, question), EACH, since=after)} for word in heaviest]
        counted: dict[str, int] = {}
        for some in hits:
            for article in some:
                counted[article] = counted.get(article, 0) + 1
        found = set(sorted(counted, key=lambda article: (-counted[article], article))[:EACH])
    return _with_stories(store, found, (after is not None and since) or None)


def _with_stories(store: Store, found: set[str], since: date | None) -> list[str]:
    """The articles and the others of their stories, which tell the same event in other words and languages."""
    stories = sorted({placement.story for placement in store.placements_of(sorted(found))})
    together = [store.story(story) for story in stories[:EACH]]
    beside = [
        article
        for story in together
        if story and (since is None or story.last_at.date() >= since)
        for article in story.articles
    ]
    return [*sorted(found), *sorted(set(beside) - found)][:ALL]


def _read(store: Store, names: Names, ids: Iterable[str]) -> list[Read]:
    items = store.understood(ids)
    placed = {placement.article: placement for placement in store.placements_of(items)}
    stories = [store.story(story) for story in sorted({placement.story for placement in placed.values()})]
    traces = store.traces([story for story in stories if story])
    chains: dict[str, Chain] = {chain.article: chain for trace in traces.values() for chain in trace.chains}
    return [
        Read(
            item,
            names.publisher(item.article.source, item.article.url),
            chains.get(key),
            placed[key].copy_of if key in placed else "",
        )
        for key, item in sorted(items.items())
    ]


def _known(folder: Folder) -> frozenset[str]:
    return frozenset(one.id for one in known.load(folder.settings().write.extra_names).everyone())


def _as_typed(stem: str, question: Question) -> str:
    """The word of the question that a stem was cut from: the index holds whole words."""
    return next((word for word in question.text.split() if bare(word).startswith(stem)), stem)
