"""Language models, none of which is needed: OpenAI-compatible servers and Amazon Bedrock.

`model_of(settings, calls, clock)` gives the model that vigie.toml names. Read next: asking.py, remembering.py, prompt.py.
"""

import os
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from vigie.adapters.models.asking import AskingModel, Limits
from vigie.adapters.models.bedrock import BedrockWire
from vigie.adapters.models.openai_compatible import OpenAIWire
from vigie.adapters.models.remembering import RememberingModel
from vigie.adapters.models.wires import Wire
from vigie.model import ConfigError, UsageError
from vigie.ports import CallLog, Clock

if TYPE_CHECKING:
    from openai import OpenAI

__all__ = ["AskingModel", "Limits", "ModelKind", "ModelSettings", "RememberingModel", "check_settings", "model_of"]

ModelKind = Literal["", "openai", "azure", "bedrock"]
# The library each kind needs, which is also the name of its extra or imported by it.
_LIBRARY = {"openai": ("openai", "openai"), "azure": ("openai", "openai"), "bedrock": ("boto3", "bedrock")}
_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
_OWN_ADDRESS = "https://api.openai.com/v1"


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Which model, where, and what it may cost. `key_env` names the environment variable that holds the key."""

    kind: ModelKind = ""
    name: str = ""
    base_url: str = ""
    key_env: str = ""
    api_version: str = ""
    region: str = ""
    limits: Limits = field(default_factory=Limits)


def check_settings(settings: ModelSettings) -> None:
    """Raises ConfigError when the settings contradict themselves; looks at nothing outside them."""
    if not settings.kind:
        return
    if not settings.name:
        raise ConfigError("config.model", "model.name is missing", "give the model's name as its server knows it")
    address = urlsplit(settings.base_url)
    if settings.base_url and (address.scheme not in {"http", "https"} or not address.hostname):
        raise ConfigError("config.model", f"model.base_url: {settings.base_url!r} is no http address")
    if settings.kind == "azure" and not settings.base_url:
        raise ConfigError("config.model", "model.base_url is missing", "give your Azure endpoint")
    local = address.hostname in _THIS_MACHINE
    if settings.key_env and address.scheme == "http" and not local:
        raise ConfigError("config.model", "model.base_url: a key is not sent without encryption", "use https")
    limits = settings.limits
    if limits.max_cost and not (limits.input_price or limits.output_price or local):
        raise ConfigError(
            "config.model",
            "model.max_cost cannot be kept without prices",
            "give model.input_price and model.output_price, or set model.max_cost = 0 for a model that costs nothing",
        )


def model_of(settings: ModelSettings, calls: CallLog, clock: Clock, *, may_ask: bool = True) -> RememberingModel | None:
    """The configured model with its memory in the archive; None when none is configured. Nothing heavy is loaded before the
    first question. With `may_ask` false, neither library nor key is needed. Raises UsageError when one is missing."""
    if not settings.kind:
        return None
    check_settings(settings)
    if may_ask:
        _look_for_library(settings.kind)
    key = _key(settings) if may_ask else ""
    asking = AskingModel(f"{settings.kind}:{settings.name}", _wire(settings, key), settings.limits)
    return RememberingModel(asking, calls, clock, may_ask=may_ask)


def _look_for_library(kind: ModelKind) -> None:
    library, extra = _LIBRARY[kind]
    if find_spec(library) is None:
        what = f"the model kind {kind!r} in vigie.toml needs the extra “{extra}”"
        raise UsageError("model.no_library", what, f"install it with: pip install 'vigie[{extra}]'")


def _key(settings: ModelSettings) -> str:
    if not settings.key_env:
        return ""
    key = os.environ.get(settings.key_env, "")
    if not key:
        raise UsageError(
            "model.no_key", f"the environment variable {settings.key_env} is not set", "put the model's key in it"
        )
    return key


def _wire(settings: ModelSettings, key: str) -> Wire:
    def openai() -> "OpenAI":
        from openai import AzureOpenAI, OpenAI

        # Retries are ours, so that they are counted. A local server wants no key, the SDK insists on one.
        common: dict[str, Any] = {"api_key": key or "none", "max_retries": 0}
        if settings.kind == "azure" and settings.api_version:
            return AzureOpenAI(azure_endpoint=settings.base_url, api_version=settings.api_version, **common)
        return OpenAI(base_url=settings.base_url or _OWN_ADDRESS, **common)

    def bedrock() -> Any:
        import boto3
        from botocore.config import Config

        patience = settings.limits.timeout_seconds
        told = Config(read_timeout=patience, connect_timeout=min(patience, 10), retries={"total_max_attempts": 1})
        return boto3.client("bedrock-runtime", region_name=settings.region or None, config=told)

    return BedrockWire(settings.name, bedrock) if settings.kind == "bedrock" else OpenAIWire(settings.name, openai)
