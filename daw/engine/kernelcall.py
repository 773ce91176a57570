"""The one file that speaks LLVM: call by address, typed views of memory, atomics, flush-to-zero.

Everything here is an intrinsic for compiled code; nothing can be called from Python.  Addresses are int64.
"""

import platform

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

_I64 = ir.IntType(64)
_IS_X86 = platform.machine().lower() in ("x86_64", "amd64", "i686")
_FTZ_DAZ_X86 = 0x8040
_FZ_ARM = 1 << 24


@intrinsic
def call_kernel(typingctx, address, x, side, channels, frames, p, s, memory, memory_frames, sample_rate):
    """Call an effect's kernel: the C signature of `daw.plugin`, every pointer given as an address."""
    sig = types.void(*[types.int64] * 9, types.float64)

    def codegen(context, builder, signature, args):
        pointer = ir.IntType(8).as_pointer()
        kinds = [pointer, pointer, _I64, _I64, pointer, pointer, pointer, _I64, ir.DoubleType()]
        function = builder.inttoptr(args[0], ir.FunctionType(ir.VoidType(), kinds).as_pointer())
        values = [builder.inttoptr(value, pointer) if kind == pointer else value for kind, value in zip(kinds, args[1:], strict=True)]
        builder.call(function, values)
        return context.get_dummy_value()

    return sig, codegen


@intrinsic
def pointer_to(typingctx, address, dtype):
    """A typed pointer to an address; `dtype` is a numpy scalar type or a record dtype.  `carray` makes an array of it."""
    kind = dtype.instance_type if isinstance(dtype, types.NumberClass) else dtype.dtype
    sig = types.CPointer(kind)(types.int64, dtype)

    def codegen(context, builder, signature, args):
        return builder.inttoptr(args[0], context.get_value_type(signature.return_type))

    return sig, codegen


@intrinsic
def load_acquire(typingctx, address):
    """The int64 at an address, with acquire order."""
    sig = types.int64(types.int64)

    def codegen(context, builder, signature, args):
        return builder.load_atomic(builder.inttoptr(args[0], _I64.as_pointer()), "acquire", 8)

    return sig, codegen


@intrinsic
def store_release(typingctx, address, value):
    """Write an int64 to an address, with release order."""
    sig = types.void(types.int64, types.int64)

    def codegen(context, builder, signature, args):
        builder.store_atomic(args[1], builder.inttoptr(args[0], _I64.as_pointer()), "release", 8)
        return context.get_dummy_value()

    return sig, codegen


@intrinsic
def fetch_add(typingctx, address, amount):
    """Add to the int64 at an address and return what it was, in one indivisible step."""
    sig = types.int64(types.int64, types.int64)

    def codegen(context, builder, signature, args):
        return builder.atomic_rmw("add", builder.inttoptr(args[0], _I64.as_pointer()), args[1], "acq_rel")

    return sig, codegen


@intrinsic
def compare_exchange(typingctx, address, expected, value):
    """Put `value` at an address if the int64 there is `expected`, in one indivisible step; whether it was."""
    sig = types.boolean(types.int64, types.int64, types.int64)

    def codegen(context, builder, signature, args):
        place = builder.inttoptr(args[0], _I64.as_pointer())
        return builder.extract_value(builder.cmpxchg(place, args[1], args[2], "acq_rel", "acquire"), 1)

    return sig, codegen


@intrinsic
def fence(typingctx):
    """Order every memory access before this point before every one after it."""

    def codegen(context, builder, signature, args):
        builder.fence("seq_cst")
        return context.get_dummy_value()

    return types.void(), codegen


@intrinsic
def flush_to_zero(typingctx):
    """Make this thread's arithmetic treat denormals as zero."""

    def x86(context, builder, signature, args):
        word = cgutils.alloca_once(builder, ir.IntType(32))
        kind = ir.FunctionType(ir.VoidType(), [ir.IntType(8).as_pointer()])
        place = builder.bitcast(word, ir.IntType(8).as_pointer())
        builder.call(builder.module.declare_intrinsic("llvm.x86.sse.stmxcsr", (), kind), [place])
        builder.store(builder.or_(builder.load(word), ir.Constant(ir.IntType(32), _FTZ_DAZ_X86)), word)
        builder.call(builder.module.declare_intrinsic("llvm.x86.sse.ldmxcsr", (), kind), [place])
        return context.get_dummy_value()

    def arm(context, builder, signature, args):
        read = builder.module.declare_intrinsic("llvm.aarch64.get.fpcr", (), ir.FunctionType(_I64, []))
        write = builder.module.declare_intrinsic("llvm.aarch64.set.fpcr", (), ir.FunctionType(ir.VoidType(), [_I64]))
        builder.call(write, [builder.or_(builder.call(read, []), ir.Constant(_I64, _FZ_ARM))])
        return context.get_dummy_value()

    return types.void(), x86 if _IS_X86 else arm


@intrinsic
def relax(typingctx):
    """Tell the processor that this is a spin loop."""

    def x86(context, builder, signature, args):
        builder.call(builder.module.declare_intrinsic("llvm.x86.sse2.pause", (), ir.FunctionType(ir.VoidType(), [])), [])
        return context.get_dummy_value()

    def arm(context, builder, signature, args):
        word = ir.IntType(32)
        hint = builder.module.declare_intrinsic("llvm.aarch64.hint", (), ir.FunctionType(ir.VoidType(), [word]))
        builder.call(hint, [ir.Constant(word, 1)])  # yield
        return context.get_dummy_value()

    return types.void(), x86 if _IS_X86 else arm
