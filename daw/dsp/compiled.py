"""How every kernel here is compiled: cached, without the interpreter lock, with arithmetic that never raises."""

from daw.kernelbuild import kernel

compiled = kernel()
metering = kernel(fastmath={"reassoc", "nsz"})  # sums whose order nobody hears
contracted = kernel(fastmath={"contract"})  # a * b + c in one rounding, where measured to pay
