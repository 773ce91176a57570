"""How every kernel here is compiled: cached, without the interpreter lock, with arithmetic that never raises."""

from daw.kernelbuild import kernel

compiled = kernel()
metering = kernel(fastmath={"reassoc", "nsz"})  # sums whose order nobody hears
contracted = kernel(fastmath={"contract"})  # a * b + c in one rounding, where measured to pay
inlined = kernel(forceinline=True)  # always a part of its caller, no calls: for many short loops
allocating = kernel(_nrt=True)  # for what makes arrays: never in the audio thread
