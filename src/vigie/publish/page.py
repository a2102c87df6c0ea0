"""The brief as one page of HTML that stands alone: style inside, no script, nothing fetched, nothing executed.

Jinja2 escapes every value; the policy in the page forbids all but our own style sheet, known by its hash, so that even
a mistake here could not make a feed's words run.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from vigie.publish.graph import OriginGraph
from vigie.publish.graph_svg import graph_svg, style
from vigie.publish.letter import Letter


@dataclass(frozen=True, slots=True)
class EditionLink:
    """One line in the list of past editions; `language` is named only where it is not the page's own."""

    address: str
    date: str
    language: str = ""


def page(
    letter: Letter,
    *,
    home: str = "",
    formats: Mapping[str, tuple[str, str]] | None = None,
    editions: Sequence[EditionLink] = (),
) -> str:
    """`home` is the address of the list of editions, `formats` holds name → (address, media type); both relative."""
    css = _css()
    return _template().render(
        letter=letter,
        drawn=_drawn,
        say=letter.say,
        css=css,
        policy=policy(css),
        home=home,
        formats=formats or {},
        editions=editions,
    )


def policy(css: str) -> str:
    """A content security policy under which only `css`, as it stands, is applied."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


def _drawn(graph: OriginGraph, rank: int) -> str:
    """The drawing of an item's origins, in the page's own style."""
    return graph_svg(graph, f"origins-{rank}", alone=False)


@cache
def _css() -> str:
    colours = {name: f"var(--{name})" for name in ("ink", "soft", "tint", "paper")}
    return (resources.files("vigie.publish") / "templates" / "page.css").read_text("utf-8") + style(colours) + "\n"


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("vigie.publish", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    return environment.get_template("page.html.j2")
