"""24-bit samples, eight frames at once: one shuffle spreads their bytes to 32-bit numbers, which become float32.

numba does not find such shuffles by itself; byte by byte the same takes five times as long.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic
from numba.np.arrayobj import make_array

FRAMES = 8  # at once
BYTES = 3  # of a sample
INT32 = ir.IntType(32)
NUMBERS, SOUND = ir.VectorType(INT32, FRAMES), ir.VectorType(ir.FloatType(), FRAMES)
SCALE = ir.Constant(SOUND, [2.0**-31] * FRAMES)  # the samples stand in the upper three bytes


def _spread(builder: Any, packed: Any, first: int, step: int) -> Any:
    """float32 of the samples that begin at bytes first, first + step, … of `packed`."""
    count = packed.type.count
    order = [place for frame in range(FRAMES) for place in (count, *(first + step * frame + byte for byte in range(BYTES)))]
    zeros = ir.Constant(packed.type, None)  # byte number `count` is the first of them
    spread = builder.shuffle_vector(packed, zeros, ir.Constant(ir.VectorType(INT32, len(order)), order))
    return builder.fmul(builder.sitofp(builder.bitcast(spread, NUMBERS), SOUND), SCALE)


def _decoder(channels: int) -> Any:
    """Code for eight frames of so many channels: places are counted from the start of each array."""

    def codegen(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        raw, out = (make_array(kind)(context, builder, value).data for kind, value in zip(sig.args[:2], args[:2], strict=True))
        kind = ir.VectorType(ir.IntType(8), FRAMES * BYTES * channels)
        packed = builder.load(builder.bitcast(builder.gep(raw, [args[2]]), kind.as_pointer()))
        packed.align = 1
        for channel in range(channels):
            place = builder.bitcast(builder.gep(out, [args[3 + channel]]), SOUND.as_pointer())
            builder.store(_spread(builder, packed, BYTES * channel, BYTES * channels), place).align = 4
        return context.get_dummy_value()

    return codegen


@intrinsic
def eight_mono(typing: Any, raw: Any, out: Any, at: Any, place: Any) -> Any:
    """Eight samples from byte `at` of raw (uint8) to `place` of out (float32, C-contiguous)."""
    return types.void(raw, out, types.intp, types.intp), _decoder(1)


@intrinsic
def eight_stereo(typing: Any, raw: Any, out: Any, at: Any, left: Any, right: Any) -> Any:
    """Eight frames of two channels from byte `at` of raw (uint8) to places `left` and `right` of out (float32, C-contiguous)."""
    return types.void(raw, out, types.intp, types.intp, types.intp), _decoder(2)
