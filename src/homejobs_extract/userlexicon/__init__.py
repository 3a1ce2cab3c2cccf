"""Lexicons of one's own: a folder of TSV files, or one TOML file, laid over the lexicons that come with the library."""

from homejobs_extract.userlexicon.checking import LexiconError, Problem
from homejobs_extract.userlexicon.loading import Lexicon, load_lexicon

__all__ = ["Lexicon", "LexiconError", "Problem", "load_lexicon"]
