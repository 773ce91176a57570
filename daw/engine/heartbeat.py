"""Whether a device still asks for sound: PortAudio does not tell when it is gone.  Ordinary threads."""

import time
from collections.abc import Callable

HEARTBEAT_S = 0.5  # a device that asks for nothing this long is dead


class Heartbeat:
    """Looks at the device's count of blocks.  A program that was itself stopped for a while accuses nobody of it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._beat = -1
        self._moved = self._looked = clock()

    def is_dead(self, beat: int) -> bool:
        """Whether the count of blocks, now `beat`, has stood still for half a second under our eyes."""
        now = self._clock()
        if beat != self._beat or now - self._looked > HEARTBEAT_S / 2:
            self._beat, self._moved = beat, now
        self._looked = now
        return now - self._moved > HEARTBEAT_S
