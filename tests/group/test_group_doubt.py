"""The teacher is asked about what is in doubt and of interest, and about nothing else."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from group_builders import told
from numpy.typing import NDArray

from vigie.group import Doubt, Settings, run
from vigie.group.doubt import doubtful
from vigie.model import Article
from vigie.ports.testing import LetterEmbedder, MemoryStore, at
from vigie.understand import decide as understood

PAIRS = np.array([(0, 1), (0, 2), (1, 2), (2, 3)])
ALL = [True] * 4


def asked(
    log_odds: Sequence[float], of_interest: Sequence[bool] = ALL, margin: float = 1.5, surest: int = 2
) -> list[int]:
    return doubtful(PAIRS, np.array(log_odds), of_interest, Doubt(margin, surest))


def test_what_the_student_is_sure_of_is_not_asked() -> None:
    assert asked([4.0, -5.0, -3.0, 2.0]) == []


def test_both_articles_of_a_doubtful_pair_are_read() -> None:
    assert asked([4.0, -5.0, -5.0, 0.3]) == [2, 3]


def test_only_pairs_that_touch_the_subject_are_asked() -> None:
    assert asked([0.1, -5.0, -5.0, 0.3], [True, False, False, False]) == [0, 1]


def test_of_an_article_s_pairs_only_the_surest_are_asked() -> None:
    assert asked([1.0, 0.5, -5.0, -5.0], surest=1) == [0, 1, 2]
    assert asked([4.0, 3.0, 0.2, -5.0], surest=1) == []


@pytest.mark.parametrize("margin", [0.5, 1.0, 3.0])
def test_a_wider_margin_never_asks_less(margin: float) -> None:
    odds = [0.4, -0.9, 1.2, -2.5]

    assert set(asked(odds, margin=margin)) <= set(asked(odds, margin=margin + 1))


class Teacher(LetterEmbedder):
    """Remembers what it was asked."""

    name = "teacher-1"

    def __init__(self) -> None:
        self.read: list[str] = []

    def embed(self, texts: Sequence[str], languages: Sequence[str]) -> NDArray[np.float32]:
        self.read += texts
        return super().embed(texts, languages)


def grouped(teacher: Teacher, settings: Settings, *articles: Article) -> MemoryStore:
    store = MemoryStore()
    store.save_articles(articles)
    store.save_understandings([understood(one) for one in articles])
    run(store, LetterEmbedder(), teacher, at(0, day=13), settings)
    return store


def test_the_stage_asks_the_teacher_once_for_each_text_in_doubt() -> None:
    everything, again = Settings(doubt=Doubt(margin=99.0, surest=99)), Teacher()
    store = grouped(again, everything, told("dam", 0), told("dam", 1), told("court", 0))
    first = list(again.read)
    run(store, LetterEmbedder(), again, at(0, day=13), everything)

    assert 2 <= len(first) <= 3
    assert again.read == first


def test_a_teacher_without_doubts_is_not_asked() -> None:
    teacher = Teacher()
    grouped(teacher, Settings(doubt=Doubt(margin=0.0)), told("dam", 0), told("dam", 1))

    assert teacher.read == []


def test_what_is_off_the_subject_is_settled_by_the_student() -> None:
    teacher = Teacher()
    dams = [told("dam", 0), told("dam", 1)]
    grouped(
        teacher,
        Settings(subject="ai", doubt=Doubt(margin=99.0, surest=99)),
        *[_telling(one, "ChatGPT et l’intelligence artificielle") for one in dams],
    )
    on_subject = len(teacher.read)
    off = Teacher()
    plain = [_telling(one, "La commune") for one in dams]
    grouped(off, Settings(subject="ai", doubt=Doubt(margin=99.0, surest=99)), *plain)

    assert on_subject == 2
    assert off.read == []


def _telling(one: Article, of: str) -> Article:
    """The same, told of others."""
    return replace(one, title=one.title.replace("OpenAI", of), text=one.text.replace("OpenAI", of))
