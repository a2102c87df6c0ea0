"""Every server that speaks OpenAI's chat completions: OpenAI, Azure, Mistral, Ollama, llama.cpp, through OpenAI's own SDK."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from vigie.adapters.models.prompt import Prompt
from vigie.adapters.models.wires import BusyError, Reply
from vigie.model import ModelError

if TYPE_CHECKING:
    from openai import OpenAI

_BAD_REQUEST = 400
_TOO_MANY, _SERVER = {408, 409, 425, 429}, 500


class OpenAIWire:
    """Asks one model of one server. `connect` gives the SDK's client when it is first needed."""

    def __init__(self, model: str, connect: "Callable[[], OpenAI]") -> None:
        self._model = model
        self._connect = connect
        self._plain = False

    @cached_property
    def _client(self) -> "OpenAI":
        return self._connect()

    def send(self, prompt: Prompt, schema: Mapping[str, object], max_tokens: int, timeout_seconds: float) -> Reply:
        """See Wire. A server that does not know the schema or the temperature is asked without them, from then on."""
        from openai import APIConnectionError, APIStatusError, APITimeoutError, OpenAIError

        try:
            return self._ask(prompt, schema, max_tokens, timeout_seconds)
        except APITimeoutError as error:
            raise BusyError(f"no answer within {timeout_seconds:g} seconds", sent=True) from error
        except APIConnectionError as error:
            raise BusyError("the server cannot be reached") from error
        except APIStatusError as error:
            if error.status_code == _BAD_REQUEST and not self._plain:
                self._plain = True
                return self.send(prompt, schema, max_tokens, timeout_seconds)
            if error.status_code in _TOO_MANY or error.status_code >= _SERVER:
                after = _seconds(error.response.headers.get("retry-after", ""))
                raise BusyError(f"the server answered {error.status_code}", after) from error
            hint = "see [model] in vigie.toml: name, base_url, and the key that key_env names"
            raise ModelError("model.refused", f"the model's server answered {error.status_code}", hint) from error
        except (OpenAIError, ValueError) as error:  # ValueError: what came is no JSON
            raise ModelError("model.failed", "the model's server gave no answer that can be read") from error

    def _ask(self, prompt: Prompt, schema: Mapping[str, object], max_tokens: int, timeout_seconds: float) -> Reply:
        roles = ("user", "assistant")
        turns: list[dict[str, str]] = [{"role": "system", "content": prompt.system}]
        turns += [{"role": roles[place % 2], "content": turn} for place, turn in enumerate(prompt.turns)]
        shape = {"name": "answer", "schema": dict(schema), "strict": True}
        how: dict[str, Any] = (
            {"max_completion_tokens": max_tokens}
            if self._plain
            else {
                "max_tokens": max_tokens,
                "temperature": 0,
                "seed": 1,
                "response_format": {"type": "json_schema", "json_schema": shape},
            }
        )
        asking: Any = self._client.chat.completions
        told = asking.create(model=self._model, messages=turns, timeout=timeout_seconds, **how)
        return _reply(told)


def _reply(told: Any) -> Reply:
    """The words of the first choice. What is no completion at all (a page of a proxy, an empty body) has none."""
    choices = getattr(told, "choices", None) or []
    words = getattr(getattr(choices[0], "message", None), "content", None) if choices else None
    usage = getattr(told, "usage", None)
    tokens = (getattr(usage, "prompt_tokens", 0) or 0, getattr(usage, "completion_tokens", 0) or 0)
    return Reply(words if isinstance(words, str) else "", *tokens)


def _seconds(written: str) -> float:
    try:
        return max(0.0, float(written))
    except ValueError:
        return 0.0
