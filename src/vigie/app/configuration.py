"""vigie.toml: one file, checked to the last key. An unknown key fails and names the nearest known one."""

import difflib
import re
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import inf
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from vigie import fetch, follow, group, pipeline, publish, trace, understand, write
from vigie.adapters.mailbox import MailboxSettings, Security
from vigie.adapters.models import Limits, ModelKind, ModelSettings, check_settings
from vigie.adapters.translators import TranslationSettings, TranslatorKind
from vigie.knowledge import subjects
from vigie.model import ConfigError, FeedKind, KnowledgeError, PublisherKind, UsageError
from vigie.write.phrasing import phrasing
from vigie.write.ranking import Axis

FILE = "vigie.toml"
ARCHIVE = "vigie.db"

# An axis may lift an item by so much at most: beyond that it would be a subject of its own.
MOST_WEIGHT = 5.0
EmbedderName = Literal["auto", "e5", "student", "ngrams"]
TeacherReads = Literal["doubts", "subject", "all"]


class BriefTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    items: int = 12
    sentences: int = 5
    share: int = 4
    corroborated: int = 5
    moved: int = 2


class AxisTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    weight: float = 1.0


class FetchTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    contact: str = ""
    timeout_seconds: float = 20.0
    max_bytes: int = 10_000_000
    min_minutes_between_readings: int = 30
    max_minutes_between_readings: int = 1200
    max_pages_per_feed: int = 50
    max_age_days: int = 14
    silent_after_days: int = 14
    seconds_between_requests: float = 1.0
    max_wait_seconds_per_host: float = 300.0
    hosts_at_once: int = 16
    retries: int = 3
    rereads: int = 3
    reread_days: int = 7
    loopback: dict[str, str] = {}


class GroupTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    open_days: float = 3.0
    embedder: EmbedderName = "auto"
    teacher_reads: TeacherReads = "doubts"


class KnowledgeTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    extra: tuple[str, ...] = ()


class SiteTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    folder: str = "site"


class ModelTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: ModelKind = ""
    name: str = ""
    base_url: str = ""
    key_env: str = ""
    api_version: str = ""
    region: str = ""
    input_price: float = 0.0
    output_price: float = 0.0
    currency: str = "USD"
    max_cost: float = 1.0
    max_seconds: float = 600.0
    timeout_seconds: float = 60.0
    max_tokens: int = 1200
    retries: int = 3


class TranslationTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: TranslatorKind = ""
    folder: str = ""


class FeedTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    url: str
    name: str = ""
    outlet: str = ""
    language: str = ""
    kind: FeedKind = "auto"
    country: str = ""
    publisher: PublisherKind = ""
    owner: str = ""
    links: str = ""
    category: str = ""
    last_checked: str = ""


class MailboxTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    host: str
    user: str
    password_env: str
    port: int = 993
    security: Security = "tls"
    folder: str = "INBOX"
    senders: tuple[str, ...] = ()
    name: str = ""
    language: str = ""


class Configuration(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything vigie.toml may say, with its defaults. `packs` name lists of sources shipped with Vigie."""

    subject: str = "ai"
    language: str = "fr"
    timezone: str = "Europe/Paris"
    packs: tuple[str, ...] = ()
    workers: int = 0
    brief: BriefTable = BriefTable()
    fetch: FetchTable = FetchTable()
    group: GroupTable = GroupTable()
    knowledge: KnowledgeTable = KnowledgeTable()
    site: SiteTable = SiteTable()
    model: ModelTable = ModelTable()
    translation: TranslationTable = TranslationTable()
    axis: tuple[AxisTable, ...] = ()
    feed: tuple[FeedTable, ...] = ()
    mailbox: tuple[MailboxTable, ...] = ()


# Tables of which there may be several: what each is, and how one begins.
LISTED: dict[str, tuple[type[msgspec.Struct], str, str]] = {
    "feed": (FeedTable, "a source", 'url = "https://…"'),
    "axis": (AxisTable, "an axis", 'name = "…"'),
    "mailbox": (MailboxTable, "a mailbox", 'host = "imap.example.org"'),
}


@dataclass(frozen=True, slots=True)
class Folder:
    """A working folder: its configuration and where its archive is."""

    path: Path
    configuration: Configuration

    @property
    def archive(self) -> Path:
        return self.path / ARCHIVE

    @property
    def site(self) -> Path:
        return self.path / self.configuration.site.folder

    def settings(self) -> pipeline.Settings:
        """The configuration as the stages want it; paths are taken from the folder."""
        told = self.configuration
        extra = tuple(str(self.path / path) for path in told.knowledge.extra)
        subject = str(self.path / told.subject) if told.subject.endswith(".toml") else told.subject
        return pipeline.Settings(
            fetch=_fetching(told.fetch),
            understand=understand.Settings(extra_names=extra),
            group=_grouping(told.group, subject),
            trace=trace.Settings(extra_names=extra),
            follow=follow.Settings(),
            write=write.Settings(
                subject=subject,
                language=told.language,
                items=told.brief.items,
                sentences=told.brief.sentences,
                share=told.brief.share,
                corroborated=told.brief.corroborated,
                moved=told.brief.moved,
                axes=tuple(Axis(one.name, one.words, one.names, one.weight) for one in told.axis),
                extra_names=extra,
            ),
            publish=publish.Settings(language=told.language),
        )

    def model(self) -> ModelSettings:
        """The language model of [model]; its kind is empty where there is none."""
        return _model(self.configuration.model)

    def mailboxes(self) -> tuple[MailboxSettings, ...]:
        """Where newsletters arrive, as each [[mailbox]] says."""
        return tuple(mailbox_of(one) for one in self.configuration.mailbox)

    def translation(self) -> TranslationSettings:
        """The translator of [translation]; its kind is empty where there is none."""
        told = self.configuration.translation
        return TranslationSettings(told.kind, self.path / told.folder if told.folder else None)

    def day(self, day: date | None, now: datetime) -> pipeline.Day:
        """A day in the reader's time zone; without one, today."""
        zone = ZoneInfo(self.configuration.timezone)
        chosen = day or now.astimezone(zone).date()
        since = datetime.combine(chosen, time(), zone)
        until = datetime.combine(chosen + timedelta(days=1), time(), zone)
        return pipeline.Day(chosen, since, until, live=now < until)


def mailbox_of(told: MailboxTable) -> MailboxSettings:
    """A [[mailbox]] as its adapter wants it."""
    return MailboxSettings(told.host, told.user, told.password_env, told.port, told.folder, told.senders, told.security)


def _fetching(told: FetchTable) -> fetch.Settings:
    return fetch.Settings(
        min_minutes_between_readings=told.min_minutes_between_readings,
        max_pages_per_feed=told.max_pages_per_feed,
        max_age_days=told.max_age_days,
        silent_after_days=told.silent_after_days,
        rereads=told.rereads,
        reread_days=told.reread_days,
        max_minutes_between_readings=told.max_minutes_between_readings,
        retries=told.retries,
    )


def _model(told: ModelTable) -> ModelSettings:
    limits = Limits(
        timeout_seconds=told.timeout_seconds,
        max_seconds=told.max_seconds,
        max_tokens=told.max_tokens,
        retries=told.retries,
        input_price=told.input_price,
        output_price=told.output_price,
        currency=told.currency,
        max_cost=told.max_cost,
    )
    return ModelSettings(told.kind, told.name, told.base_url, told.key_env, told.api_version, told.region, limits)


def _grouping(told: GroupTable, subject: str) -> group.Settings:
    """What the teacher reads: all that is in doubt, what of it touches the reader's subject, or everything."""
    if told.teacher_reads == "all":
        return group.Settings(open_days=told.open_days, doubt=group.Doubt(margin=inf, surest=sys.maxsize))
    return group.Settings(open_days=told.open_days, subject=subject if told.teacher_reads == "subject" else "")


def open_folder(path: Path) -> Folder:
    """The working folder at `path`. Raises ConfigError when there is none, or when its file is wrong."""
    file = path / FILE
    if not file.is_file():
        raise ConfigError("config.missing", f"there is no {FILE} in {path}", "begin with: vigie init")
    return Folder(path, parse(file.read_text("utf-8"), str(file)))


def parse(text: str, name: str = FILE) -> Configuration:
    """The configuration in a TOML text. Raises ConfigError that names the key and what it should be."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError("config.syntax", f"{name} is not valid TOML: {error}") from error
    _check_keys(raw, Configuration, "", name)
    try:
        found = msgspec.convert(raw, Configuration)
    except msgspec.ValidationError as error:
        raise ConfigError("config.value", f"{name}: {_plain(str(error))}", "put it right in the file") from error
    _check_values(found, name)
    return found


def _check_keys(raw: dict[str, Any], table: type[msgspec.Struct], where: str, name: str) -> None:
    known = {field.name: field.type for field in msgspec.structs.fields(table)}
    for key, value in raw.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
            hint = f"did you mean {where}{near[0]!s}?" if near else f"known here: {', '.join(known)}"
            raise ConfigError("config.unknown_key", f"{name}: there is no setting {where}{key}", hint)
        kind = known[key]
        if isinstance(value, dict) and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            _check_keys(value, kind, f"{key}.", name)
        if key in LISTED and not where and isinstance(value, list):
            listed, what, example = LISTED[key]
            for one in value:
                if not isinstance(one, dict):
                    raise ConfigError("config.value", f"{name}: {what} is a table", f"write [[{key}]], then {example}")
                _check_keys(one, listed, f"{key}.", name)


def _check_values(found: Configuration, name: str) -> None:
    try:
        ZoneInfo(found.timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ConfigError(
            "config.timezone", f"{name}: unknown time zone {found.timezone!r}", "for example: Europe/Paris"
        ) from error
    try:
        phrasing(found.language)
        if not found.subject.endswith(".toml"):
            subjects.load(found.subject)
    except (UsageError, KnowledgeError) as error:
        raise ConfigError("config.value", f"{name}: {error.what}", error.hint) from error
    if found.brief.items < 1 or not 2 <= found.brief.sentences <= 8:
        raise ConfigError("config.value", f"{name}: brief.items must be 1 or more, brief.sentences from 2 to 8")
    if found.brief.share < 1 or found.brief.corroborated < 0 or found.brief.moved < 0:
        raise ConfigError("config.value", f"{name}: brief.share must be 1 or more, corroborated and moved 0 or more")
    for axis in found.axis:
        if not axis.name.strip() or not (axis.words or axis.names) or not 0 < axis.weight <= MOST_WEIGHT:
            raise ConfigError(
                "config.value",
                f"{name}: axis {axis.name!r} needs a name, words or names, and a weight up to {MOST_WEIGHT}",
            )
    model = found.model
    amounts = (model.input_price, model.output_price, model.max_cost, model.retries)
    if min(amounts) < 0 or min(model.max_seconds, model.timeout_seconds, model.max_tokens) <= 0:
        raise ConfigError("config.value", f"{name}: prices, caps and retries of [model] cannot be negative")
    check_settings(_model(model))
    _check_mailboxes(found.mailbox, name)
    _check_fetching(found.fetch, name)
    if found.workers < 0:
        raise ConfigError("config.value", f"{name}: workers must be 0 (all cores) or more")


def _check_mailboxes(mailboxes: Sequence[MailboxTable], name: str) -> None:
    for mailbox in mailboxes:
        if not mailbox.host.strip() or not mailbox.user.strip() or not 0 < mailbox.port < 65_536:
            raise ConfigError(
                "config.value", f"{name}: mailbox of {mailbox.user!r} at {mailbox.host!r}, port {mailbox.port}"
            )
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", mailbox.password_env):
            # Somebody who writes the password itself must not read it in an error.
            what = f"{name}: mailbox.password_env of {mailbox.user!r} is the name of an environment variable"
            raise ConfigError("config.value", what, 'for example: password_env = "VIGIE_MAIL_PASSWORD"')


def _check_fetching(told: FetchTable, name: str) -> None:
    amounts = (told.min_minutes_between_readings, told.max_minutes_between_readings, told.seconds_between_requests)
    if min(*amounts, told.max_wait_seconds_per_host, told.retries) < 0:
        raise ConfigError("config.value", f"{name}: pauses and retries of [fetch] cannot be negative")
    if min(told.hosts_at_once, told.timeout_seconds, told.max_bytes) <= 0:
        raise ConfigError("config.value", f"{name}: fetch.hosts_at_once, timeout_seconds and max_bytes must be above 0")


def _plain(message: str) -> str:
    """msgspec's message without its own notation: « Expected `int`, got `str` - at `$.brief.items` »."""
    return message.replace("`", "").replace(" - at $.", " at ")
