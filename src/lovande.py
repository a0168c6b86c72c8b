"""`python -m lovande`, for where the command `lovande` is not on the PATH."""

from lovande_cli.__main__ import start

if __name__ == "__main__":
    start()
