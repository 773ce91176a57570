"""Eight float64 in one machine register, for kernels that must do eight equal things at once.  Real-time.

numba has no vector type and does not find such groups by itself; this gives it one: `a + b`, `a - b`, `a * b`, `fused(a, b, c)` on Lanes
work on all eight numbers, and the functions below bring them in, out and along.  On a machine without such registers LLVM uses two or
four smaller ones.

The eight lanes are two channels by four stages, (L0 L1 L2 L3 R0 R1 R2 R3), through which frames travel as through a pipeline: what
leaves stage k enters stage k + 1 two steps later (`feed`), so stage k works on frame `step - 2 k`.  Two steps, because one is not
enough for the arithmetic to finish.
"""

import operator
import platform
from typing import Any

from llvmlite import ir
from llvmlite.binding import get_host_cpu_features
from numba import types
from numba.core import cgutils
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import intrinsic, lower_builtin, models, register_model
from numba.np.arrayobj import make_array

WIDTH = 8
STAGES = 4
LATE = 2 * (STAGES - 1)  # steps from a frame's entry to its exit

FLOAT64, INT32, INT64 = ir.DoubleType(), ir.IntType(32), ir.IntType(64)
REGISTER = ir.VectorType(FLOAT64, WIDTH)
CAN_FUSE = platform.machine() in ("aarch64", "arm64") or get_host_cpu_features().get("fma", False)
DELAYS = [2 * stage for stage in range(STAGES)] * 2  # of each lane, in steps


class LanesType(types.Type):  # type: ignore[misc]
    """numba's name for eight float64 in a register."""

    def __init__(self) -> None:
        super().__init__("Lanes")


Lanes = LanesType()


@register_model(LanesType)
class LanesModel(models.PrimitiveModel):  # type: ignore[misc]
    """How LLVM holds them."""

    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, REGISTER)


class LanesArithmetic(AbstractTemplate):  # type: ignore[misc]
    """Lanes op Lanes is Lanes."""

    def generic(self, args: Any, kws: Any) -> Any:
        return signature(Lanes, Lanes, Lanes) if args == (Lanes, Lanes) and not kws else None


def _define(operation: Any, instruction: str) -> None:
    infer_global(operation)(type(f"Lanes_{instruction}", (LanesArithmetic,), {}))
    lower_builtin(operation, Lanes, Lanes)(lambda context, builder, sig, args: getattr(builder, instruction)(*args))


_define(operator.add, "fadd")
_define(operator.sub, "fsub")
_define(operator.mul, "fmul")


def _pointer(context: Any, builder: Any, array_type: Any, array: Any, place: Any) -> Any:
    first = builder.gep(make_array(array_type)(context, builder, array).data, [place])
    return builder.bitcast(first, REGISTER.as_pointer())


@intrinsic
def fused(typing: Any, a: Any, b: Any, c: Any) -> Any:
    """a * b + c in one rounding, of float64 or Lanes; in two on processors that cannot, where one would take a function call.

    Unlike what a compiler may or may not fuse, it is the same in every loop that has it, however the sound is cut.
    """
    is_lanes = a == Lanes

    def codegen(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        if not CAN_FUSE:
            return builder.fadd(builder.fmul(args[0], args[1]), args[2])
        if not is_lanes:
            return builder.fma(*args)
        kind = ir.FunctionType(REGISTER, [REGISTER] * 3)
        return builder.call(cgutils.get_or_insert_function(builder.module, kind, f"llvm.fma.v{WIDTH}f64"), args)

    kind = Lanes if is_lanes else types.float64
    return kind(kind, kind, kind), codegen


@intrinsic
def load(typing: Any, array: Any, place: Any) -> Any:
    """The eight float64 that begin `place` numbers after the start of a C-contiguous array."""

    def codegen(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        loaded = builder.load(_pointer(context, builder, sig.args[0], *args))
        loaded.align = 8
        return loaded

    return Lanes(array, types.intp), codegen


@intrinsic
def store(typing: Any, array: Any, place: Any, lanes: Any) -> Any:
    """Put eight float64 back where `load` found them."""

    def codegen(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        array_value, place_value, value = args
        builder.store(value, _pointer(context, builder, sig.args[0], array_value, place_value)).align = 8
        return context.get_dummy_value()

    return types.void(array, types.intp, Lanes), codegen


@intrinsic
def feed(typing: Any, lanes: Any, left: Any, right: Any) -> Any:
    """Each stage gets what the stage before gave out, the first ones get a new frame: (left, L0, L1, L2, right, R0, R1, R2)."""

    def codegen(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        given, left_value, right_value = args
        fresh = builder.insert_element(ir.Constant(REGISTER, ir.Undefined), left_value, INT32(0))
        fresh = builder.insert_element(fresh, right_value, INT32(1))
        order = ir.Constant(ir.VectorType(INT32, WIDTH), [WIDTH, 0, 1, 2, WIDTH + 1, 4, 5, 6])
        return builder.shuffle_vector(given, fresh, order)

    return Lanes(Lanes, types.float64, types.float64), codegen


@intrinsic
def lane(typing: Any, lanes: Any, index: Any) -> Any:
    """One of the eight numbers."""

    def codegen(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return builder.extract_element(*args)

    return types.float64(Lanes, types.intp), codegen


@intrinsic
def where_busy(typing: Any, step: Any, frames: Any, new: Any, old: Any) -> Any:
    """`new` in the lanes whose stage has a frame at this step, that is 0 <= step - 2 stage < frames; `old` in the others."""

    def codegen(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        step_value, frames_value, new_value, old_value = args
        numbers = ir.VectorType(INT64, WIDTH)

        def everywhere(value: Any) -> Any:
            first = builder.insert_element(ir.Constant(numbers, ir.Undefined), value, INT32(0))
            return builder.shuffle_vector(first, first, ir.Constant(ir.VectorType(INT32, WIDTH), [0] * WIDTH))

        frame = builder.sub(everywhere(step_value), ir.Constant(numbers, DELAYS))
        busy = builder.icmp_unsigned("<", frame, everywhere(frames_value))  # unsigned, so that a frame before the first counts as too late
        return builder.select(busy, new_value, old_value)

    return Lanes(types.intp, types.intp, Lanes, Lanes), codegen
