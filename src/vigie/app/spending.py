"""What a language model did and cost, as one line for a person."""

from vigie.ports import Tally


def told_of_model(tally: Tally) -> str:
    """« model: 12 answers, 3 from the archive, 18,204 tokens in, 2,310 out, 0.0123 USD »."""
    parts = [_counted(tally.calls, "answer"), f"{tally.replayed} from the archive"]
    parts += [f"{tally.failed} without use"] if tally.failed else []
    parts += [f"{tally.input_tokens:,} tokens in, {tally.output_tokens:,} out"]
    parts += [f"{tally.cost:.4f} {tally.currency}"] if tally.cost else []
    return f"model: {', '.join(parts)}" + (f"; stopped: {tally.stopped}" if tally.stopped else "")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
