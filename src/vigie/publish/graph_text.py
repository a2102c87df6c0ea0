"""The origin graph as text: a line for each way, articles, intermediaries and roots in columns that stay in line in a
terminal, whatever the script."""

import unicodedata
from collections.abc import Sequence
from itertools import zip_longest

from vigie.publish.graph import Box, OriginGraph

WIDEST = 34
ARROW = "──▶"


def graph_text(graph: OriginGraph) -> str:
    """The title, the columns, and how many origins are independent."""
    ways = _ways(graph)
    cells = [[_cell(way.get(column)) for column in range(len(graph.headings))] for way in ways]
    rows = [[[heading] for heading in graph.headings], *cells]
    widths = [max(width(line) for row in rows for line in row[column]) for column in range(len(graph.headings))]
    told = [line for row in rows for line in _row(row, widths, arrows=row is not rows[0])]
    return "\n".join([graph.title, "", *told, "", graph.summary])


def width(text: str) -> int:
    """How many places of a terminal a text takes: two for a Chinese sign, none for a mark set on another."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _ways(graph: OriginGraph) -> list[dict[int, Box]]:
    """The boxes of each path by column; an article with several roots is named once."""
    ways = []
    for number, path in enumerate(graph.paths):
        again = number and graph.paths[number - 1][0] == path[0]
        ways.append({graph.boxes[step].column: graph.boxes[step] for step in (path[1:] if again else path)})
    return ways


def _cell(box: Box | None) -> list[str]:
    """The name, and what is said of it: on one line where there is room, else on lines of its own."""
    if box is None:
        return [""]
    notes = f"({', '.join(box.notes)})" if box.notes else ""
    whole = f"{box.name} {notes}".rstrip()
    return [whole] if width(whole) <= WIDEST else [*_wrapped(box.name), *(_wrapped(notes) if notes else [])]


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and width(lines[-1]) + 1 + width(word) > WIDEST:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
        while width(lines[-1]) > WIDEST:
            cut = next(n for n in range(len(lines[-1]), 0, -1) if width(lines[-1][:n]) <= WIDEST)
            lines[-1:] = [lines[-1][:cut], lines[-1][cut:]]
    return lines


def _row(cells: Sequence[Sequence[str]], widths: Sequence[int], arrows: bool) -> list[str]:
    """The lines of one row: an arrow leads into each name; past a column without one it goes on."""
    told = []
    for number, line in enumerate(zip_longest(*cells, fillvalue="")):
        drawn = arrows and not number
        text = line[0] + " " * (widths[0] - width(line[0]))
        for name, room in zip(line[1:], widths[1:], strict=True):
            if drawn and not name:
                text += ("─" if text.endswith("─") else " ") + "─" * (len(ARROW) + 1 + room)
            elif drawn:
                text += ("─" if text.endswith("─") else " ") + f"{ARROW} "
            else:
                text += " " * (len(ARROW) + 2)
            text += name + " " * (room - width(name)) if name or not drawn else ""
        told.append(text.rstrip())
    return told
