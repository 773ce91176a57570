#!/usr/bin/env python3
"""Set up this folder and use it, on a machine that has nothing but Python.

    python3 dev.py run [ARGS]     the program; without ARGS its window, or the demo where there is no display
    python3 dev.py test [ARGS]    every check and the whole test suite; with ARGS only pytest, with them

Both first do all the set-up that is still missing: system packages (through apt-get when allowed, otherwise the line to type
is printed), the virtual environment `.venv`, and in it the packages of `requirements.lock`.  Standard library only.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from daw import needs

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
DEMO_SONG = ROOT / "demo-song"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST_PYTHON = (3, 11)
TEST_LIMIT_S = 45 * 60  # a run that hangs is ended; a whole one takes less than 20 minutes
STARTED = time.monotonic()
LONG_FILE_LINES = 400


def main(arguments: list[str]) -> int:
    """Do what the words say; return the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        return complain(f"Python {OLDEST_PYTHON[0]}.{OLDEST_PYTHON[1]} or newer is needed; this is {sys.version.split()[0]}.")
    verbs = {"run": (needs.SOUND | needs.WINDOW, run), "test": (needs.SOUND | needs.WINDOW | needs.TESTS, test)}
    if not arguments or arguments[0] not in verbs:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    wanted, verb = verbs[arguments[0]]
    install_system_packages(wanted)
    if not make_environment():
        return 1
    return verb(arguments[1:])


def run(arguments: list[str]) -> int:
    """Run the program with these words."""
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for the program, which ends its recording first; wait for it
    return command(PYTHON, "-m", "daw", *(arguments or default_words()))


def default_words() -> list[str]:
    """What `run` does when no words are given: open the window on the demo song, or without a display show the main job as a demo."""
    has_display = sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if not has_display:
        return ["demo"]
    return ["open", str(DEMO_SONG)] if write_demo_song() else []


def write_demo_song() -> bool:
    """Make the demo song, whole or not at all, unless it is there already; whether it is there now."""
    if (DEMO_SONG / "song.json").is_file():
        return True
    say(f"demo song: {DEMO_SONG.name} (some seconds, only the first time)")
    part = ROOT / "build" / DEMO_SONG.name
    shutil.rmtree(part, ignore_errors=True)
    line = "import sys; from daw.demo import write_song; write_song(sys.argv[1]).close()"
    if command(PYTHON, "-c", line, part) != 0 or DEMO_SONG.exists():
        return False
    part.rename(DEMO_SONG)
    return True


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


def install_system_packages(wanted: dict[str, tuple[str, str, str]]) -> None:
    """Install what Linux lacks, where that is allowed; otherwise say what to type and go on."""
    if sys.platform != "linux":
        return  # the Python packages of macOS and Windows bring their libraries
    packages = needs.packages(wanted)
    if needs.installer() == "apt-get" and not is_importable("ensurepip"):
        packages.append("python3-venv")  # Debian keeps it apart
    if not packages:
        return
    line = needs.line(packages)
    allowed = [] if os.geteuid() == 0 else ["sudo", "-n"] if can_sudo() else None
    if needs.installer() == "apt-get" and allowed is not None:
        say(f"system packages: {line}")
        apt = [*allowed, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        command(*apt, "update")
        if command(*apt, *line.split()[1:], quiet=True) == 0:
            return
    say(f"system packages are missing; going on without them. To install them, type:\n    sudo {line}")


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
