"""Models on Amazon Bedrock, through boto3 and its one interface for all of them (Converse)."""

from collections.abc import Callable, Mapping
from functools import cached_property
from json import dumps
from typing import Any

from vigie.adapters.models.prompt import Prompt
from vigie.adapters.models.wires import BusyError, Reply
from vigie.model import ModelError

# Codes of botocore's ClientError that pass by themselves.
_PASSING = {
    "ThrottlingException",
    "TooManyRequestsException",
    "ServiceUnavailableException",
    "InternalServerException",
    "ModelNotReadyException",
    "ServiceQuotaExceededException",
}
_SLOW = {"ModelTimeoutException", "ReadTimeoutError", "ConnectTimeoutError"}
_UNREACHED = {"EndpointConnectionError", "ConnectionClosedError", "ConnectionError"}
_TOOL = "answer"


class BedrockWire:
    """Asks one model. `connect` gives boto3's client when it is first needed; its time-outs are set there."""

    def __init__(self, model: str, connect: Callable[[], Any]) -> None:
        self._model = model
        self._connect = connect
        self._plain = False

    @cached_property
    def _client(self) -> Any:
        return self._connect()

    def send(self, prompt: Prompt, schema: Mapping[str, object], max_tokens: int, timeout_seconds: float) -> Reply:
        """See Wire. The schema goes as a tool that the model must use; a model without tools is asked in words alone."""
        try:
            told = self._client.converse(**self._question(prompt, schema, max_tokens))
        except Exception as error:  # botocore makes its classes as it runs: they are told apart by name
            code = _code(error)
            if code == "ValidationException" and not self._plain:
                self._plain = True
                return self.send(prompt, schema, max_tokens, timeout_seconds)
            if code in _SLOW:
                raise BusyError(f"no answer in time ({code})", sent=True) from error
            if code in _PASSING | _UNREACHED:
                raise BusyError(f"Bedrock answered {code}") from error
            hint = "see [model] in vigie.toml: name, region, and your AWS credentials"
            raise ModelError("model.refused", f"Bedrock answered {code}", hint) from error
        return _reply(told)

    def _question(self, prompt: Prompt, schema: Mapping[str, object], max_tokens: int) -> dict[str, Any]:
        roles = ("user", "assistant")
        question: dict[str, Any] = {
            "modelId": self._model,
            "system": [{"text": prompt.system}],
            "messages": [
                {"role": roles[place % 2], "content": [{"text": turn}]} for place, turn in enumerate(prompt.turns)
            ],
            "inferenceConfig": {"maxTokens": max_tokens} | ({} if self._plain else {"temperature": 0}),
        }
        if not self._plain:
            tool = {"name": _TOOL, "description": "Gives the answer.", "inputSchema": {"json": dict(schema)}}
            question["toolConfig"] = {"tools": [{"toolSpec": tool}], "toolChoice": {"tool": {"name": _TOOL}}}
        return question


def _code(error: Exception) -> str:
    told = getattr(error, "response", None)
    code = told.get("Error", {}).get("Code", "") if isinstance(told, dict) else ""
    return str(code) or type(error).__name__


def _reply(told: Mapping[str, Any]) -> Reply:
    parts = told.get("output", {}).get("message", {}).get("content", [])
    used = [part["toolUse"].get("input", {}) for part in parts if "toolUse" in part]
    words = dumps(used[0], ensure_ascii=False) if used else "".join(part.get("text", "") for part in parts)
    usage = told.get("usage", {})
    return Reply(words, usage.get("inputTokens", 0), usage.get("outputTokens", 0))
