"""Build the stand-alone lovande with PyInstaller: a zipped folder in dist/ for people without Python, with checksums.

python3 packaging/standalone.py

It needs Python 3.11 or later and a package index. Everything happens in build/standalone, in an environment of its own,
so that nothing but what the program needs comes in; requirements.txt says which release of each package, by its hash.
The folder runs on the system it is made on, and on newer ones. Beside the zip stands its bill of materials
(CycloneDX, .cdx.json); the licences of what others have made are in the folder.
"""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from third_parties import bill_of_materials, find_distributions, write_licences

PACKAGING = Path(__file__).parent
TOP = PACKAGING.parent
WORK = TOP / "build" / "standalone"
SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}


def main() -> None:
    """Write dist/lovande-VERSION-SYSTEM-MACHINE.zip and .cdx.json; print the zip's size and, last, its path."""
    shutil.rmtree(WORK, ignore_errors=True)
    venv.create(WORK / "venv", with_pip=True)
    python = WORK / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, "--require-hashes", "-r", PACKAGING / "requirements.txt")
    run(*pip, "--no-deps", "--no-build-isolation", TOP)
    version, site_packages, stdlib = ask(
        python,
        "import importlib.metadata, sysconfig",
        "importlib.metadata.version('lovande'), sysconfig.get_path('purelib'), sysconfig.get_path('stdlib')",
    )
    (WORK / "version.txt").write_text(version_resource(version), encoding="utf-8")
    output = ["--distpath", WORK / "dist", "--workpath", WORK / "work"]
    run(python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *output, PACKAGING / "lovande.spec")

    folder = WORK / "dist" / "lovande"
    files = json.loads((WORK / "work" / "lovande" / "collected.json").read_text(encoding="utf-8"))
    collected = find_distributions(files, Path(site_packages), (Path(stdlib), Path(sys.base_prefix)), TOP)
    write_licences(folder / "licenser", collected, (platform.python_version(), python_licence(Path(stdlib))))
    name = f"lovande-{version}-{SYSTEMS[sys.platform]}-{platform.machine().lower()}"
    (TOP / "dist").mkdir(exist_ok=True)
    environment = WORK / "environment.cdx.json"
    bill = ["--pyproject", TOP / "pyproject.toml", "--output-reproducible", "--output-file", environment]
    run(python, "-m", "cyclonedx_py", "environment", *bill, python)
    bom = bill_of_materials(json.loads(environment.read_text(encoding="utf-8")), collected, platform.python_version())
    (TOP / "dist" / f"{name}.cdx.json").write_text(json.dumps(bom, indent=1, ensure_ascii=False), encoding="utf-8")
    made = Path(shutil.make_archive(str(TOP / "dist" / name), "zip", WORK / "dist", "lovande"))
    print(f"{made.stat().st_size / 1e6:.1f} MB")
    print(made)


def python_licence(stdlib: Path) -> Path:
    """CPython's licence text; it stands beside the standard library, and in Windows beside python.exe."""
    return next(file for file in (stdlib / "LICENSE.txt", stdlib.parent / "LICENSE.txt") if file.is_file())


def version_resource(version: str) -> str:
    """What Windows shows under Properties → Details of lovande.exe, as PyInstaller reads it."""
    numbers = tuple(int(part) for part in [*version.split("."), "0"][:4] if part.isdigit())
    four = (*numbers, 0, 0, 0, 0)[:4]
    shown = {
        "FileDescription": "lovande: lovande praktik / lovende praksis",
        "FileVersion": version,
        "InternalName": "lovande",
        "OriginalFilename": "lovande.exe",
        "ProductName": "lovande",
        "ProductVersion": version,
    }
    strings = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in shown.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={four}, prodvers={four}, mask=0x3F, OS=0x40004, fileType=1),"
        f" kids=[StringFileInfo([StringTable('041D04B0', [{strings}])]),"
        " VarFileInfo([VarStruct('Translation', [0x041D, 1200])])])\n"
    )


def ask(python: Path, first: str, answer: str) -> list[str]:
    """What a Python program answers."""
    program = f"{first}\nimport json\nprint(json.dumps([{answer}]))"
    told = subprocess.run([python, "-c", program], check=True, capture_output=True, text=True)
    return [str(one) for one in json.loads(told.stdout)]


def run(*command: object) -> None:
    """Run a command to its end; raises CalledProcessError when it fails."""
    subprocess.run([str(part) for part in command], check=True)


if __name__ == "__main__":
    main()
