"""Threads that live inside compiled code.  Main thread."""

import ctypes
import threading

from daw.kernelbuild import Entry

_system = ctypes.CDLL(None)


def start_compiled(name: str, entry: Entry, *arguments: int) -> threading.Thread:
    """Run a compiled entry in a thread; it is compiled before the thread starts."""
    entry.load()
    thread = threading.Thread(target=entry, args=arguments, name=name, daemon=True)
    thread.start()
    return thread


def open_semaphore(address: int) -> None:
    """Make a semaphore, at 0, of the memory at an address."""
    _system.sem_init(ctypes.c_void_p(address), 0, 0)


def wake(address: int, count: int) -> None:
    """Let so many threads that sleep on a semaphore go on."""
    for _ in range(count):
        _system.sem_post(ctypes.c_void_p(address))
