"""Somebody who sings into a JACK input: plays a file, over and over, through a client of PortAudio's.

    python singer.py FILE CLIENT

Says "singing" once the file is being played into the inputs of another program, CLIENT:in_0 and in_1; ends when stdin is closed.
"""

import os
import subprocess
import sys

import numpy as np
import sounddevice
import soundfile


def ports() -> set[str]:
    """All ports of the server."""
    return set(subprocess.run(["jack_lsp"], check=True, capture_output=True, text=True).stdout.split())


def main(path: str, client: str) -> None:
    """Sing until nobody listens any more."""
    song, rate = soundfile.read(path, dtype="float32", always_2d=True)
    at = 0
    before = ports()

    def sing(out: np.ndarray, frames: int, _time: object, _status: object) -> None:
        nonlocal at
        out[:] = song[np.arange(at, at + frames) % len(song), :1]
        at += frames

    with sounddevice.OutputStream(rate, 0, "system, JACK Audio Connection Kit", 2, callback=sing, latency="low"):
        for mine in sorted(port for port in ports() - before if ":out_" in port):
            subprocess.run(["jack_disconnect", mine, f"system:playback_{int(mine[-1]) + 1}"], check=False, capture_output=True)
            subprocess.run(["jack_connect", mine, f"{client}:in_{mine[-1]}"], check=True)
        print("singing", flush=True)
        sys.stdin.read()
        os._exit(0)  # closing the stream would wait for ever if its server is gone


if __name__ == "__main__":
    main(*sys.argv[1:])
