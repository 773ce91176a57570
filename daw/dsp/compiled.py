"""How every kernel here is compiled: cached, without the interpreter lock, with arithmetic that never raises."""

from numba import njit

from daw import kernelcache  # noqa: F401  sets the cache's folder before anything compiles

compiled = njit(cache=True, nogil=True, error_model="numpy")
metering = njit(cache=True, nogil=True, error_model="numpy", fastmath={"reassoc", "nsz"})  # sums whose order nobody hears
contracted = njit(cache=True, nogil=True, error_model="numpy", fastmath={"contract"})  # a * b + c in one rounding, where measured to pay
