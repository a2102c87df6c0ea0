"""Attributions: who says what, as three spans (source, cue, content).

Entry: reading.attributions_of. One module a question: which words report (lexicon), what is quoted (quotations), who is
named by a cue (sources), what is said (shapes).
"""

from vigie.understand.attributions.reading import attributions_of

__all__ = ["attributions_of"]
