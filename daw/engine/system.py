"""What compiled code asks of the operating system: the clock, sleep, files, semaphores.  POSIX.

Nothing here holds the interpreter lock.  Addresses are int64.
"""

import numpy as np
from numba import types

from daw.dsp.compiled import compiled
from daw.engine.kernelcall import array_at

_clock_gettime = types.ExternalFunction("clock_gettime", types.int32(types.int32, types.int64))
_nanosleep = types.ExternalFunction("nanosleep", types.int32(types.int64, types.int64))
pread = types.ExternalFunction("pread", types.int64(types.int32, types.int64, types.int64, types.int64))
pwrite = types.ExternalFunction("pwrite", types.int64(types.int32, types.int64, types.int64, types.int64))
fdatasync = types.ExternalFunction("fdatasync", types.int32(types.int32))
errno_address = types.ExternalFunction("__errno_location", types.int64())
sched_yield = types.ExternalFunction("sched_yield", types.int32())
sem_post = types.ExternalFunction("sem_post", types.int32(types.int64))
sem_wait = types.ExternalFunction("sem_wait", types.int32(types.int64))

CLOCK_MONOTONIC = 1
SECOND_NS = 1_000_000_000


@compiled
def now_ns(scratch):
    """The monotonic clock in nanoseconds; `scratch` is the address of 16 bytes of this thread's."""
    _clock_gettime(CLOCK_MONOTONIC, scratch)
    parts = array_at(scratch, np.int64, 2)
    return parts[0] * SECOND_NS + parts[1]


@compiled
def sleep_ns(duration, scratch):
    """Sleep; a duration of 0 or less returns at once."""
    if duration <= 0:
        return
    parts = array_at(scratch, np.int64, 2)
    parts[0] = duration // SECOND_NS
    parts[1] = duration % SECOND_NS
    _nanosleep(scratch, 0)


@compiled
def last_error():
    """errno of this thread's last failed call."""
    return np.int64(array_at(errno_address(), np.int32, 1)[0])
