"""Make the stand-alone lovande, for people without Python or the right to install: a zipped folder in dist/.

python3 packaging/standalone.py

It needs Python 3.11 or later and a package index. Everything happens in build/standalone, in an environment of its own,
so that nothing but what the program needs comes in. The folder runs on the system it is made on, and on newer ones.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path

TOP = Path(__file__).parents[1]
WORK = TOP / "build" / "standalone"
PYINSTALLER = "pyinstaller>=6.11,<7"
SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}


def main() -> None:
    """Write dist/lovande-VERSION-SYSTEM-MACHINE.zip; print its size and, last, its path."""
    shutil.rmtree(WORK, ignore_errors=True)
    venv.create(WORK / "venv", with_pip=True)
    python = WORK / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(TOP), PYINSTALLER)
    output = ["--distpath", WORK / "dist", "--workpath", WORK / "work"]
    run(python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *output, TOP / "packaging" / "lovande.spec")
    told = subprocess.run(
        [WORK / "dist" / "lovande" / "lovande", "--version"], check=True, capture_output=True, text=True
    )
    version = told.stdout.split()[-1]
    name = f"lovande-{version}-{SYSTEMS[sys.platform]}-{platform.machine().lower()}"
    (TOP / "dist").mkdir(exist_ok=True)
    made = Path(shutil.make_archive(str(TOP / "dist" / name), "zip", WORK / "dist", "lovande"))
    print(f"{made.stat().st_size / 1e6:.1f} MB")
    print(made)


def run(*command: object) -> None:
    """Run a command to its end; raises CalledProcessError when it fails."""
    subprocess.run([str(part) for part in command], check=True)


if __name__ == "__main__":
    main()
