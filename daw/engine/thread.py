"""Threads that live inside compiled code."""

import threading
from typing import Any

from numba import types


def compile_for_addresses(function: Any, count: int) -> None:
    """Compile a function of `count` int64 arguments, or load it from the cache, before it is needed."""
    function.compile((types.int64,) * count)


def start_compiled(name: str, function: Any, *arguments: int) -> threading.Thread:
    """Run a compiled function of int64 arguments in a thread; it is compiled before the thread starts."""
    compile_for_addresses(function, len(arguments))
    thread = threading.Thread(target=function, args=arguments, name=name, daemon=True)
    thread.start()
    return thread
