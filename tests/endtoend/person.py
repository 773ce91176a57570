"""Somebody at the desk: presses real keys and moves the real pointer of an X server, and looks what the program says."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]
PATIENCE_S = 15.0
Place = Sequence[int]


class Person:
    """Starts the program on a display and works with it.  `home` : the folder of its settings and songs"""

    def __init__(self, display: str, home: Path, song: Path | None = None) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._notices: list[tuple[str, str]] = []
        cache = os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))  # the kernels are there
        folders = {"HOME": home, "XDG_CONFIG_HOME": home / "config", "XDG_DATA_HOME": home / "data", "XDG_STATE_HOME": home / "state"}
        self.environment = os.environ | {name: str(folder) for name, folder in folders.items()} | {
            "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_CACHE_HOME": cache,
        }  # fmt: skip
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.log_path = home / "log.txt"
        with open(self.log_path, "ab") as log:
            words = [sys.executable, "-m", "tests.endtoend.desk", *([str(song)] if song is not None else [])]
            self.program = subprocess.Popen(
                words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=self.environment, cwd=ROOT, text=True
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.program.poll() is None:
            self.program.kill()
        self.program.wait(PATIENCE_S)
        for pipe in (self.program.stdin, self.program.stdout):
            assert pipe is not None
            pipe.close()

    @property
    def log(self) -> str:
        """What the program has written to its log and to stderr."""
        return self.log_path.read_text("utf-8", errors="replace")

    # ---- looking

    def ask(self, question: str, *arguments: object) -> Any:
        """Ask the program; see desk.py for the questions."""
        assert self.program.stdin is not None
        assert self.program.stdout is not None
        self.program.stdin.write(json.dumps([question, *arguments]) + "\n")
        self.program.stdin.flush()
        answer = self.program.stdout.readline()
        assert answer, f"the program has gone ({self.program.poll()}):\n{self.log}"
        return json.loads(answer)

    @property
    def state(self) -> dict[str, Any]:
        """What the program is doing."""
        now = self.ask("state")
        self._notices = now["notices"]
        return now

    @property
    def notices(self) -> list[tuple[str, str]]:
        """All notices shown since the last look at the state: (level, text)."""
        return self._notices

    @property
    def session(self) -> dict[str, Any]:
        """The song in the program."""
        return self.ask("session")

    def wait(self, condition: Callable[[], object], what: str = "it", seconds: float = PATIENCE_S) -> Any:
        """Until a condition holds; what it gave then."""
        deadline = time.monotonic() + seconds
        while not (found := condition()):
            assert time.monotonic() < deadline, f"{what} did not happen within {seconds:g} s; now {self.state}\n{self.log}"
            time.sleep(0.05)
        return found

    def wait_for_sound(self, device: str, seconds: float = 120.0) -> None:
        """Until the sound is prepared, on a device of this name; kernels may have to be compiled first."""
        self.wait(lambda: device in self.state.get("device", ""), f"sound on {device}", seconds)

    def wait_for(self, seconds: float = PATIENCE_S, **wanted: object) -> dict[str, Any]:
        """Until the state is as wanted: `wait_for(recording=True)`."""

        def as_wanted() -> dict[str, Any] | None:
            now = self.state
            return now if all(now.get(name) == value for name, value in wanted.items()) else None

        return self.wait(as_wanted, ", ".join(f"{name} = {value!r}" for name, value in wanted.items()), seconds)

    # ---- keys

    def key(self, *keys: str) -> None:
        """Press keys one after another, as xdotool calls them: "ctrl+n", "Up"."""
        self._xdotool("key", "--delay", "40", *keys)
        self.ask("menu_item", "")  # the program has seen them when it answers

    def type(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "25", text)
        self.ask("menu_item", "")

    def press_until(self, key: str, reached: Callable[[dict[str, Any]], bool], most: int = 80) -> None:
        """Press a key again and again, until the state is as wanted."""
        seen = []
        for _ in range(most):
            now = self.state
            if reached(now):
                return
            seen.append((now["zone"], now["focus"], now["value"]))
            self.key(key)
        raise AssertionError(f"{key} does not lead there, but to {list(dict.fromkeys(seen))}")

    def go_to_zone(self, zone: str) -> None:
        """F6 until the focus is in a zone."""
        self.press_until("F6", lambda now: now["zone"] == zone, 12)

    def tab_to(self, name: str) -> None:
        """Tab until a control has the focus."""
        self.press_until("Tab", lambda now: now["focus"] == name)

    # ---- the pointer

    def widget(self, name: str, number: int = 0) -> Place:
        """The middle of the widget of an accessible name, once it is there."""
        found = self.wait(lambda: (seen := self.ask("widgets", name)) and len(seen) > number and seen, f"a widget “{name}”")
        left, top, width, height = found[number]
        return left + width // 2, top + height // 2

    def place(self, question: str, *arguments: object) -> Place:
        """A place that a question tells, once it is there."""
        return self.wait(lambda: self.ask(question, *arguments), f"a place of {question} {arguments}")

    def point(self, place: Place) -> None:
        """Move the pointer."""
        self._xdotool("mousemove", *map(str, place))

    def click(self, place: Place, button: int = 1, times: int = 1, held: Sequence[str] = ()) -> None:
        """Click somewhere, with keys held down."""
        self.point(place)
        self._xdotool(*_down(held), "click", "--repeat", str(times), "--delay", "60", str(button), *_up(held))
        self.ask("menu_item", "")

    def wheel(self, place: Place, button: int, notches: int, *held: str) -> None:
        """Turn the wheel up (button 4) or down (5), with keys held down."""
        self.point(place)
        self._xdotool(*_down(held), "click", "--repeat", str(notches), "--delay", "20", str(button), *_up(held))

    def drag(self, start: Place, end: Place, pieces: int = 8) -> None:
        """Press the left button, move in some pieces, let go."""
        self.point(start)
        self._xdotool("mousedown", "1")
        for piece in range(1, pieces + 1):
            self._xdotool("mousemove", *(str(round(a + (b - a) * piece / pieces)) for a, b in zip(start, end, strict=True)))
            time.sleep(0.02)
        self._xdotool("mouseup", "1")
        self.ask("menu_item", "")

    def choose(self, title: str, line: str, *, answers: bool = True) -> None:
        """Click on a title of the menu bar and then on a line of its menu.  answers : the program is there afterwards"""
        self.click(self.place("menu_title", title))
        self.point(self.place("menu_item", line))
        self._xdotool("click", "1")
        if answers:
            self.ask("menu_item", "")

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.environment, check=True, capture_output=True)

    # ---- the window

    def window_number(self) -> str:
        """What the X server calls the window in front."""
        done = subprocess.run(["xdotool", "getactivewindow"], env=self.environment, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def resize(self, window: str, width: int, height: int) -> None:
        """Give the window another size."""
        self._xdotool("windowsize", window, str(width), str(height))

    # ---- the end

    def quit(self) -> int:
        """Press Ctrl+Q; the exit code."""
        self._xdotool("key", "ctrl+q")
        return self.ends()

    def ends(self, seconds: float = PATIENCE_S) -> int:
        """The exit code, once the program has ended by itself."""
        return self.program.wait(seconds)


def _down(keys: Sequence[str]) -> list[str]:
    return [word for key in keys for word in ("keydown", key)]


def _up(keys: Sequence[str]) -> list[str]:
    return [word for key in keys for word in ("keyup", key)]
