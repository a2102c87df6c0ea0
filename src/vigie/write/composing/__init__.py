"""Sentences of Vigie's own: where the news comes from, what is at stake, what came before. Composed from templates and from
spans, never from anything else; each cites the words that it rests on."""

from vigie.write.composing.figures import conflict_sentence, figure_lines
from vigie.write.composing.gist import gist_sentence
from vigie.write.composing.origins import origin_sentence
from vigie.write.composing.past import change_sentences, past_sentences, reversal_sentence

__all__ = [
    "change_sentences",
    "conflict_sentence",
    "figure_lines",
    "gist_sentence",
    "origin_sentence",
    "past_sentences",
    "reversal_sentence",
]
