"""Entry point of the stand-alone program (PyInstaller)."""

import sys

if any("multiprocessing" in argument for argument in sys.argv):
    # A worker of `map`: the program starts itself anew, and this call then never returns.
    from multiprocessing import freeze_support

    freeze_support()

from lovande_cli.__main__ import start

start()
