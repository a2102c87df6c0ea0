"""Unknown names as origins: what stands where a name would, and is none."""

import pytest

from vigie.knowledge.names import load
from vigie.model import Article, OriginKind, UnderstoodArticle, independent_voices
from vigie.ports.testing import article, story
from vigie.trace import decide
from vigie.trace.making import is_none, made
from vigie.understand import decide as understood


@pytest.mark.parametrize(
    "words",
    [
        "首批",
        "生成AI",
        "米国で",
        "のゲーム『灯台",
        "Gazette）発表",
        "【点此",
        "2026-04-16",
        "00",
        "IA",
        "AI",
        "DÉCRYPTAGE",
        "公司の新作",
    ],
)
def test_what_can_be_no_name_makes_no_origin(words: str) -> None:
    assert is_none(words)
    assert made(words, OriginKind.COMPANY) is None


@pytest.mark.parametrize(
    "name", ["追觅", "千里科技", "はてな", "Rives libres", "コナミ", "Ville de Lyon", "Arm (Cambridge)"]
)
def test_names_stay_names(name: str) -> None:
    assert made(name, OriginKind.COMPANY) is not None


def test_a_firm_its_laboratory_and_its_head_are_one_voice() -> None:
    texts: list[Article] = [
        article("One", "Google said on Monday that it would open an office in Oslo.", language="en"),
        article("Two", "Google DeepMind said on Monday that it would open an office in Oslo.", language="en"),
        article("Three", "Sundar Pichai said on Monday that an office would open in Oslo.", language="en"),
    ]
    told = story(*texts)
    items = {one.id: UnderstoodArticle(one, understood(one)) for one in texts}

    trace = decide(told, items, {}, load())

    assert len({chain.origin.name for chain in trace.chains}) == 3
    assert len(independent_voices(trace.chains)) == 1


def test_one_unknown_body_under_a_longer_and_a_shorter_name_is_one_voice() -> None:
    texts = [
        article("One", "A Dutch court ordered an inquiry into Nexperia.", language="en"),
        article("Two", "A Dutch court of appeal ordered an inquiry into Nexperia.", language="en"),
    ]
    items = {one.id: UnderstoodArticle(one, understood(one)) for one in texts}

    chains = decide(story(*texts), items, {}, load()).chains

    assert len({chain.origin.name for chain in chains}) == 2
    assert len(independent_voices(chains)) == 1


def test_a_firm_stands_for_its_head_and_not_he_for_it() -> None:
    texts = [
        article("One", "Sundar Pichai said on Monday that an office would open in Oslo.", language="en"),
        article("Two", "Google said on Monday that it would open an office in Oslo.", language="en"),
    ]
    items = {one.id: UnderstoodArticle(one, understood(one)) for one in texts}

    assert [voice.name for voice in decide(story(*texts), items, {}, load()).voices] == ["Google"]
