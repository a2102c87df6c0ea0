"""The names that tell a subject are those of whoever asks."""

from vigie.knowledge import subjects
from vigie.knowledge.names import Entity


def test_one_subject_serves_folders_that_know_different_names() -> None:
    subject = subjects.load("ai")
    one = {"first": Entity("first", "First", "company", ai=True)}
    other = {"second": Entity("second", "Second", "company", ai=True)}

    assert [set(subject.telling(names)) for names in (one, other, one)] == [{"first"}, {"second"}, {"first"}]
