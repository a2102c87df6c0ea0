"""Attributions: who says what, as three spans (source, cue, content).

Entry: reading.attributions_of. One module a question: which words report (lexicon), what is quoted (quotations), who speaks
(sources; topics where the verb comes last), what is said (contents), in which order they stand (shapes, verbs; unspaced for
scripts without blanks).
"""

from vigie.understand.attributions.reading import attributions_of

__all__ = ["attributions_of"]
