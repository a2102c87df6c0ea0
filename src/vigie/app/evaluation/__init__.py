"""Evaluations: what each stage achieves on labelled or recorded news, as one table of scores. They measure and tune nothing.

An evaluation is one function in a module of this room, and one row of registry.py. Read next: scores.py, registry.py.
"""

from vigie.app.evaluation.registry import EVALUATIONS, evaluate, listed
from vigie.app.evaluation.scores import Evaluation, Progress, Score, as_json, required, table

__all__ = ["EVALUATIONS", "Evaluation", "Progress", "Score", "as_json", "evaluate", "listed", "required", "table"]
