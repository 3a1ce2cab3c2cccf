"""``homejobs-extract lexicon``: whether a lexicon of one's own can be used, and what the lexicons hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from homejobs_extract.cli._lexicon import LexiconOption, load

if TYPE_CHECKING:
    from homejobs_extract.lexicons import Row

CHECK_EXAMPLES = """Examples:

homejobs-extract lexicon check my-lexicon/

homejobs-extract lexicon check my-lexicon.toml

Every problem is one line, FILE:LINE:COLUMN: what is wrong. Exit status: 0 it can be used; 1 it cannot; 2 wrong usage.
"""
SHOW_EXAMPLES = """Examples:

homejobs-extract lexicon show

homejobs-extract lexicon show agencies

homejobs-extract lexicon show cues --lexicon my-lexicon/ > cues.tsv

Exit status: 0 done; 1 the lexicon cannot be used; 2 wrong usage, or no lexicon of this name.
"""
PathArgument = Annotated[str, typer.Argument(metavar="PATH", help="A folder of .tsv files, or one .toml file.")]
NameArgument = Annotated[str | None, typer.Argument(metavar="NAME", help="Which lexicon: agencies, cues, places, …")]


def check(path: PathArgument) -> None:
    """Say whether a lexicon of one's own can be used.

    Raises ``typer.Exit`` with status 1 when it cannot.
    """
    found = load(path)
    added = ", ".join(f"{len(rows)} of {name}" for name, rows in sorted(found.added.items()))
    typer.echo(f"{path}: {added or 'no rows'} added, {len(found.dropped)} dropped; data version {found.data_version}")


def show(name: NameArgument = None, *, lexicon: LexiconOption = None) -> None:
    """Write the rows of a lexicon as they are in use, as TSV; without a name, list the lexicons.

    Raises ``typer.Exit`` with status 1 when one's own lexicon cannot be used.
    """
    from homejobs_extract import lexicons
    from homejobs_extract.userlexicon.columns import DROP, FILES

    rows = load(lexicon).rows if lexicon else lexicons.rows
    names = [known for known in FILES if known != DROP]
    if name is None:
        for known in names:
            typer.echo(f"{known}\t{len(rows(known))}\t{' '.join(column.name for column in FILES[known])}")
    elif name in names:
        for line in as_tsv(rows(name)):
            typer.echo(line)
    else:
        message = f"no lexicon {name!r}; there are {', '.join(names)}"
        raise typer.BadParameter(message)


def as_tsv(rows: tuple[Row, ...]) -> list[str]:
    """A header and the rows.

    >>> as_tsv(({"id": "a", "alias": "ب"},))
    ['id\\talias', 'a\\tب']
    """
    return ["\t".join(rows[0]), *("\t".join(row.values()) for row in rows)] if rows else []


def register(app: typer.Typer) -> None:
    """Add ``lexicon check`` and ``lexicon show``."""
    family = typer.Typer(no_args_is_help=True, help="Check a lexicon of one's own, or show what the lexicons hold.")
    family.command(help="Say whether a lexicon of one's own can be used.", epilog=CHECK_EXAMPLES)(check)
    family.command(help="Write the rows of a lexicon as TSV, or list the lexicons.", epilog=SHOW_EXAMPLES)(show)
    app.add_typer(family, name="lexicon")
