"""What runs in the threads of sound and disk asks for no memory, takes no lock and never meets Python: read from the code itself."""

import re
import time
from pathlib import Path
from typing import Any

import pytest

from daw.engine.engine import Engine
from daw.engine.nulldevice import NullDevice
from daw.engine.prepare import LIVE, OFFLINE
from daw.kernelbuild import Entry

MATHEMATICS = {"cos", "exp", "exp2", "log", "log10", "pow", "sin", "sqrt"}
CLOCK = {"clock_gettime"}
MAY_CALL = {  # besides what LLVM itself provides
    "run_node": MATHEMATICS,
    "process_block": MATHEMATICS | {"sem_post", "sched_yield"},  # wakes a worker; waits for one only in a loop
    "portaudio_callback": CLOCK,
    "work": {"sem_wait", "sched_yield"},
    "fill_stream": MATHEMATICS | {"pread"},
    "play_pass": set(),
    "record_pass": CLOCK | {"pwrite", "fdatasync", "__errno_location"},
    "disk_loop": {"nanosleep"},
    "null_loop": CLOCK | {"nanosleep"},
}
ENTRIES = {entry.__name__: entry for _, entry in OFFLINE + LIVE}
FUNCTION = re.compile(r"^define [^\n]*?@\"?([^\n\"(]+)\"?\(.*?^}", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"\b(?:call|invoke)\b[^\n]*?@\"?([^\n\"(]+)\"?\(")


def functions(entry: Entry) -> dict[str, str]:
    """The functions of an entry's code, by name."""
    return {found[1]: found[0] for found in FUNCTION.finditer(entry.llvm())}


def test_every_entry_is_known() -> None:
    assert set(ENTRIES) == set(MAY_CALL)


@pytest.mark.parametrize("name", sorted(MAY_CALL))
def test_an_entry_calls_nothing_that_waits_or_asks_for_memory(name: str) -> None:
    code = functions(ENTRIES[name])
    wrappers = [one for one in code if one.startswith("cfunc.")]
    assert len(wrappers) == 1
    for one, body in code.items():
        if one in wrappers:
            continue
        called = {callee for callee in CALL.findall(body) if not callee.startswith(("llvm.", "_ZN"))}
        assert called <= MAY_CALL[name], one
        # the wrapper takes the interpreter lock to report an error: no function has one to report
        assert set(re.findall(r"ret i32 (-?\d+)", body)) <= {"0"}, one


def faults(thread_number: int) -> int:
    """How often a thread had to wait for the kernel to give it a page of memory."""
    return int(Path(f"/proc/self/task/{thread_number}/stat").read_text().rpartition(")")[2].split()[7])


def test_the_audio_thread_is_never_the_first_to_touch_a_page(song: Any) -> None:
    """Inputs are kept for two minutes, so the first two minutes are new memory all the time: 47 pages a second for two inputs."""
    song.track("t", song.noise(48000))
    with Engine(48000, NullDevice(256)) as engine:
        engine.load(song.session(), song.folder)
        engine.play(0)
        time.sleep(0.5)
        thread = engine.device._thread.native_id
        before = faults(thread)
        time.sleep(1.0)
        assert faults(thread) - before < 8
