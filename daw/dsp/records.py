"""The numbers of a parameter record by index, for kernels with many parameters of one kind.  Real-time."""

from typing import Any

from numba import types
from numba.extending import intrinsic


@intrinsic
def number(typing: Any, record: Any, index: Any) -> Any:
    """Parameter number `index` of a record that consists of float32 only, as parameter records do; not checked against its length."""

    def codegen(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        pointer = builder.bitcast(args[0], context.get_value_type(types.float32).as_pointer())
        return builder.load(builder.gep(pointer, [args[1]]))

    return types.float32(record, types.intp), codegen
