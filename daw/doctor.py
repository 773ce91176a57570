"""`daw doctor`: whether everything the program needs is there, and what to type where it is not."""

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from daw import kernelcache, needs, preferences, registry, resources
from daw.engine.device import list_devices

TAKE_BYTES = 3  # a 24-bit sample
RATE = 48000
LITTLE_S = 3600.0  # of recording time


class Check(NamedTuple):
    """One thing that was looked at: whether it is well, what was found, and what to do if it is not."""

    name: str
    ok: bool
    found: str
    remedy: str = ""


def checks(folder: Path) -> Iterator[Check]:
    """Look at everything; `folder` is where songs will be."""
    yield Check("Python", ok=True, found=f"{sys.version.split()[0]} at {sys.executable}")
    if sys.platform == "linux":
        yield _libraries("PortAudio (audio devices)", needs.SOUND)
        yield _libraries("System libraries of the window", needs.WINDOW)
    yield _qt()
    yield _display()
    yield _devices()
    yield _jack()
    yield _kernels()
    yield from _effects()
    yield _fonts()
    yield _writable("Preferences", preferences.path().parent)
    yield _writable("Songs here", folder)
    yield _room(folder)


def _libraries(name: str, wanted: dict[str, tuple[str, str, str]]) -> Check:
    missing = [need for need in wanted if not needs.is_present(need)]
    remedy = f"Type: sudo {needs.line(needs.packages(wanted))}" if missing else ""
    return Check(name, not missing, f"missing: {', '.join(missing)}" if missing else f"all {len(wanted)} found", remedy)


def _qt() -> Check:
    spec = importlib.util.find_spec("PySide6")
    remedy = "Type: pip install PySide6-Essentials.  Everything but the window works without it."
    return Check("Qt", spec is not None, "PySide6 is installed" if spec else "PySide6 is not installed", "" if spec else remedy)


def _display() -> Check:
    problem = needs.window_problem()
    return Check("Window", not problem, "can't open" if problem else "can open", problem)


def _devices() -> Check:
    found = list_devices()
    told = ", ".join(one.full_name for one in found) or "none"
    remedy = "" if found else "Plug in an interface, or use --device null, which needs no hardware."
    return Check("Audio devices", bool(found), told, remedy)


def _jack() -> Check:
    found = [one for one in list_devices() if "jack" in one.api.casefold()]
    installed = needs.is_present("jackd") or needs.is_present("pw-jack")
    told = "running" if found else "installed, not running" if installed else "not installed"
    return Check("JACK or PipeWire", ok=True, found=told)


def _kernels() -> Check:
    files = [path for path in kernelcache.FOLDER.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files) / 2**20
    private = kernelcache.FOLDER.name.startswith("daw-kernels-")
    told = f"{len(files)} files, {size:.1f} MiB in {kernelcache.FOLDER}"
    remedy = "The cache folder can't be written to, so every start compiles anew: make it writable." if private else ""
    return Check("Compiled kernels", not private, told, remedy)


def _effects() -> Iterator[Check]:
    known = registry.effects()
    yield Check("Effects", bool(known), f"{len(known)}: {', '.join(known)}; in {', '.join(str(place) for place in registry.folders())}")
    for problem in registry.problems():
        yield Check(f"Effect file {problem.path.name}", ok=False, found=str(problem.path), remedy=problem.message)


def _fonts() -> Check:
    fonts = sorted(path.name for path in (resources.assets_folder() / "fonts").glob("*.[ot]tf"))
    return Check("Fonts", bool(fonts), ", ".join(fonts) or "none", "" if fonts else "The installation is not complete: install it again.")


def _writable(name: str, folder: Path) -> Check:
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    ok = place.is_dir() and os.access(place, os.W_OK)
    return Check(name, ok, str(folder), "" if ok else f"There is no permission to write in {place}: choose another folder or change it.")


def _room(folder: Path) -> Check:
    try:
        free = shutil.disk_usage(folder).free
    except OSError as problem:
        return Check("Room to record", ok=False, found=str(problem.strerror), remedy="Choose a folder that is there.")
    seconds = free / (TAKE_BYTES * RATE)
    told = f"{free / 2**30:.1f} GiB: {seconds / 3600.0:.0f} hours of one 24-bit input at {RATE // 1000} kHz"
    return Check("Room to record", seconds > LITTLE_S, told, "" if seconds > LITTLE_S else "Make room before recording.")
