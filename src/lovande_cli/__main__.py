"""`python -m lovande_cli` is the command `lovande`."""

from lovande_cli.cli import main

if __name__ == "__main__":
    main()
