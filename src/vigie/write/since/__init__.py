"""Since the reader's last brief: what he knows, what is new to him, what changed, what was taken back.

Entry: deciding.decide. Read in this order: claims.py (what is said), matching.py (whether two say one thing), knowing.py (what
the reader was told), deciding.py, correcting.py, changes.py (how it is told), notices.py (what it means for old editions).
"""

from vigie.write.since.changes import change_sentences, new_in_chapter
from vigie.write.since.claims import claims_told
from vigie.write.since.deciding import decide
from vigie.write.since.knowing import Known, known_to
from vigie.write.since.notices import notices_of

__all__ = ["Known", "change_sentences", "claims_told", "decide", "known_to", "new_in_chapter", "notices_of"]
