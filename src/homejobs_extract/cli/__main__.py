"""``python -m homejobs_extract.cli``."""

from homejobs_extract.cli import main

if __name__ == "__main__":
    main()
