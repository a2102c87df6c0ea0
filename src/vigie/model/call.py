"""What a language model was asked, and what it answered: kept, so that a rebuilt brief never asks again."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One question to a model and its answer, by the digest of all that the answer depends on. `schema`, `parameters` and
    `answer` are JSON; an empty `answer` says that the model gave none that fits, which is not asked again either. `cost` is in
    the currency of the prices that were configured."""

    key: str
    model: str
    instruction: str
    material: tuple[str, ...]
    schema: str
    parameters: str
    answer: str
    at: datetime
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Spending:
    """What the calls to one model came to: how many, their tokens, their cost in the currency of the prices given."""

    model: str
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0
    currency: str = ""


def call_key(model: str, instruction: str, material: Sequence[str], schema: str, parameters: str) -> str:
    """SHA-256 of everything that an answer depends on."""
    asked = json.dumps([model, instruction, list(material), schema, parameters], ensure_ascii=True)
    return hashlib.sha256(asked.encode("ascii")).hexdigest()
