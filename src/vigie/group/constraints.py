"""What a person said of the grouping, as constraints on it (Wagstaff et al. 2001): articles held together, or held apart.

The latest correction is heard first, and one that contradicts what was heard is passed over; so no order of arrival matters.
"""

from collections.abc import Iterable, Mapping

from vigie.model import Correction


class Constraints:
    """Sets of articles held together, each under a root, and the roots held apart. The articles of a story that was placed
    before are held together by it; two such stories never are. An article nobody spoke of is alone under its own root."""

    def __init__(self, corrections: Iterable[Correction], story_of: Mapping[str, str]) -> None:
        """`story_of`: the story of each article that is placed already, as far as it matters."""
        self._story_of = story_of
        self._above: dict[str, str] = {}
        self._apart: dict[str, set[str]] = {}
        # Of one moment, merges go first.
        in_order = sorted(corrections, key=lambda said: (said.kind, said.one, said.other))
        for said in sorted(in_order, key=lambda said: said.at, reverse=True):
            one, other = self.root(said.one), self.root(said.other)
            if one == other or other in self._apart.get(one, ()):
                continue
            if said.kind == "split":
                self._apart.setdefault(one, set()).add(other)
                self._apart.setdefault(other, set()).add(one)
            elif not (self.story(one) and self.story(other)):
                self._join(one, other)

    def root(self, article: str) -> str:
        """The name of the set that holds this article."""
        story = self._story_of.get(article)
        root = f"story {story}" if story else f"article {article}"
        while root in self._above:
            root = self._above[root]
        return root

    def story(self, root: str) -> str:
        """The story that the articles of a set belong to already, or nothing."""
        return root.removeprefix("story ") if root.startswith("story ") else ""

    def apart(self, root: str) -> frozenset[str]:
        """The roots that may not be joined to this one."""
        return frozenset(self._apart.get(root, ()))

    def _join(self, one: str, other: str) -> None:
        kept, gone = (one, other) if (not self.story(one), one) < (not self.story(other), other) else (other, one)
        self._above[gone] = kept
        for third in self._apart.pop(gone, ()):
            self._apart[third].remove(gone)
            self._apart[third].add(kept)
            self._apart.setdefault(kept, set()).add(third)
