"""Where the program starts: `lovande` and `python -m lovande_cli`."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn


def start() -> NoReturn:
    """Run the command line; Ctrl-C before it is ready leaves without a word."""
    # Nothing that is imported is ever garbage; looking for some takes a twentieth of the start.
    gc.disable()
    try:
        from lovande_cli.commands.program import main

        gc.freeze()
        gc.enable()
        main()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    start()
