"""A text in, its figures out: `python examples/one_report.py examples/report.txt 1400-12-05`."""

import sys
from pathlib import Path

from homejobs_extract import extract


def main(path: str, published: str | None = None) -> None:
    report = extract(Path(path).read_text(encoding="utf-8"), published=published)
    for figure in report.figures:
        agency = figure.agency.name_en if figure.agency else "all agencies"
        print(f"{figure.kind:<8}{figure.value:>18,}  {figure.stage or 'no stage':<10} {agency}")
    for check in report.findings:
        print(check.message_en)


if __name__ == "__main__":
    main(*sys.argv[1:])
