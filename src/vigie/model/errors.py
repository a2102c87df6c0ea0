"""Everything that can go wrong, as one tree.

VigieError
 ├─ UsageError       the person asked for something that cannot be (exit status 2)
 │   └─ ConfigError  vigie.toml does not say what it should
 ├─ KnowledgeError   a file of names, cues or subjects is not well formed
 ├─ RecordError      one imported line or file cannot become an article
 ├─ FetchError       an address could not be read
 │   ├─ RefusedError   … because the site asks robots not to
 │   └─ LaterError     … yet: the site asks for time between requests
 ├─ ExtractError     a page gave no article
 ├─ EngineError      a worker process died over its inputs
 ├─ StoreError       the archive could not be read or written
 ├─ ModelError       a language model or a translator gave nothing that can be used
 └─ BriefError       a brief that may not exist, such as a sentence without a citation
"""

from datetime import datetime


class VigieError(Exception):
    """An error a person may read: what went wrong, which thing, what to do.

    `key` is stable and names the case (`extract.no_text`); `what` says which thing; `hint` says what to do next.
    """

    def __init__(self, key: str, what: str, hint: str = "") -> None:
        super().__init__(key, what, hint)
        self.key = key
        self.what = what
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.what} ({self.key})" + (f"; {self.hint}" if self.hint else "")


class UsageError(VigieError): ...


class ConfigError(UsageError): ...


class KnowledgeError(VigieError): ...


class RecordError(VigieError): ...


class FetchError(VigieError): ...


class RefusedError(FetchError): ...


class LaterError(FetchError):
    """`until` is the moment from which the address may be asked for again."""

    def __init__(self, key: str, what: str, hint: str = "", *, until: datetime | None = None) -> None:
        super().__init__(key, what, hint)
        self.until = until


class ExtractError(VigieError): ...


class EngineError(VigieError): ...


class StoreError(VigieError): ...


class ModelError(VigieError): ...


class BriefError(VigieError): ...
