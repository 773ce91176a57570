"""The public plugin API: an effect is one file with one function.

    @effect(id="org.example.tremolo", name="Tremolo",
            params=[Param("rate_hz", 5.0, 0.1, 20.0, unit="Hz", scale="log")], state=[("phase", np.float64)])
    def tremolo(x, p, s, sample_rate): ...

The function is a kernel: plain loops that numba compiles, run in the audio thread.  It asks for what it needs by the names of
its parameters, `x` always first:

x : float32, shape (channels, frames)   the audio, changed in place
side : float32, shape (channels, frames)   side-chain audio; naming it gives the effect a side-chain (`x` itself when nothing is connected)
p : record of the parameters, one float32 each, in their own units; glided by the engine, constant during a call
s : record of the state; zeroed when the effect starts or is reset.  Meters are float32 fields of it that the kernel writes
memory : float32, flat   delay lines and the like, as long as `memory(sample_rate)` says; zeroed like the state
sample_rate : float64, Hz

Importing a plugin compiles nothing: `Effect.kernel` and `Effect.address` compile, or load from the cache, on first use.
"""

import ctypes
import inspect
import math
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np

from daw import kernelcache  # noqa: F401  sets the kernel cache before numba decorates anything

Scale = Literal["linear", "log", "switch", "choice"]
SCALES = ("linear", "log", "switch", "choice")
WISHES = ("x", "side", "p", "s", "memory", "sample_rate")
CACHE_LINE = 64  # bytes
CHUNK_FRAMES = 64  # the engine never hands more frames to a kernel at once

ENTRY = """def {name}_entry(x, side, channels, frames, p, s, memory, memory_frames, sample_rate):
    {name}({arguments})
"""
FROM_POINTER = {
    "x": "carray(x, (channels, frames))",
    "side": "carray(side, (channels, frames))",
    "p": "carray(p, (1,))[0]",
    "s": "carray(s, (1,))[0]",
    "memory": "carray(memory, (memory_frames,))",
    "sample_rate": "sample_rate",
}
C_ENTRY = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 2, *[ctypes.c_ssize_t] * 2, *[ctypes.c_void_p] * 3, ctypes.c_ssize_t, ctypes.c_double)


class EffectError(ValueError):
    """An effect's declaration or kernel is wrong; the text is a sentence for its author."""


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of an effect, in the unit its name ends in.

    unit : "dB", "dBTP", "Hz", "ms", "s", "%" (stored 0…1, shown 0…100), ":1", "pan" (−1…+1), "ct", "°" or "" (see daw.values)
    scale : "linear" or "log" (how a knob moves; the engine glides these), "switch" (0 or 1) or "choice" (index into `choices`)
    group : heading that an editor puts it under; "" for none
    """

    name: str
    default: float
    low: float = 0.0
    high: float = 1.0
    unit: str = ""
    scale: Scale = "linear"
    choices: tuple[str, ...] = ()
    help: str = ""
    group: str = ""

    @property
    def glides(self) -> bool:
        """Whether the engine may pass values between two settings on the way from one to the other."""
        return self.scale in ("linear", "log")

    def check(self) -> None:
        """Raise EffectError unless the description makes sense."""
        if not self.name.isidentifier():
            raise EffectError(f"The parameter name {self.name!r} must be a Python name.")
        if self.scale not in SCALES:
            raise EffectError(f"The scale of {self.name} is {self.scale!r}; it must be one of {', '.join(SCALES)}.")
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise EffectError(f"The range of {self.name}, {self.low:g} to {self.high:g}, is empty or not finite.")
        if not self.low <= self.default <= self.high:
            raise EffectError(f"The default of {self.name}, {self.default:g}, is outside {self.low:g} to {self.high:g}.")
        if self.scale == "log" and self.low <= 0.0:
            raise EffectError(f"{self.name} has a log scale, so its range must start above 0, not at {self.low:g}.")
        if self.scale == "switch" and (self.low, self.high) != (0.0, 1.0):
            raise EffectError(f"{self.name} is a switch, so its range must be 0 to 1.")
        if self.scale == "choice" and (self.low, self.high) != (0.0, len(self.choices) - 1.0):
            raise EffectError(f"{self.name} has {len(self.choices)} choices, so its range must be 0 to {len(self.choices) - 1}.")


class State(NamedTuple):
    """All that an effect remembers between two calls."""

    record: np.ndarray  # shape (1,), of Effect.state_dtype
    memory: np.ndarray  # float32, flat


class Effect:
    """A kind of effect: what it is called, what can be set, and the compiled kernel.  Made by `effect`."""

    def __init__(  # noqa: PLR0913  one keyword for each thing an effect may declare
        self,
        function: Callable[..., None],
        *,
        id: str,
        name: str,
        params: Sequence[Param] = (),
        state: Sequence[tuple[Any, ...]] = (),
        meters: Sequence[str] = (),
        latency_frames: Callable[[float, Mapping[str, float]], int] | int = 0,
        tail_s: Callable[[Mapping[str, float]], float] | float = 0.0,
        memory: Callable[[float], int] | int = 0,
        makes_stereo: bool = False,
    ) -> None:
        self.function = function
        self.id = id
        self.name = name
        self.params = tuple(params)
        self.meters = tuple(meters)
        self.wishes = tuple(inspect.signature(function).parameters)
        self.has_sidechain = "side" in self.wishes
        self.makes_stereo = makes_stereo
        self._latency_frames, self._tail_s, self._memory_frames = latency_frames, tail_s, memory
        self._check_declaration()
        self.param_dtype = record_dtype([(param.name, np.float32) for param in self.params])
        self.state_dtype = record_dtype([*state, *((meter, np.float32) for meter in self.meters)])
        self._lock = threading.RLock()
        self.help = inspect.getdoc(function) or ""

    def __repr__(self) -> str:
        return f"<Effect {self.id}>"

    def _check_declaration(self) -> None:
        if not self.id or not self.name:
            raise EffectError("An effect needs an id and a name.")
        if self.wishes[:1] != ("x",) or not set(self.wishes) <= set(WISHES):
            raise EffectError(f"The kernel of {self.id} takes ({', '.join(self.wishes)}); it may take {', '.join(WISHES)}, x first.")
        names = [param.name for param in self.params]
        for repeated in {name for name in names if names.count(name) > 1}:
            raise EffectError(f"{self.id} has two parameters called {repeated}.")
        for param in self.params:
            param.check()

    def param(self, name: str) -> Param:
        """The description of one parameter; KeyError if there is none of that name."""
        for param in self.params:
            if param.name == name:
                return param
        raise KeyError(name)

    def values(self, values: Mapping[str, float] | None = None) -> dict[str, float]:
        """Every parameter's value: its default unless `values` has it, and never outside its range."""
        given = values or {}
        for name in given:
            self.param(name)
        return {param.name: min(max(float(given.get(param.name, param.default)), param.low), param.high) for param in self.params}

    def latency_frames(self, sample_rate: float, values: Mapping[str, float] | None = None) -> int:
        """How many frames later the sound comes out than it went in."""
        rule = self._latency_frames
        return int(rule(sample_rate, self.values(values)) if callable(rule) else rule)

    def tail_s(self, values: Mapping[str, float] | None = None) -> float:
        """How many seconds the effect sounds on after its input has gone silent."""
        rule = self._tail_s
        return float(rule(self.values(values)) if callable(rule) else rule)

    def memory_frames(self, sample_rate: float) -> int:
        """How many float32 numbers of `memory` the kernel needs."""
        rule = self._memory_frames
        return int(rule(sample_rate) if callable(rule) else rule)

    def new_params(self, values: Mapping[str, float] | None = None) -> np.ndarray:
        """Parameter record for the kernel, shape (1,)."""
        record = np.zeros(1, self.param_dtype)
        for name, value in self.values(values).items():
            record[name] = value
        return record

    def new_state(self, sample_rate: float) -> State:
        """State for a fresh start: all zero."""
        return State(aligned_zeros(1, self.state_dtype), aligned_zeros(self.memory_frames(sample_rate), np.dtype(np.float32)))

    @cached_property
    def _has_file(self) -> bool:
        """Whether there is a file to key cached machine code by; not so for a kernel typed at a prompt."""
        return Path(self.function.__code__.co_filename).is_file()

    @cached_property
    def _dispatcher(self) -> Any:
        return self._new_dispatcher(cache=self._has_file)

    def _new_dispatcher(self, *, cache: bool) -> Any:
        from daw.kernelbuild import kernel

        return kernel(cache=cache, _nrt=True)(self.function)  # one that asks for memory works, badly; `daw check` says so

    def _wish_types(self) -> dict[str, Any]:
        from numba import from_dtype, types

        audio = types.float32[:, ::1]
        params, state = from_dtype(self.param_dtype), from_dtype(self.state_dtype)
        return {"x": audio, "side": audio, "p": params, "s": state, "memory": types.float32[::1], "sample_rate": types.float64}

    def _compile_kernel(self, dispatcher: Any) -> Any:
        from numba.core.errors import NumbaError

        kinds = self._wish_types()
        try:
            with self._lock:
                dispatcher.compile(tuple(kinds[wish] for wish in self.wishes))
        except NumbaError as error:
            raise EffectError(f"The kernel of {self.id} cannot be compiled: {error}") from error
        return dispatcher

    def _compile_entry(self, dispatcher: Any, *, cache: bool) -> Any:
        """The kernel behind the one C signature of all effects (see `address`).

        Its source is compiled under the plugin's own file name and without closure cells, so that numba can cache it on disk.
        """
        from numba import carray, cfunc, types
        from numba.core.errors import NumbaError

        name, path = self.function.__name__, self.function.__code__.co_filename
        source = ENTRY.format(name=name, arguments=", ".join(FROM_POINTER[wish] for wish in self.wishes))
        namespace: dict[str, Any] = {"__name__": self.function.__module__, name: dispatcher, "carray": carray}
        exec(compile(source, path, "exec"), namespace)  # our own two lines
        kinds, floats, size = self._wish_types(), types.CPointer(types.float32), types.intp
        params, state = types.CPointer(kinds["p"]), types.CPointer(kinds["s"])
        signature = types.void(floats, floats, size, size, params, state, floats, size, types.float64)
        try:
            with self._lock:
                return cfunc(signature, cache=cache, error_model="numpy")(namespace[f"{name}_entry"])
        except NumbaError as error:
            raise EffectError(f"The kernel of {self.id} cannot be compiled: {error}") from error

    @cached_property
    def kernel(self) -> Any:
        """The compiled kernel, callable from Python and from other compiled code with the arguments it wishes."""
        return self._compile_kernel(self._dispatcher)

    @cached_property
    def entry(self) -> Any:
        """The C function at `address`, as numba's object."""
        return self._compile_entry(self._dispatcher, cache=self._has_file)

    @cached_property
    def address(self) -> int:
        """Address of the machine code: void(float32* x, float32* side, intp channels, intp frames, record* p, record* s,
        float32* memory, intp memory_frames, float64 sample_rate); x and side contiguous (channels, frames)."""
        return int(self.entry.address)

    def compile(self) -> None:
        """Compile, or load from the cache, now rather than at first use; from any thread but the audio thread."""
        _ = self.address

    def llvm(self) -> str:
        """The kernel and its entry in LLVM's language, compiled afresh: machine code from the cache can no longer be read."""
        dispatcher = self._compile_kernel(self._new_dispatcher(cache=False))
        return "\n".join(dispatcher.inspect_llvm().values()) + str(self._compile_entry(dispatcher, cache=False).inspect_llvm())

    def run(
        self,
        x: np.ndarray,
        values: Mapping[str, float] | None = None,
        *,
        side: np.ndarray | None = None,
        sample_rate: float = 48000.0,
        block: int | Sequence[int] = CHUNK_FRAMES,
        state: State | None = None,
    ) -> np.ndarray:
        """Process a whole array through the very machine code the engine calls, for tests, scripts and notebooks.

        x, side : shape (channels, frames); not changed.  Returns float32 of the same shape, not compensated for latency
        block : frames per call, or the sizes of the calls in turn (repeated until the end)
        state : from `new_state`, to go on from one call to the next or to read meters afterwards; a fresh one when missing
        """
        audio = np.array(x, np.float32, order="C", ndmin=2)
        side_audio = audio if side is None else np.array(side, np.float32, order="C", ndmin=2)
        if side_audio.shape != audio.shape:
            raise ValueError(f"The side-chain has shape {side_audio.shape}, but the audio has {audio.shape}.")
        state = state or self.new_state(sample_rate)
        params = self.new_params(values)
        call = C_ENTRY(self.address)
        sizes = [block] if isinstance(block, int) else list(block)
        start, turn = 0, 0
        while start < audio.shape[1]:
            end = min(start + sizes[turn % len(sizes)], audio.shape[1])
            part = np.ascontiguousarray(audio[:, start:end])
            side_part = part if side is None else np.ascontiguousarray(side_audio[:, start:end])
            call(
                part.ctypes.data, side_part.ctypes.data, part.shape[0], part.shape[1], params.ctypes.data,
                state.record.ctypes.data, state.memory.ctypes.data, state.memory.size, sample_rate,
            )  # fmt: skip
            audio[:, start:end] = part
            start, turn = end, turn + 1
        return audio

    def read_meters(self, state: State) -> dict[str, float]:
        """What the meters show now."""
        return {meter: float(state.record[meter][0]) for meter in self.meters}


def aligned_zeros(count: int, dtype: np.dtype) -> np.ndarray:
    """Zeros that begin on a cache line, so that a kernel's vectors do not lie across two."""
    size = count * dtype.itemsize
    whole = np.zeros(size + CACHE_LINE, np.uint8)
    start = -whole.ctypes.data % CACHE_LINE
    return whole[start : start + size].view(dtype)


def record_dtype(fields: Sequence[tuple[Any, ...]]) -> np.dtype:
    """Aligned record of the fields; one unused number when there are none, since a record cannot be empty."""
    return np.dtype(list(fields) or [("unused", np.float32)], align=True)


def effect(**declaration: Any) -> Callable[[Callable[..., None]], Effect]:
    """Make an Effect of the kernel below.

    id : unique and never changed, e.g. "org.example.tremolo"; name : what the user reads
    params : sequence of Param
    state : (name, dtype) or (name, dtype, shape) of each field the kernel keeps between calls
    meters : names of float32 state fields to show, e.g. ["gain_reduction_db"]
    latency_frames : number, or function (sample_rate, values) -> int; tail_s : number, or function (values) -> float
    memory : number, or function (sample_rate) -> int: how many float32 the kernel wants as `memory`
    makes_stereo : whether, as it is set at first, equal channels come out unequal, as from a reverb
    """
    return lambda function: Effect(function, **declaration)
