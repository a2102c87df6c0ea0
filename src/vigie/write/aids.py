"""What `write` may use beside the archive, handed to it from outside."""

from dataclasses import dataclass

from vigie.ports import Embedder, LanguageModel, Reader, Translator


@dataclass(frozen=True, slots=True)
class Aids:
    """`reader` understands Vigie's own sentences for the checker. The others are optional: without them a brief is written
    all the same."""

    reader: Reader
    embedder: Embedder | None = None
    model: LanguageModel | None = None
    translator: Translator | None = None
