"""Sentences of Vigie's own: where the news comes from, what is at stake, what came before. Composed from templates and from
spans, never from anything else; each cites the words that it rests on."""

from vigie.write.composing.claims import claim_sentence, claim_sentences, claim_title
from vigie.write.composing.coming import coming_sentences
from vigie.write.composing.figures import conflict_sentences, figure_lines
from vigie.write.composing.gist import gist_sentence, gist_title
from vigie.write.composing.origins import origin_sentence, read_sentence
from vigie.write.composing.past import past_sentences, reversal_sentence

__all__ = [
    "claim_sentence",
    "claim_sentences",
    "claim_title",
    "coming_sentences",
    "conflict_sentences",
    "figure_lines",
    "gist_sentence",
    "gist_title",
    "origin_sentence",
    "past_sentences",
    "read_sentence",
    "reversal_sentence",
]
