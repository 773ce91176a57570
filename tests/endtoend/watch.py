"""Somebody who only watches: when the JACK server was late, and when the machine itself stood still.

    python -m tests.endtoend.watch

Says "watching"; once stdin is closed, tells in one line {"xruns": [time, …], "stops": [[from, to], …]}, in seconds of the monotonic clock.
A thread on every processor, above all audio in rank, does nothing but sleep for 1 ms; where one wakes up late, the processor was taken
away from everybody: by the host of a virtual machine, or by the kernel.  No program can be blamed for what is late just then.
"""

import contextlib
import ctypes
import json
import os
import sys
import threading
import time

NAP_S = 0.001
LATE_S = 0.0005
RANK = 60  # JACK's own threads have 5 to 20
NO_START_SERVER = 1


class Watch:
    """Watches until it is told to stop."""

    def __init__(self) -> None:
        self.xruns: list[float] = []
        self.stops: list[tuple[float, float]] = []
        self._over = False
        self._callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(self._on_xrun)
        jack = ctypes.CDLL("libjack.so.0")
        jack.jack_client_open.restype = ctypes.c_void_p
        client = ctypes.c_void_p(jack.jack_client_open(b"watch", NO_START_SERVER, None))
        jack.jack_set_xrun_callback(client, self._callback, None)
        jack.jack_activate(client)
        self._threads = [threading.Thread(target=self._nap, args=(processor,)) for processor in os.sched_getaffinity(0)]
        for thread in self._threads:
            thread.start()

    def _on_xrun(self, _argument: object) -> int:
        self.xruns.append(time.monotonic())
        return 0

    def _nap(self, processor: int) -> None:
        os.sched_setaffinity(0, {processor})
        with contextlib.suppress(PermissionError):  # then JACK has no rank either
            os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(RANK))
        before = time.monotonic()
        while not self._over:
            time.sleep(NAP_S)
            now = time.monotonic()
            if now - before > NAP_S + LATE_S:
                self.stops.append((before, now))
            before = now

    def end(self) -> dict[str, list]:
        """What was seen."""
        self._over = True
        for thread in self._threads:
            thread.join()
        return {"xruns": self.xruns, "stops": sorted(self.stops)}


if __name__ == "__main__":
    watch = Watch()
    print("watching", flush=True)
    sys.stdin.read()
    print(json.dumps(watch.end()), flush=True)
