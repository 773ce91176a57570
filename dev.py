#!/usr/bin/env python3
"""Set up this folder and use it, on a machine that has nothing but Python.

    python3 dev.py run [ARGS]     the program; without ARGS its window, or the demo where there is no display
    python3 dev.py test [ARGS]    every check and the whole test suite; with ARGS only pytest, with them

Both first do all the set-up that is still missing: system packages (through apt-get when allowed, otherwise the line to type
is printed), the virtual environment `.venv`, and in it the packages of `requirements.lock`.  Standard library only.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST_PYTHON = (3, 11)
TEST_LIMIT_S = 20 * 60
STARTED = time.monotonic()
LONG_FILE_LINES = 400

# What Linux must bring, since no Python package does: library or program -> package in Debian, Fedora, Arch.
RUN_NEEDS = {
    "libportaudio.so.2": ("libportaudio2", "portaudio", "portaudio"),
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libX11.so.6": ("libx11-6", "libX11", "libx11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "freetype2"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb"),
}
TEST_NEEDS = {
    "jackd": ("jackd2", "jack-audio-connection-kit", "jack2"),
    "jack_lsp": ("jackd2", "jack-audio-connection-kit-example-clients", "jack-example-tools"),
    "Xvfb": ("xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    "xdotool": ("xdotool", "xdotool", "xdotool"),
    "openbox": ("openbox", "openbox", "openbox"),
    "import": ("imagemagick", "ImageMagick", "imagemagick"),
    "ffmpeg": ("ffmpeg", "ffmpeg", "ffmpeg"),
    "strace": ("strace", "strace", "strace"),
}
INSTALLERS = {"apt-get": "apt-get install -y --no-install-recommends", "dnf": "dnf install -y", "pacman": "pacman -S --needed"}


def main(arguments: list[str]) -> int:
    """Do what the words say; return the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        return complain(f"Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or newer is needed; this is {sys.version.split()[0]}.")
    verbs = {"run": (RUN_NEEDS, run), "test": (RUN_NEEDS | TEST_NEEDS, test)}
    if not arguments or arguments[0] not in verbs:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    needs, verb = verbs[arguments[0]]
    install_system_packages(needs)
    if not make_environment():
        return 1
    return verb(arguments[1:])


def run(arguments: list[str]) -> int:
    """Run the program with these words."""
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for the program, which ends its recording first; wait for it
    return command(PYTHON, "-m", "daw", *(arguments or default_words()))


def default_words() -> list[str]:
    """What `run` does when no words are given: open the window, or without a display show the main job as a demo."""
    has_display = sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return [] if has_display else ["demo"]


def test(arguments: list[str]) -> int:
    """Run every check, go on after a failure, and end with a table."""
    if arguments:
        return command(PYTHON, "-m", "pytest", *arguments)
    deadline = time.monotonic() + TEST_LIMIT_S
    steps = [
        ("style", ["ruff", "check"]),
        ("types", ["mypy"]),
        ("imports", ["lint-imports", "--no-logo"]),
        ("tests", ["pytest", "-q", "-n", "2", "-m", "not realtime"]),
        ("tests against the clock", ["pytest", "-q", "-m", "realtime"]),
    ]
    results = []
    for name, words in steps:
        say(f"{name}: {' '.join(words)}")
        start = time.monotonic()
        code = command(BIN / words[0], *words[1:], seconds=deadline - start)
        results.append((name, code == 0, time.monotonic() - start))
    say("summary")
    for name, passed, seconds in results:
        print(f"    {'passed' if passed else 'FAILED'}  {name} ({seconds:.0f} s)")
    for lines, path in long_files():
        print(f"    {lines} lines in {path}: is it still one noun?")
    return 0 if all(passed for _, passed, _ in results) else 1


def long_files() -> list[tuple[int, Path]]:
    """The source files of the program that have outgrown what one can keep in mind, longest first."""
    files = [path for folder in ("daw", "plugins") for path in (ROOT / folder).rglob("*.py")]
    counted = ((len(path.read_text("utf-8").splitlines()), path.relative_to(ROOT)) for path in files)
    return sorted((entry for entry in counted if entry[0] > LONG_FILE_LINES), reverse=True)


def install_system_packages(needs: dict[str, tuple[str, str, str]]) -> None:
    """Install what Linux lacks, where that is allowed; otherwise say what to type and go on."""
    if sys.platform != "linux":
        return  # the Python packages of macOS and Windows bring their libraries
    installer, column = next(((name, n) for n, name in enumerate(INSTALLERS) if shutil.which(name)), ("", 0))
    packages = sorted({names[column] for need, names in needs.items() if not is_present(need)})
    if installer == "apt-get" and not is_importable("ensurepip"):
        packages.append("python3-venv")  # Debian keeps it apart
    if not packages:
        return
    line = f"{INSTALLERS.get(installer, 'install:')} {' '.join(packages)}"
    allowed = [] if os.geteuid() == 0 else ["sudo", "-n"] if can_sudo() else None
    if installer == "apt-get" and allowed is not None:
        say(f"system packages: {line}")
        apt = [*allowed, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        command(*apt, "update")
        if command(*apt, *line.split()[1:], quiet=True) == 0:
            return
    say(f"system packages are missing; going on without them. To install them, type:\n    sudo {line}")


def is_present(need: str) -> bool:
    """Whether a library can be loaded, or a program found."""
    if ".so." not in need:
        return shutil.which(need) is not None
    try:
        ctypes.CDLL(need)
    except OSError:
        return False
    return True


def is_importable(module: str) -> bool:
    """Whether a new interpreter can import it (this one looked before a package was installed)."""
    return subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0


def can_sudo() -> bool:
    """Whether root's rights can be had without a password."""
    return shutil.which("sudo") is not None and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0


def make_environment() -> bool:
    """Make `.venv` with the pinned packages and this project in it, unless it already is the one `requirements.lock` asks for."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for name in ("requirements.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    stamp = VENV / "made-from"
    if stamp.is_file() and stamp.read_text() == digest.hexdigest() and PYTHON.exists():
        return True
    say("virtual environment: .venv")
    if command(sys.executable, "-m", "venv", "--clear", VENV) != 0:
        complain("The virtual environment could not be made. On Debian and Ubuntu, type: sudo apt-get install python3-venv")
        return False
    say("packages: requirements.lock (some 200 MB the first time)")
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "-qq", "--no-deps"]
    if command(*pip, "--require-hashes", "--only-binary", ":all:", "-r", ROOT / "requirements.lock") != 0:
        complain("The packages could not be installed. Only .venv was touched; try again when the network is back.")
        return False
    if command(*pip, "--no-build-isolation", "--editable", ROOT) != 0:
        return False
    stamp.write_text(digest.hexdigest())
    return True


def command(*words: str | Path, quiet: bool = False, seconds: float | None = None) -> int:
    """Run a program in the project's folder and environment and return its exit code; when `quiet`, show its output only if it fails."""
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}", "VIRTUAL_ENV": str(VENV)}
    try:
        done = subprocess.run(
            [str(word) for word in words],
            cwd=ROOT, env=environment, check=False, timeout=seconds, text=True,
            stdout=subprocess.PIPE if quiet else None, stderr=subprocess.STDOUT if quiet else None,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return complain("stopped: the time for all tests is used up")
    except FileNotFoundError:
        return complain(f"{words[0]} is not there")
    except KeyboardInterrupt:
        return 130
    if quiet and done.returncode != 0:
        print(done.stdout)
    return done.returncode


def say(line: str) -> None:
    """Announce a step, after how many seconds it begins."""
    print(f"== {time.monotonic() - STARTED:.0f} s: {line}", flush=True)


def complain(line: str) -> int:
    """Print an error and return its exit code."""
    print(line, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
