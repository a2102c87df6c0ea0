"""Making an edition again from the archive, and comparing: the same bytes, or what differs first, and why."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

import msgspec

from vigie import write
from vigie.adapters.clock import SystemClock
from vigie.adapters.store import open_store
from vigie.app.configuration import Folder
from vigie.app.readers import aids_of
from vigie.model import Brief, Making, UsageError
from vigie.ports import Store
from vigie.publish.untrusted import clean
from vigie.write.making import Shelf

SHOWN = 120
# What the parts of a note are called in an answer.
_CALLED = {
    "program": "Vigie's program", "knowledge": "Vigie's knowledge", "names": "your files of names",
    "subject": "the subject", "unicode": "the tables of Unicode",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where two briefs differ: `where` as items[3].sentences[1].text, and what stands there in each."""

    where: str
    stored: str
    rebuilt: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """An edition and the same made again. `changed`: what is not as it was when the edition was written."""

    stored: Brief
    rebuilt: Brief
    revision: int
    noted: bool
    changed: tuple[str, ...]

    @property
    def same(self) -> bool:
        return self.stored.digest == self.rebuilt.digest

    @property
    def difference(self) -> Difference | None:
        return first_difference(self.stored, self.rebuilt)


def rebuild(folder: Folder, day: date, language: str | None = None, revision: int | None = None) -> Rebuilt:
    """The edition of a day made again. Raises UsageError when there is none."""
    with closing(open_store(folder.archive)) as store:
        return rebuilt(store, folder, day, language or folder.configuration.language, revision)


def rebuilt(store: Store, folder: Folder, day: date, language: str, revision: int | None = None) -> Rebuilt:
    """As `rebuild`, in an archive that is open."""
    numbers = [n for told_on, spoken, n, _ in store.editions() if (told_on, spoken) == (day, language)]
    number = revision or max(numbers, default=0)
    stored = store.revision(day, language, number)
    if stored is None:
        which = f"there is no revision {revision} of" if numbers else "there is no"
        command = f"vigie run --date {day}"
        raise UsageError("rebuild.none", f"{which} brief of {day} in {language!r}", f"make one: {command}")
    making = store.making(day, language, number)
    now = folder.settings().write
    if making is None:
        return Rebuilt(stored, _as_it_is(store, folder, stored), number, noted=False, changed=())
    settings, aids = write.settings_of(making, now), aids_of(folder, store)
    before = cast("Shelf", write.AsItWas(store, making, store.editions_before(day, language, number)))
    again = write.compose(before, day, making.since, making.until, settings, aids)
    return Rebuilt(
        stored, again, number, noted=True, changed=tuple(_changed(making, dict(write.parts(settings, aids))))
    )


def told(found: Rebuilt) -> list[str]:
    """The answer in lines."""
    brief = found.stored
    which = f"{brief.date} ({brief.language}), revision {found.revision}"
    if found.same:
        lines = [f"{which}: the same bytes again", f"  digest {brief.digest}"]
        return [*lines, *(f"  though not as it was then: {one}" for one in found.changed)]
    lines = [f"{which}: another brief", f"  stored  {brief.digest}", f"  rebuilt {found.rebuilt.digest}"]
    difference = found.difference
    if difference is None:
        lines.append("  no word differs: this version of Vigie keeps more, or less, of a brief")
    else:
        lines.append(f"  first difference: {difference.where}")
        lines += [f"    stored  {difference.stored}", f"    rebuilt {difference.rebuilt}"]
    if not found.noted:
        lines.append("  an earlier version of Vigie wrote it and did not note what it was made of")
    elif found.changed:
        lines += [f"  written with something else: {one}" for one in found.changed]
    else:
        lines.append("  program, knowledge and settings are the same: please report this")
    return lines


def first_difference(one: Brief, other: Brief) -> Difference | None:
    """None when all but the digests is equal."""
    found = next(_differences(msgspec.to_builtins(one), msgspec.to_builtins(other), ""), None)
    return found and Difference(found[0], _short(found[1]), _short(found[2]))


def _differences(one: Any, other: Any, where: str) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in [*one, *(key for key in other if key not in one)]:
            if where or key != "digest":
                at = f"{where}.{key}" if where else key
                yield from _differences(one.get(key), other.get(key), at)
    elif isinstance(one, Sequence) and isinstance(other, Sequence) and not isinstance(one, str):
        for n, (mine, theirs) in enumerate(zip(one, other, strict=False)):
            yield from _differences(mine, theirs, f"{where}[{n}]")
        if len(one) != len(other):
            yield f"{where}: how many", len(one), len(other)
    elif one != other:
        yield where, one, other


def _changed(making: Making, now: Mapping[str, str]) -> Iterator[str]:
    """The parts that are not what they were."""
    for name, then in making.parts:
        if now.get(name, "") != then:
            yield f"{_CALLED.get(name, name)} (then {then or 'none'}, now {now.get(name) or 'none'})"


def _as_it_is(store: Store, folder: Folder, stored: Brief) -> Brief:
    """Without a note: from the archive as it is today, with the settings in force."""
    window = folder.day(stored.date, SystemClock().now())
    settings = replace(folder.settings().write, language=stored.language)
    return write.compose(store, stored.date, window.since, window.until, settings, aids_of(folder, store))


def _short(value: Any) -> str:
    text = clean(value if isinstance(value, str) else msgspec.json.encode(value).decode())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
