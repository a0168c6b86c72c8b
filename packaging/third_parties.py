"""Licences of every bundled package, and the bill of materials (SBOM, CycloneDX), for the stand-alone folder.

PyInstaller says which files it collected. Each belongs to a distribution, to Python, or to the system; what belongs to
none of them, or comes without a licence text, stops the build: such a folder must not be passed on.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "licenses"
"""The licence texts that no distribution brings, named by their SPDX ids; and the notices of fonts and of CPython."""
OWN = "lovande"
LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
PYTHONS_LIBRARIES = re.compile(
    r"(libpython|libz|zlib1|libffi|libexpat|libmpdec|vcruntime\d|msvcp\d|ucrtbase|api-ms-win-)", re.IGNORECASE
)
"""Libraries that Python's licence texts speak of, wherever the system has them."""
SHARED_FOLDERS = (Path("/usr"), Path("/usr/local"), Path("/opt/homebrew"))
"""Where Python is one of many programs, and not all that is there is Python's."""


def find_distributions(
    files: Iterable[str], site_packages: Path, python: tuple[Path, Path], top: Path
) -> Mapping[str, Distribution]:
    """The distributions that the collected files come from, by name; exits where a file comes from nowhere known.

    `python` is its standard library and the folder that it is installed in, `top` the folder of this project.
    """
    ours = [folder.resolve() for folder in (*python, top) if folder.resolve() not in SHARED_FOLDERS]
    owner = {
        str(Path(str(one.locate_file(file))).resolve()): one
        for one in distributions(path=[str(site_packages)])
        for file in one.files or ()
    }
    found: dict[str, Distribution] = {}
    for name in files:
        file = Path(name).resolve()
        if str(file) in owner:
            found[owner[str(file)].name] = owner[str(file)]
        elif not any(file.is_relative_to(folder) for folder in ours) and not PYTHONS_LIBRARIES.match(file.name):
            raise SystemExit(f"{file}: whose is it? Leave it out in lovande.spec, or add its licence to licenses/.")
    return dict(sorted(found.items(), key=lambda item: item[0].casefold()))


def write_licences(folder: Path, collected: Mapping[str, Distribution], python: tuple[str, Path]) -> None:
    """Write the licence texts of Python (its version, its text) and of all distributions, and a list of them."""
    shutil.copytree(TEXTS, folder / "texts")
    python_version, python_licence = python
    lines = [f"Python {python_version}: PSF-2.0, Python/"]
    (folder / "Python").mkdir()
    shutil.copy(python_licence, folder / "Python" / "LICENSE.txt")
    (folder / "texts" / "python-incorporated.txt").rename(folder / "Python" / "incorporated.txt")
    for name, one in collected.items():
        if name == OWN:
            continue
        texts = [file for file in one.files or () if LICENCE_FILE.search(file.name) and file.suffix != ".py"]
        if not texts:
            raise SystemExit(f"{name} {one.version} has no licence text: it cannot be passed on.")
        for file in texts:
            within = re.sub(r"^[^/]*\.dist-info/(licenses/)?", "", file.as_posix())
            target = folder / name / within
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(str(one.locate_file(file)), target)
        lines.append(f"{name} {one.version}: {licence_name(one)}, {name}/")
    if "typst" in collected:
        crates = rust_crates(collected["typst"])
        (folder / "typst" / "rust-crates.txt").write_text(list_crates(crates), encoding="utf-8")
        (folder / "texts" / "typst-fonts.txt").rename(folder / "typst" / "fonts-and-data.txt")
        lines.append(f"{len(crates)} Rust crates and the fonts within typst: typst/")
    if "lxml" in collected:
        lines.append(
            "libxml2, libxslt, zlib (MIT, Zlib) and GNU libiconv (LGPL-2.1) within lxml: lxml/, texts/LGPL-2.1.txt"
        )
        lines.append("    lxml's library files can be replaced by others; their source: https://github.com/lxml/lxml")
    (folder / "README.txt").write_text("\n".join([ABOUT, *lines, ""]), encoding="utf-8")


ABOUT = """\
Program av andra som följer med lovande, och deras licenser.
Programmer fra andre, som følger med lovande, og deres licenser.
What others have made that is part of this folder, and their licences.
"""


def licence_name(one: Distribution) -> str:
    """What a distribution calls its licence."""
    classified = [c.split(" :: ")[-1] for c in one.metadata.get_all("Classifier") or () if c.startswith("License ::")]
    said = one.metadata.get("License-Expression") or one.metadata.get("License") or ", ".join(classified)
    return (said or "see its text").splitlines()[0]


def rust_crates(typst: Distribution) -> list[dict[str, Any]]:
    """The Rust libraries that are built into typst, as its own bill of materials names them."""
    (bill,) = (file for file in typst.files or () if file.name.endswith(".cyclonedx.json"))
    return list(json.loads(bill.read_text(encoding="utf-8"))["components"])


def list_crates(crates: Iterable[Mapping[str, Any]]) -> str:
    """Each crate with its licence, its authors and its source; exits where the text of a licence is missing."""
    parts = ["The texts of these licences are in ../texts/, by the same names.\n"]
    for crate in crates:
        licence = " AND ".join(one.get("expression") or one["license"]["id"] for one in crate.get("licenses", ()))
        missing = [word for word in re.findall(r"[\w.-]+", licence) if word not in ("OR", "AND", "WITH")]
        missing = [word for word in missing if not (TEXTS / f"{word}.txt").is_file()]
        if missing or not licence:
            raise SystemExit(f"{crate['name']}: add the text of {', '.join(missing) or 'its licence'} to licenses/.")
        source = next((one["url"] for one in crate.get("externalReferences", ()) if one["type"] == "vcs"), "")
        parts.append(
            f"{crate['name']} {crate['version']}\n    {licence}\n    {crate.get('author', '')}\n    {source}\n"
        )
    return "\n".join(parts)


def bill_of_materials(
    environment: Mapping[str, Any], collected: Mapping[str, Distribution], python_version: str
) -> dict[str, Any]:
    """The bill of the whole environment (CycloneDX), with only what is in the folder, and Python and the crates."""
    names = {re.sub(r"[-_.]+", "-", name).casefold() for name in collected} - {OWN}
    kept = [one for one in environment["components"] if re.sub(r"[-_.]+", "-", one["name"]).casefold() in names]
    python = {
        "type": "platform",
        "bom-ref": f"python-{python_version}",
        "name": "CPython",
        "version": python_version,
        "licenses": [{"license": {"id": "PSF-2.0"}}],
        "purl": f"pkg:generic/python@{python_version}",
    }
    crates = rust_crates(collected["typst"]) if "typst" in collected else []
    components = [python, *kept, *crates]
    known = {one["bom-ref"] for one in components} | {environment["metadata"]["component"]["bom-ref"]}
    dependencies = [
        {**one, "dependsOn": [ref for ref in one.get("dependsOn", ()) if ref in known]}
        for one in environment.get("dependencies", ())
        if one["ref"] in known
    ]
    return {**environment, "components": components, "dependencies": dependencies}
