"""The evaluation of what a reader sees: seven recorded days in French and English, every sentence of every brief.

Four questions. Does each shown sentence say only what its cited words say (support.py, a reading of its own, stricter than the
checker's: every name, number and date must be found)? Is it in the reader's language? Does it repeat another? Does the lead of
each item tell who, what, on whose word, how surely (leads.py)? And what a person found who read items against their articles
(verdicts.py). VIGIE_EVAL_SAMPLE prints on stderr each sentence that fails.
"""

from vigie.app.evaluation.brief.stage import run

__all__ = ["run"]
