"""The origin graph as a drawing: SVG that stands alone or in the page. No script, no font, nothing fetched; every word is
escaped; the title and a sentence for each way are read to who cannot see it.

A drawing is as wide as a phone and grows downwards. Colours are classes: alone, it carries its own style for light and
dark; in the page, page.py gives the same classes the page's colours. Numbers are rounded so that equal graphs give equal
bytes.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from typing import Final

from vigie.publish.graph import Box, OriginGraph

NAME, NOTE = 12.5, 10.5  # sizes of letters
LEADING = 1.28
BOLD = 1.08  # so much wider are bold letters
INSIDE, GAP = 9.0, 10.0  # room inside a box, and between two
TOP = 24.0  # for the headings
EDGE = 12.0  # around a drawing that stands alone
MOST_LINES = 4
# Columns are as narrow as names allow, so that three of them and their links can be read on a phone.
WIDTHS: Final = {2: (152.0, 58.0), 3: (112.0, 34.0)}
NARROW: Final = (98.0, 28.0)
ARROW = 5.0

LIGHT: Final = {
    "ink": "#1d1b18",
    "soft": "#5e584f",
    "line": "#b9b1a1",
    "tint": "#f1ede3",
    "paper": "#fbf9f4",
    "link": "#1c4a7a",
}
DARK: Final = {
    "ink": "#e8e3d9",
    "soft": "#a9a296",
    "line": "#5c5a55",
    "tint": "#26282b",
    "paper": "#17181a",
    "link": "#9cc3ee",
}
SANS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class _Set:
    """A box with its words in lines, and where it stands."""

    box: Box
    lines: tuple[tuple[str, bool], ...]  # words, and whether they are a note
    left: float
    width: float
    height: float
    top: float = 0.0

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def graph_svg(graph: OriginGraph, name: str = "origins", *, alone: bool = True) -> str:
    """The drawing. `name` begins its ids, which must differ between the drawings of one page; `alone` puts the style in."""
    wide, between = WIDTHS.get(len(graph.headings), NARROW)
    placed = _placed(graph, wide, between)
    total = len(graph.headings) * (wide + between) - between
    height = max((box.top + box.height for box in placed), default=TOP) + 2
    edge = EDGE if alone else 0.0
    seen = f"{_n(-edge)} {_n(-edge)} {_n(total + 2 * edge)} {_n(height + 2 * edge)}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="origin-graph" viewBox="{seen}"',
        f' role="img" aria-labelledby="{name}-title {name}-desc">',
        f'<title id="{name}-title">{_written(graph.title)}</title>',
        f'<desc id="{name}-desc">{_written(" ".join((graph.summary + ".", *graph.said)))}</desc>',
        f"<style>{own_style()}</style>" if alone else "",
        *(
            f'<text class="og-heading" x="{_n(column * (wide + between))}" y="13">{_written(heading)}</text>'
            for column, heading in enumerate(graph.headings)
            if heading
        ),
        *(_link(placed[start], placed[end], placed) for start, end in graph.links),
        *map(_drawn, placed),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def style(colours: Mapping[str, str]) -> str:
    """The rules of a drawing with colours as given: values, or the variables of a page."""
    c = colours
    return (
        f".og-box{{fill:{c['paper']};stroke:{c['soft']};stroke-opacity:.5;stroke-width:1}}"
        f".og-via .og-box{{stroke-dasharray:3 2.5;stroke-opacity:.75}}"
        f".og-root .og-box{{fill:{c['tint']};stroke:{c['ink']};stroke-opacity:1;stroke-width:1.2}}"
        f".og-unknown .og-box{{fill:none;stroke:{c['soft']};stroke-dasharray:1 3;stroke-linecap:round}}"
        f".og-link{{fill:none;stroke:{c['soft']};stroke-opacity:.6;stroke-width:1.2}}"
        f".og-head{{fill:{c['soft']};stroke:none}}"
        f".origin-graph text{{font-family:{SANS};font-size:{NAME}px;fill:{c['ink']};unicode-bidi:plaintext}}"
        f".origin-graph .og-note{{font-size:{NOTE}px;fill:{c['soft']}}}"
        f".origin-graph .og-heading{{font-size:{NOTE}px;fill:{c['soft']};font-weight:600;letter-spacing:.04em}}"
        f".og-root .og-name{{font-weight:600}}"
        f".origin-graph .og-unknown .og-name{{fill:{c['soft']};font-weight:400;font-style:italic}}"
    )


def own_style() -> str:
    """The style of a drawing that stands alone: both palettes, as wide as is read with ease."""
    shape = f".origin-graph{{display:block;max-width:38rem;height:auto;margin:0 auto;background:{LIGHT['paper']}}}"
    dark = f".origin-graph{{background:{DARK['paper']}}}{style(DARK)}"
    return f"{shape}{style(LIGHT)}@media (prefers-color-scheme:dark){{{dark}}}"


# ── Where things stand ──────────────────────────────────────────────────────────────────────────────────────────────


def _placed(graph: OriginGraph, wide: float, between: float) -> list[_Set]:
    """Boxes in their columns: each as near as can be to the middle of those it is linked with, none over another."""
    sets = [_set(box, box.column * (wide + between), wide) for box in graph.boxes]
    columns: dict[int, list[int]] = {}
    for number, box in enumerate(graph.boxes):
        columns.setdefault(box.column, []).append(number)
    tops = [0.0] * len(sets)
    for members in columns.values():
        below = 0.0
        for number in members:
            tops[number], below = below, below + sets[number].height + GAP
    # Articles say where roots stand, then roots where articles stand, and again: three rounds settle small graphs.
    for _ in range(3):
        for order in (sorted(columns), sorted(columns, reverse=True)):
            for column in order:
                _settle(columns[column], sets, tops, graph.links)
    down = _closed_up([(top, top + one.height) for one, top in zip(sets, tops, strict=True)])
    return [replace(one, top=TOP + top) for one, top in zip(sets, down, strict=True)]


def _closed_up(spans: Sequence[tuple[float, float]]) -> list[float]:
    """The tops of boxes, from nought on, with every band in which no box of any column stands made as low as a gap."""
    shift, bottom = 0.0, 0.0
    moved: dict[float, float] = {}
    for top, low in sorted(spans):
        if not moved:
            shift, bottom = top, top
        shift += max(top - bottom - GAP, 0)
        moved[top] = top - shift
        bottom = max(bottom, low)
    return [moved[top] for top, _ in spans]


def _settle(members: Sequence[int], sets: Sequence[_Set], tops: list[float], links: Sequence[tuple[int, int]]) -> None:
    wanted = []
    for number in members:
        beside = [end if start == number else start for start, end in links if number in {start, end}]
        middles = [tops[other] + sets[other].height / 2 for other in beside]
        middle = sum(middles) / len(middles) if middles else tops[number] + sets[number].height / 2
        wanted.append(middle - sets[number].height / 2)
    heights = [sets[number].height + GAP for number in members]
    for number, top in zip(members, apart(wanted, heights), strict=True):
        tops[number] = top


def apart(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """The places nearest to the wanted ones (least squares) in which each begins no earlier than the one before ends:
    where two would overlap, they stand together around their mean (pool adjacent violators)."""
    before = 0.0
    blocks: list[tuple[float, int]] = []  # mean of the members' places less what stands before them, and how many
    for want, height in zip(wanted, heights, strict=True):
        blocks.append((want - before, 1))
        before += height
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (one, n), (other, m) = blocks[-2:]
            blocks[-2:] = [((one * n + other * m) / (n + m), n + m)]
    levels = [level for level, count in blocks for _ in range(count)]
    offsets = [sum(heights[:number]) for number in range(len(heights))]
    return [level + offset for level, offset in zip(levels, offsets, strict=True)]


def _set(box: Box, left: float, wide: float) -> _Set:
    room = wide - 2 * INSIDE
    lines = [
        (line, False) for line in wrapped(box.name, room / (NAME * (BOLD if box.place == "root" else 1)), MOST_LINES)
    ]
    for note in box.notes:
        lines += [(line, True) for line in wrapped(note, room / NOTE, 2)]
    height = 2 * INSIDE - 3 + sum((NOTE if note else NAME) * LEADING for _, note in lines)
    return _Set(box, tuple(lines), left, wide, height)


# ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def ems(text: str) -> float:
    """About how wide a text is, in heights of its letters: an upper bound for most letters of most system fonts."""
    return sum(map(_em, text))


def _em(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.02
    if sign in " .,:;'’!|ijltfrI()-·":
        return 0.34
    return 0.86 if sign in "mwMWÆŒ@%" else 0.68 if sign.isupper() else 0.57


def wrapped(text: str, room: float, most: int) -> list[str]:
    """Lines no wider than `room` ems, broken at spaces, else within the word; at most so many, the last with an ellipsis."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and ems(f"{lines[-1]} {word}") > room:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
        while ems(lines[-1]) > room:
            fits = max((n for n in range(1, len(lines[-1])) if ems(lines[-1][:n]) <= room), default=1)
            if len(lines[-1]) <= 1:
                break
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and ems(last + "…") > room:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + "…"]


def _written(text: str) -> str:
    return escape(text, quote=True)


# ── Marks ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _drawn(one: _Set) -> str:
    kinds = f"og-{one.box.place}" + ("" if one.box.known else " og-unknown")
    told = "\n".join((one.box.name, *one.box.notes, *one.box.titles))
    base = one.top + INSIDE - 2.5
    rows = []
    for words, note in one.lines:
        size = NOTE if note else NAME
        base += size * LEADING
        rows.append(
            f'<text class="{"og-note" if note else "og-name"}" x="{_n(one.left + INSIDE)}" y="{_n(base - size * 0.26)}">'
            f"{_written(words)}</text>"
        )
    frame = (
        f'<rect class="og-box" x="{_n(one.left + 0.75)}" y="{_n(one.top)}" width="{_n(one.width - 1.5)}" '
        f'height="{_n(one.height)}" rx="5"/>'
    )
    return f'<g class="{kinds}"><title>{_written(told)}</title>{frame}{"".join(rows)}</g>'


def _link(start: _Set, end: _Set, placed: Sequence[_Set]) -> str:
    """A curve from a box to the next; past columns in between it runs level, where no box stands in its way."""
    x, y = start.left + start.width, start.middle
    tip, level = end.left - 1.5, end.middle
    points = [(x, y)]
    step = end.box.column - start.box.column
    if step > 1:
        free = _free(y, level, [s for s in placed if start.box.column < s.box.column < end.box.column])
        inside = [s for s in placed if start.box.column < s.box.column < end.box.column]
        if inside:
            points += [(min(s.left for s in inside), free), (max(s.left + s.width for s in inside), free)]
    points.append((tip - ARROW + 1, level))
    path = f"M{_n(points[0][0])} {_n(points[0][1])}"
    for (ax, ay), (bx, by) in pairwise(points):
        bend = (bx - ax) / 2
        level_run = abs(ay - by) < 0.05
        path += f"H{_n(bx)}" if level_run else f"C{_n(ax + bend)} {_n(ay)} {_n(bx - bend)} {_n(by)} {_n(bx)} {_n(by)}"
    head = f"M{_n(tip)} {_n(level)}l{_n(-ARROW - 1)} {_n(-ARROW * 0.6)}v{_n(ARROW * 1.2)}z"
    return f'<path class="og-link" d="{path}"/><path class="og-head" d="{head}"/>'


def _free(y: float, level: float, inside: Sequence[_Set]) -> float:
    """The height nearest to both ends at which no box stands: between two boxes, over the first or under the last."""
    edges = sorted((s.top - GAP / 2, s.top + s.height + GAP / 2) for s in inside)
    middle = (y + level) / 2
    candidates = [y, level, middle, *(edge for pair in edges for edge in pair)]
    open_ = [c for c in candidates if not any(low < c < high for low, high in edges)]
    return min(open_, key=lambda c: (abs(c - y) + abs(c - level), c))


def _n(number: float) -> str:
    return (
        f"{number:.1f}".removesuffix(".0").replace("-0", "0")
        if abs(number) < 0.05
        else f"{number:.1f}".removesuffix(".0")
    )
