"""The option ``--lexicon`` of commands that read articles, and how a lexicon that cannot be used is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from homejobs_extract.cli._inputs import fail

if TYPE_CHECKING:
    from homejobs_extract.userlexicon import Lexicon

LexiconOption = Annotated[
    str | None,
    typer.Option("--lexicon", metavar="PATH", help="Lexicon of your own: a folder of .tsv files, or a .toml."),
]


def load(path: str) -> Lexicon:
    """The lexicon of a path; its problems go to standard error, one a line, and the program ends with status 1."""
    from homejobs_extract.userlexicon import LexiconError, load_lexicon

    try:
        return load_lexicon(Path(path))
    except LexiconError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None
    except OSError as error:
        fail(path, (error.strerror or str(error)).lower())
        raise typer.Exit(1) from None


def load_if_given(path: str | None) -> Lexicon | None:
    """The lexicon of the option, if it was given."""
    return None if path is None else load(path)
