"""The one file that speaks LLVM: call by address, views of memory, atomics, flush-to-zero.

Everything here is an intrinsic for compiled code; nothing can be called from Python.  Addresses are int64.
"""

import platform

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np.arrayobj import populate_array

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
def call_entry(typingctx, address, arguments):
    """Call a compiled entry (see `daw.kernelbuild`) by address with a tuple of int64; returns its int64."""
    sig = types.int64(types.int64, arguments)

    def codegen(context, builder, signature, args):
        count = signature.args[1].count
        function = builder.inttoptr(args[0], ir.FunctionType(_I64, [_I64] * count).as_pointer())
        return builder.call(function, [builder.extract_value(args[1], k) for k in range(count)])

    return sig, codegen


@intrinsic
def record_at(typingctx, address, dtype):
    """The record of a dtype at an address."""
    sig = dtype.dtype(types.int64, dtype)

    def codegen(context, builder, signature, args):
        return builder.inttoptr(args[0], context.get_value_type(signature.return_type))

    return sig, codegen


def _array(context, builder, kind, address, shape):
    """A C-contiguous array of the memory at an address."""
    data_type = context.get_data_type(kind.dtype)
    size = ir.Constant(_I64, context.get_abi_sizeof(data_type))
    strides = [builder.mul(size, length) for length in shape[1:]] + [size]
    array = context.make_array(kind)(context, builder)
    data = builder.inttoptr(address, data_type.as_pointer())
    populate_array(array, data=data, shape=shape, strides=strides, itemsize=size, meminfo=None)
    return array._getvalue()


def _element(dtype):
    """numba's type of an array's elements; `dtype` is a numpy scalar type or a record dtype."""
    return dtype.instance_type if isinstance(dtype, types.NumberClass) else dtype.dtype


@intrinsic
def array_at(typingctx, address, dtype, count):
    """`count` numbers or records of a dtype at an address, as an array."""
    sig = types.Array(_element(dtype), 1, "C")(types.int64, dtype, types.intp)

    def codegen(context, builder, signature, args):
        return _array(context, builder, signature.return_type, args[0], [args[2]])

    return sig, codegen


@intrinsic
def floats(typingctx, address, count):
    """`count` float32 at an address, as an array."""
    sig = types.Array(types.float32, 1, "C")(types.int64, types.intp)

    def codegen(context, builder, signature, args):
        return _array(context, builder, signature.return_type, args[0], [args[1]])

    return sig, codegen


@intrinsic
def doubles(typingctx, address, count):
    """`count` float64 at an address, as an array."""
    sig = types.Array(types.float64, 1, "C")(types.int64, types.intp)

    def codegen(context, builder, signature, args):
        return _array(context, builder, signature.return_type, args[0], [args[1]])

    return sig, codegen


@intrinsic
def matrix_at(typingctx, address, dtype, rows, columns):
    """Rows of numbers at an address, as an array (rows, columns)."""
    sig = types.Array(_element(dtype), 2, "C")(types.int64, dtype, types.intp, types.intp)

    def codegen(context, builder, signature, args):
        return _array(context, builder, signature.return_type, args[0], [args[2], args[3]])

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


def _control_word(builder, value=None):
    """Read this thread's floating-point control as int64, or write it."""
    if not _IS_X86:
        if value is None:
            return builder.call(builder.module.declare_intrinsic("llvm.aarch64.get.fpcr", (), ir.FunctionType(_I64, [])), [])
        return builder.call(builder.module.declare_intrinsic("llvm.aarch64.set.fpcr", (), ir.FunctionType(ir.VoidType(), [_I64])), [value])
    word = cgutils.alloca_once(builder, ir.IntType(32))
    kind = ir.FunctionType(ir.VoidType(), [ir.IntType(8).as_pointer()])
    place = builder.bitcast(word, ir.IntType(8).as_pointer())
    if value is None:
        builder.call(builder.module.declare_intrinsic("llvm.x86.sse.stmxcsr", (), kind), [place])
        return builder.zext(builder.load(word), _I64)
    builder.store(builder.trunc(value, ir.IntType(32)), word)
    return builder.call(builder.module.declare_intrinsic("llvm.x86.sse.ldmxcsr", (), kind), [place])


@intrinsic
def flush_to_zero(typingctx):
    """Make this thread's arithmetic treat denormals as zero; returns how it treated them before, for `restore_denormals`."""

    def codegen(context, builder, signature, args):
        before = _control_word(builder)
        _control_word(builder, builder.or_(before, ir.Constant(_I64, _FTZ_DAZ_X86 if _IS_X86 else _FZ_ARM)))
        return before

    return types.int64(), codegen


@intrinsic
def restore_denormals(typingctx, before):
    """Undo `flush_to_zero`."""

    def codegen(context, builder, signature, args):
        _control_word(builder, args[0])
        return context.get_dummy_value()

    return types.void(types.int64), codegen


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
