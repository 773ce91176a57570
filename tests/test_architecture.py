"""The rules of the house that a program can check."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = sorted((ROOT / "daw").rglob("*.py"))
PLUGINS = sorted((ROOT / "plugins").glob("*.py"))
PLUGIN_IMPORTS = ("daw.plugin", "daw.dsp", "daw.units", "collections.abc", "dataclasses", "math", "numpy", "numba")


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def project_files() -> Iterator[tuple[Path, str]]:
    """Every text file of the project with its text; what .gitignore names is no part of it."""
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text().split()} | {".git"}
    for folder, subfolders, names in os.walk(ROOT):
        subfolders[:] = [name for name in subfolders if name not in ignored]
        for name in names:
            path = Path(folder, name)
            data = path.read_bytes()
            if b"\0" not in data:
                yield path, data.decode("utf-8")


def imported_names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_imports_go_one_way(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


@pytest.mark.parametrize("path", PLUGINS, ids=short)
def test_a_plugin_uses_the_public_interface_alone(path):
    names = imported_names(ast.parse(path.read_text("utf-8")))
    foreign = [name for name in names if not any(name == allowed or name.startswith(allowed + ".") for allowed in PLUGIN_IMPORTS)]
    assert foreign == []


def test_import_daw_needs_neither_qt_nor_portaudio():
    without = "import sys; sys.modules['PySide6'] = sys.modules['sounddevice'] = None; import daw"
    subprocess.run([sys.executable, "-c", without], cwd=ROOT, check=True)


@pytest.mark.parametrize("path", PROGRAM, ids=short)
def test_a_kernel_is_cached_where_an_edit_of_any_source_is_noticed(path):
    text = path.read_text("utf-8")
    compiles = re.search(r"\b(njit|jit|cfunc|vectorize)\(", text)
    prepared = re.search(r"daw import .*kernelcache|daw\.kernelcache|daw\.dsp\.compiled", text)
    assert not compiles or prepared, "import daw.kernelcache before numba decorates, or use daw.dsp.compiled"


@pytest.mark.parametrize("path", [path for path in PROGRAM if "engine" in path.parts], ids=short)
def test_the_engine_never_reads_a_clock_that_can_jump(path):
    assert not re.search(r"\btime\.time(_ns)?\(|datetime\.now\(", path.read_text("utf-8"))


def test_no_file_names_a_machine_or_a_download_address():
    place = r"(^|[^\w.])/(work|farm|root|home/\w+|Users/\w+)/"
    address = r"https?://[^ \"]+\.(whl|tar\.gz)|index[-]url|registry *= *\"http"
    secret = re.compile(f"{place}|{address}", re.MULTILINE)
    assert [f"{short(path)}: {found[0]}" for path, text in project_files() if (found := secret.search(text))] == []


def test_no_loose_ends():
    loose = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X]|NotImplemented[E]rror)\b|pytest\.mark\.(sk[i]p|xf[a]il)\b|pytest\.sk[i]p\(")
    assert [f"{short(path)}: {found[0]}" for path, text in project_files() if path.suffix == ".py" and (found := loose.search(text))] == []


def test_the_pinned_requirements_are_hashed_and_are_what_the_project_asks_for():
    lock = (ROOT / "requirements.lock").read_text()
    assert "http" not in lock
    assert "file:" not in lock
    entries = re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:]
    pinned = {}
    for entry in entries:
        requirement = Requirement(entry.split("\\")[0])
        pinned[canonicalize_name(requirement.name)] = str(requirement.specifier).removeprefix("==")
        assert "--hash=sha256:" in entry, requirement.name
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for asked in map(Requirement, project["project"]["dependencies"] + project["dependency-groups"]["dev"]):
        assert asked.specifier.contains(pinned[canonicalize_name(asked.name)]), asked
