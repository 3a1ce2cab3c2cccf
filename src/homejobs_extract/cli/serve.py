"""``homejobs-extract serve``: the workbench on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from homejobs_extract.cli._inputs import fail

EXAMPLES = """Examples:

homejobs-extract serve

homejobs-extract serve --store results --port 8021

It listens on 127.0.0.1 only, unless --host says otherwise, and answers to that name, localhost and those of
--allowed-host; opened articles and corrections are kept in --work.
"""
MISSING = "the workbench needs its extra: pip install 'homejobs-extract[web]'"
LOCAL = "127.0.0.1"

StoreOption = Annotated[Path | None, typer.Option("--store", metavar="DIR", help="A store that `batch` wrote.")]
WorkOption = Annotated[
    Path | None, typer.Option("--work", metavar="DIR", help="Where articles and corrections are kept.")
]
HostOption = Annotated[
    str, typer.Option("--host", help="Address to listen on; others than 127.0.0.1 open it to the network.")
]
AllowedOption = Annotated[
    list[str] | None, typer.Option("--allowed-host", metavar="NAME", help="A further name that browsers may ask for.")
]
PortOption = Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen on.")]
SizeOption = Annotated[int, typer.Option("--max-bytes", min=1000, help="Largest article or file, in bytes.")]
SecondsOption = Annotated[float, typer.Option("--seconds", min=0.1, help="Longest time for one article.")]


def serve(  # noqa: PLR0913
    *,
    store: StoreOption = None,
    work: WorkOption = None,
    host: HostOption = LOCAL,
    port: PortOption = 8020,
    allowed_host: AllowedOption = None,
    max_bytes: SizeOption = 5_000_000,
    seconds: SecondsOption = 20.0,
) -> None:
    """Serve the workbench until interrupted.

    Raises ``typer.Exit`` with status 1 when the extra is missing or the store cannot be opened.
    """
    try:
        import uvicorn

        from homejobs_extract.web.app import create_app
        from homejobs_extract.web.settings import LOCAL_HOSTS, Settings

        folder = work or Path(typer.get_app_dir("homejobs-extract"))
        hosts = LOCAL_HOSTS | {host} | {name.lower() for name in allowed_host or ()}
        settings = Settings(work=folder, store=store, max_bytes=max_bytes, seconds=seconds, hosts=hosts)
        app = create_app(settings)
    except ImportError as error:
        fail("serve", f"{MISSING} ({error})")
        raise typer.Exit(1) from None
    except ValueError as error:
        fail("serve", str(error))
        raise typer.Exit(1) from None
    typer.echo(f"http://{host}:{port}/", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


def register(app: typer.Typer) -> None:
    """Add ``serve``."""
    app.command(help="Open the workbench for fact-checkers in a browser on this machine.", epilog=EXAMPLES)(serve)
