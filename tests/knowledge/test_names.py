"""The names we know: entities, outlets, the default subject and its starter sources.

The data is the code here, so its rules are checked entry by entry. A failing test names the entries to mend.
"""

import itertools
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

Entry = dict[str, Any]

KNOWLEDGE = Path(__file__).parents[2] / "src" / "vigie" / "knowledge"

ENTITY_KINDS = {
    "company", "lab", "government", "regulator", "court", "organisation", "university", "person", "model", "product",
    "chip", "place",
}  # fmt: skip
OUTLET_KINDS = {
    "newspaper", "agency", "trade", "broadcaster", "magazine", "blog", "aggregator", "press_release_wire",
}  # fmt: skip
ENTITY_KEYS = {
    "id", "name", "kind", "country", "ai", "parent", "aliases", "ambiguous", "context", "domains", "fr",
}  # fmt: skip
OUTLET_KEYS = {
    "id", "name", "kind", "aliases", "ambiguous", "context", "domains", "owner", "country", "language", "fr",
}  # fmt: skip
LANGUAGES = {
    "fr", "en", "de", "es", "it", "pt", "nl", "zh", "ja", "ko", "vi", "ar", "ru", "pl", "fi", "tr",
}  # fmt: skip
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
SCRIPTS = {
    "han": re.compile(r"[\u3400-\u9fff]"),
    "kana": re.compile(r"[\u3040-\u30ff]"),
    "hangul": re.compile(r"[\uac00-\ud7a3]"),
    "arabic": re.compile(r"[\u0600-\u06ff]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "vietnamese": re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]"),
}


def load(name: str) -> Entry:
    return tomllib.loads((KNOWLEDGE / name).read_text(encoding="utf-8"))


ENTITIES: list[Entry] = load("entities.toml")["entity"]
OUTLETS: list[Entry] = load("outlets.toml")["outlet"]
FEEDS: list[dict[str, str]] = [line for pack in ("ai", "news", "world") for line in load(f"packs/{pack}.toml")["feed"]]
SUBJECT = load("subjects/ai.toml")
NAMED = pytest.mark.parametrize("entries", [ENTITIES, OUTLETS], ids=["entities", "outlets"])


def forms(entry: Entry) -> list[str]:
    return [entry["name"], *entry.get("aliases", [])]


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def test_enough_entries() -> None:
    assert len(ENTITIES) >= 420
    assert len(OUTLETS) >= 600
    assert len(FEEDS) >= 600
    assert sum(entry["kind"] == "place" for entry in ENTITIES) >= 60


@pytest.mark.parametrize(
    ("entries", "keys", "required", "kinds"),
    [
        (ENTITIES, ENTITY_KEYS, {"id", "name", "kind"}, ENTITY_KINDS),
        (OUTLETS, OUTLET_KEYS, {"id", "name", "kind", "owner", "language", "fr"}, OUTLET_KINDS),
    ],
    ids=["entities", "outlets"],
)
def test_keys_and_kinds(entries: list[Entry], keys: set[str], required: set[str], kinds: set[str]) -> None:
    assert [entry["id"] for entry in entries if set(entry) - keys] == []
    assert [entry["id"] for entry in entries if required - set(entry)] == []
    assert [entry["id"] for entry in entries if entry["kind"] not in kinds] == []
    assert {entry["kind"] for entry in entries} == kinds


@NAMED
def test_ids_are_unique_slugs(entries: list[Entry]) -> None:
    ids = [entry["id"] for entry in entries]
    assert len(ids) == len(set(ids))
    assert [slug for slug in ids if not SLUG.fullmatch(slug)] == []


@NAMED
def test_a_form_has_one_owner_unless_context_decides(entries: list[Entry]) -> None:
    owners: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for entry in entries:
        assert len(forms(entry)) == len(set(forms(entry))), entry["id"]
        for form in forms(entry):
            owners[form].append((entry["id"], form in entry.get("ambiguous", [])))
    shared = {form: who for form, who in owners.items() if len(who) > 1 and not all(needs for _, needs in who)}
    assert shared == {}


@NAMED
def test_ambiguous_forms_are_forms_and_have_context(entries: list[Entry]) -> None:
    for entry in entries:
        assert set(entry.get("ambiguous", [])) <= set(forms(entry)), entry["id"]
        assert bool(entry.get("ambiguous")) == bool(entry.get("context")), entry["id"]


@NAMED
def test_an_ambiguous_form_does_not_confirm_itself(entries: list[Entry]) -> None:
    """A context word that stands inside the form it must confirm is in every text where the form is."""
    for entry in entries:
        for form in entry.get("ambiguous", []):
            assert [word for word in entry["context"] if word in form] == [], entry["id"]


@NAMED
def test_forms_are_long_enough(entries: list[Entry]) -> None:
    assert [(entry["id"], form) for entry in entries for form in forms(entry) if len(form) < 2] == []


@NAMED
def test_domains(entries: list[Entry]) -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for domain in entry.get("domains", []):
            assert DOMAIN.fullmatch(domain), (entry["id"], domain)
            assert not domain.startswith("www."), (entry["id"], domain)
            owners[domain].append(entry["id"])
    assert {domain: who for domain, who in owners.items() if len(who) > 1} == {}


@NAMED
def test_countries_are_iso_codes(entries: list[Entry]) -> None:
    assert [e["id"] for e in entries if not re.fullmatch(r"[A-Z]{2}", e.get("country", "FR"))] == []


def test_parents_exist_and_do_not_circle() -> None:
    parent = {entry["id"]: entry.get("parent") for entry in ENTITIES}
    assert {slug: up for slug, up in parent.items() if up is not None and up not in parent} == {}
    for slug, first in parent.items():
        seen, up = {slug}, first
        while up is not None:
            assert up not in seen, slug
            seen.add(up)
            up = parent[up]


def test_outlets_have_an_owner_and_a_french_name() -> None:
    assert [entry["id"] for entry in OUTLETS if not SLUG.fullmatch(entry["owner"])] == []
    assert [entry["id"] for entry in OUTLETS if not entry["fr"]] == []
    assert [entry["id"] for entry in OUTLETS if not re.fullmatch(r"[a-z]{2}", entry["language"])] == []


@NAMED
def test_entries_are_sorted_within_a_kind_section(entries: list[Entry]) -> None:
    """Sections hold one kind; ids rise within each, so that a newcomer finds the place."""
    for before, after in itertools.pairwise(entries):
        assert before["kind"] != after["kind"] or before["id"] < after["id"], after["id"]


@pytest.mark.parametrize(
    "data",
    [ENTITIES, OUTLETS, FEEDS, SUBJECT],
    ids=["entities", "outlets", "feeds", "subject"],
)
def test_text_is_nfc_and_trimmed(data: object) -> None:
    for text in strings(data):
        assert text or data is FEEDS, "an empty text"
        assert text == text.strip(), repr(text)
        assert unicodedata.is_normalized("NFC", text), text
        assert not re.search(r"\n|  ", text), repr(text)


@pytest.mark.parametrize(
    ("entries", "floors"),
    [
        (ENTITIES, {"han": 1300, "kana": 800, "hangul": 1000, "arabic": 600, "cyrillic": 600, "vietnamese": 130}),
        (OUTLETS, {"han": 700, "kana": 250, "hangul": 350, "arabic": 250, "cyrillic": 150, "vietnamese": 50}),
    ],
    ids=["entities", "outlets"],
)
def test_every_script_is_served(entries: list[Entry], floors: dict[str, int]) -> None:
    counts = {
        script: sum(bool(pattern.search(form)) for entry in entries for form in forms(entry))
        for script, pattern in SCRIPTS.items()
    }
    assert {script: counts[script] for script in floors if counts[script] < floors[script]} == {}


def scripts_of(entry: Entry) -> set[str]:
    return {script for script, pattern in SCRIPTS.items() if any(pattern.search(form) for form in forms(entry))}


def test_most_of_the_ai_world_is_known_in_several_scripts() -> None:
    told = [entry for entry in ENTITIES if entry["kind"] != "place"]
    assert sum(len(scripts_of(entry)) >= 2 for entry in told) >= 760
    assert sum(len(scripts_of(entry)) >= 4 for entry in told) >= 400


# Who the world's news speaks of: each has Chinese, Japanese, Korean, Arabic and Russian forms.
EVERYWHERE = [
    "google", "microsoft", "nvidia", "samsung", "huawei", "alibaba", "tencent", "baidu", "bytedance", "softbank",
    "tesla", "elon-musk", "sam-altman", "mark-zuckerberg", "sundar-pichai", "satya-nadella", "jensen-huang",
    "geoffrey-hinton", "yann-lecun", "donald-trump", "emmanuel-macron", "white-house", "ftc", "european-commission",
    "european-parliament", "european-union", "who", "un", "imf", "world-bank", "wto", "nato", "unesco", "oecd",
    "interpol", "iaea", "icrc", "red-cross", "unicef", "wfp", "icc", "icj", "echr", "amnesty", "human-rights-watch",
    "rsf", "greenpeace", "oxfam", "msf", "opec", "icao", "un-security-council", "unhcr", "iom", "wmo",
    "transparency-international",
]  # fmt: skip


@pytest.mark.parametrize("name", EVERYWHERE)
def test_the_best_known_names_have_a_form_in_every_script(name: str) -> None:
    (entry,) = [entry for entry in ENTITIES if entry["id"] == name]
    needed = {"han", "hangul", "arabic", "cyrillic"}
    # Japanese writes many bodies in kanji alone.
    assert needed - scripts_of(entry) == set(), name


CITED_EVERYWHERE = [
    "reuters", "afp", "ap", "bloomberg", "dpa", "efe", "ansa", "xinhua", "kyodo", "yonhap", "tass", "anadolu",
    "lusa", "wsj", "nyt", "washington-post", "financial-times", "the-guardian", "bbc", "cnn", "le-monde",
    "le-figaro", "les-echos", "nikkei", "nhk", "cctv", "al-jazeera",
]  # fmt: skip


@pytest.mark.parametrize("name", CITED_EVERYWHERE)
def test_the_most_cited_outlets_have_a_form_in_every_script(name: str) -> None:
    (entry,) = [entry for entry in OUTLETS if entry["id"] == name]
    assert {"han", "hangul", "arabic", "cyrillic"} - scripts_of(entry) == set(), name


def test_outlets_say_where_they_are() -> None:
    """A blog on its company's site, a brand inside another paper's site and a closed agency have no address of their own."""
    assert [entry["id"] for entry in OUTLETS if not entry.get("country") and entry["id"] != "un-news"] == []
    assert sum(not entry.get("domains") for entry in OUTLETS) <= 250


# Papers, forums and archives on the site of somebody whose words they are not.
GUESTS = {
    "bao-chinh-phu", "cacm", "hacker-news", "ieee-spectrum", "national-archives-case-law", "openai-community", "un-news",
    "vatican-news",
}  # fmt: skip


def test_what_a_house_says_on_its_own_site_stays_its_own_statement() -> None:
    """An outlet's address goes before an entity's: the blog of a company has none, so that its pages are the company's word."""
    own = {domain for entry in ENTITIES for domain in entry.get("domains", [])}

    def within(domain: str) -> bool:
        parts = domain.split(".")
        return any(".".join(parts[n:]) in own for n in range(len(parts)))

    assert {entry["id"] for entry in OUTLETS if any(map(within, entry.get("domains", [])))} == GUESTS


def test_big_ambiguous_names_need_context() -> None:
    """Words, first names and units that are also companies never count alone."""
    declared = {form for entry in [*ENTITIES, *OUTLETS] for form in entry.get("ambiguous", [])}
    assert {
        "Apple", "Meta", "Amazon", "Orange", "Oracle", "Intel", "Arm", "Claude", "Mistral", "Gemini", "Cohere",
        "Perplexity", "Llama", "Copilot", "Siri", "苹果", "小米", "寒武纪", "Time", "Wired", "Stern", "Focus",
    } <= declared  # fmt: skip


def test_subject() -> None:
    assert SUBJECT["id"] == "ai"
    assert set(SUBJECT["keywords"]) == set(SUBJECT["names"]) == LANGUAGES
    for language, lists in SUBJECT["keywords"].items():
        assert set(lists) == {"exact", "strong", "weak"}, language
        assert len(lists["strong"]) >= 10, language
        assert len(lists["weak"]) >= 10, language
        every = [word.casefold() for words in lists.values() for word in words]
        assert sorted({word for word in every if every.count(word) > 1}) == [], language


def test_feeds() -> None:
    """What each line may say; whether it is true is asked in tests/app/test_packs.py."""
    for feed in FEEDS:
        assert set(feed) == {"url", "outlet", "owner", "language", "country", "kind", "last_checked"}, feed["url"]
