"""Whether a value fits a JSON schema: the part of the standard that our questions to language models use."""

from collections.abc import Mapping, Sequence

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": Mapping,
    "array": (list, tuple),
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}


def fits(value: object, schema: Mapping[str, object]) -> bool:
    """True when `value` has the types, keys and items that a JSON schema asks for; the part of it that we use."""
    kind = schema.get("type")
    if isinstance(kind, str):
        numeric_bool = isinstance(value, bool) and kind in {"integer", "number"}
        if numeric_bool or not isinstance(value, _TYPES[kind]):
            return False
    allowed = schema.get("enum")
    if isinstance(allowed, Sequence) and value not in allowed:
        return False
    if isinstance(value, Mapping):
        return _keys_fit(value, schema)
    items = schema.get("items")
    if isinstance(value, list | tuple) and isinstance(items, Mapping):
        return all(fits(one, items) for one in value)
    return True


def _keys_fit(value: Mapping[str, object], schema: Mapping[str, object]) -> bool:
    required, properties = schema.get("required", ()), schema.get("properties", {})
    if not isinstance(required, Sequence) or not all(key in value for key in required):
        return False
    inner = properties if isinstance(properties, Mapping) else {}
    if schema.get("additionalProperties") is False and value.keys() - inner.keys():
        return False
    return all(fits(value[key], inner[key]) for key in value.keys() & inner.keys())
