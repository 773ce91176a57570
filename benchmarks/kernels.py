"""Nanoseconds per stereo frame of every effect, in chunks of 64 frames as the engine calls it, beside what plain C needs.

python benchmarks/kernels.py        the machine should be otherwise idle; compare ratios of one sitting, not figures of two
"""

import subprocess
import tempfile
import time
from pathlib import Path
from shutil import which

import numpy as np
from numba import njit

from daw import registry
from daw.engine.kernelcall import call_kernel
from daw.plugin import CHUNK_FRAMES, Effect

RATE = 48000.0
CALLS, TURNS = 2000, 15
FOUR_BANDS = {
    "band2_gain_db": 2.0, "band3_freq_hz": 400.0, "band3_gain_db": -3.0, "band4_freq_hz": 2500.0, "band4_gain_db": 2.5,
    "band7_freq_hz": 8000.0, "band7_gain_db": 1.5,
}  # fmt: skip
EIGHT_BANDS = {**FOUR_BANDS, "band5_gain_db": 1.0, "band6_gain_db": -1.0, "band1_on": 1.0, "band8_on": 1.0}
WORK = [
    ("daw.eq", "flat", {}, None),
    ("daw.eq", "4 bands", FOUR_BANDS, "EQ, 4 bands, wavefront"),
    ("daw.eq", "8 bands", EIGHT_BANDS, None),
    ("daw.compressor", "peak", {"knee_db": 0.0}, "compressor, libm"),
    ("daw.compressor", "rms", {"detector": 1.0}, None),
    ("daw.compressor", "peak, high-pass", {"highpass_hz": 100.0}, None),
]


@njit(error_model="numpy")
def call_often(address, x, source, pointers, frames, memory_frames, calls):
    """Copy the source in and call the effect's machine code as the engine does, many times."""
    audio, p, s, memory = pointers
    for _ in range(calls):
        for c in range(2):
            for n in range(frames):
                x[c, n] = source[c, n]
        call_kernel(address, audio, audio, 2, frames, p, s, memory, memory_frames, RATE)


def nanoseconds(effect: Effect, values: dict[str, float]) -> float:
    """CPU time per stereo frame, the best of several turns."""
    source = np.random.default_rng(0).uniform(-0.5, 0.5, (2, CHUNK_FRAMES)).astype(np.float32)
    x, state, params = source.copy(), effect.new_state(RATE), effect.new_params(values)
    pointers = tuple(array.ctypes.data for array in (x, params, state.record, state.memory))
    best = np.inf
    for _ in range(TURNS + 1):
        start = time.thread_time_ns()
        call_often(effect.address, x, source, pointers, CHUNK_FRAMES, state.memory.size, CALLS)
        best = min(best, (time.thread_time_ns() - start) / CALLS / CHUNK_FRAMES)
    return float(best)


def limits() -> dict[str, float]:
    """What C needs, if there is a C compiler."""
    compiler = which("cc") or which("gcc")
    if compiler is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "limits"
        subprocess.run([compiler, "-O3", "-march=native", Path(__file__).with_name("limits.c"), "-o", program, "-lm"], check=True)
        lines = subprocess.run([program], check=True, capture_output=True, text=True).stdout.splitlines()
    return {name: float(ns) for name, ns in (line.split("\t") for line in lines)}


def main() -> None:
    """Print the table."""
    in_c = limits()
    for name, ns in in_c.items():
        print(f"{'C: ' + name:<40}{ns:7.2f} ns")
    others = [(id, "defaults", {}, None) for id in registry.effects() if id not in ("daw.eq", "daw.compressor")]
    for id, title, values, limit in WORK + others:
        ns = nanoseconds(registry.find(id), values)
        beside = f"   {ns / in_c[limit]:5.2f} x {limit} in C" if limit in in_c else ""
        print(f"{id + ', ' + title:<40}{ns:7.2f} ns{beside}")


if __name__ == "__main__":
    main()
