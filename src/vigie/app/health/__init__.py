"""How sources are doing: which fell silent, fail, are gone, or give something else than they used to. Pure decisions on what
the archive holds; no network. Read next: rhythm.py (silence), changes.py (text, dates, language), examining.py (the whole)."""

from vigie.app.health.examining import Ailment, examine
from vigie.app.health.telling import told

__all__ = ["Ailment", "examine", "told"]
