"""The command line: one module a family of commands, each with a ``register(app)`` that adds its own.

A module whose name begins with ``_`` holds what families share. Families import heavy libraries inside their commands.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Annotated

import typer

from homejobs_extract import __version__

SUMMARY = "Every figure that a Persian news report on home-based businesses (مشاغل خانگی) states, as typed records."


def families() -> Iterator[ModuleType]:
    """The modules of this package that add commands, by name."""
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            yield importlib.import_module(f"{__name__}.{module.name}")


def show_version(wanted: bool) -> None:
    """Print the version and leave, if asked to."""
    if wanted:
        typer.echo(f"homejobs-extract {__version__}")
        raise typer.Exit


def top(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Options of the program itself; the docstring shown is :data:`SUMMARY`."""


def build_app() -> typer.Typer:
    """The whole program."""
    app = typer.Typer(
        name="homejobs-extract",
        help=SUMMARY,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(help=SUMMARY)(top)
    for family in families():
        family.register(app)
    return app


def speak_utf8() -> None:
    """Write UTF-8 whatever the locale says, so that Persian reaches a file or a pipe as it is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def main() -> None:
    """Run the command line."""
    speak_utf8()
    build_app()()
