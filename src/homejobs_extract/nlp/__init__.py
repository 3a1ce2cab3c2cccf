"""The spaCy component: ``nlp.add_pipe("homejobs")``, found by entry point; importing this package imports spaCy.

Its module is :mod:`homejobs_extract.nlp.component`; how spans are made is in :mod:`homejobs_extract.nlp.spans`.
"""

from homejobs_extract.nlp.component import HomeJobs, make_homejobs

__all__ = ["HomeJobs", "make_homejobs"]
