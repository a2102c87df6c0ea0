"""The evaluation of `fetch`: two thousand feeds on this machine, read once, then again when a tenth of them changed."""

from vigie.app.evaluation.fetching.measuring import run

__all__ = ["run"]
