"""How kernels are compiled: a function that compiled code calls becomes a part of its caller, and only what is called from outside
becomes machine code.

numba makes a library of every function: optimises it, turns it into machine code, and does all of that again, with everything below
it, for each function that calls it.  Here a called function is lowered once and handed on as it is; it is optimised where it ends up.
That is several times faster to compile, and the optimiser sees whole loops instead of calls.  Called from Python, the same function is
compiled by itself.  Everything compiled is kept on disk (see `daw.kernelcache`).
"""

import ctypes
import importlib
import inspect
import sys
from collections.abc import Callable
from functools import cached_property
from typing import Any

from numba import _dynfunc, cfunc, types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import register_pass
from numba.core.registry import CPUDispatcher
from numba.core.typed_passes import NativeLowering, NopythonTypeInference

from daw import kernelcache  # noqa: F401  sets the cache's folder before anything compiles

UNNEEDED = {"scipy.linalg": "numba.np.arraymath", "cffi": "numba.core.typing.cffi_utils"}  # and who in numba looks for it, in vain here
for name, user in UNNEEDED.items():
    if name not in sys.modules:  # importing them takes longer than all else it takes to load a kernel, and no kernel uses them
        sys.modules[name] = None  # type: ignore[assignment]
        importlib.import_module(user)
        del sys.modules[name]

SAFE = {"nopython": True, "nogil": True, "error_model": "numpy", "boundscheck": None, "_nrt": False}  # _nrt: may ask for memory
REFUSAL = ctypes.cast(ctypes.pythonapi.PyErr_BadArgument, ctypes.c_void_p).value  # what Python meets if it calls a part


class PartLibrary(JITCodeLibrary):  # type: ignore[misc]
    """Code that is only ever linked into other code: neither optimised nor turned into machine code."""

    def _optimize_functions(self, ll_module: Any) -> None:
        ll_module.data_layout = self._codegen._data_layout

    def finalize(self) -> None:
        """Take in what it calls."""
        self._raise_if_finalized()
        for library in dict.fromkeys(self._linking_libraries):
            self._reload_init.update(library._reload_init)
            self._final_module.link_in(library._get_module_for_linking(), preserve=True)
        self._finalized = True


@register_pass(mutates_CFG=True, analysis_only=False)
class PartTyping(NopythonTypeInference):  # type: ignore[misc]
    """numba's typing; a part may return a view of an array, which without reference counts is otherwise forbidden."""

    _name = "part_typing"

    def run_pass(self, state: Any) -> bool:
        """numba calls this."""
        strict = state.targetctx
        state.targetctx = strict.subtarget(enable_nrt=True)
        done = bool(super().run_pass(state))
        state.targetctx = strict
        return done


@register_pass(mutates_CFG=True, analysis_only=False)
class PartLowering(NativeLowering):  # type: ignore[misc]
    """numba's lowering into a PartLibrary, without wrappers and machine code; then the part is offered to those who call it."""

    _name = "part_lowering"

    def run_pass(self, state: Any) -> bool:
        """numba calls this."""
        state.library = PartLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
        state.flags = state.flags.copy()
        state.flags.no_compile = state.flags.no_cpython_wrapper = state.flags.no_cfunc_wrapper = True
        done = bool(super().run_pass(state))
        part, name = state["cr"], state.func_id.func_qualname
        key = _dynfunc.make_function(part.fndesc.lookup_module(), name, f"part {name}", REFUSAL, part.env, (state.library,))
        state["cr"] = part._replace(cfunc=key)
        state.targetctx.insert_user_function(key, part.fndesc, [state.library])
        return done


class PartCompiler(CompilerBase):  # type: ignore[misc]
    """numba's usual pipeline, with the two passes above."""

    def define_pipelines(self) -> list[Any]:
        """numba asks for this."""
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
        own = {NopythonTypeInference: PartTyping, NativeLowering: PartLowering}
        passes.passes = [(own.get(one, one), name) for one, name in passes.passes]
        passes.finalize()
        return [passes]


class Kernel(CPUDispatcher):  # type: ignore[misc]
    """A function that is compiled by itself for Python, and as a part for compiled code."""

    @cached_property
    def _part(self) -> CPUDispatcher:
        return CPUDispatcher(self.py_func, targetoptions=self.targetoptions, pipeline_class=PartCompiler)

    def get_call_template(self, args: Any, kws: Any) -> Any:
        """What compiled code calls.  A constant argument does not make another version of it; the optimiser sees it all the same."""
        general = {name: types.unliteral(kind) for name, kind in kws.items()}
        return self._part.get_call_template(tuple(types.unliteral(kind) for kind in args), general)

    def get_overload(self, sig: Any) -> Any:
        """The key under which the part was offered."""
        return self._part.get_overload(sig)


def kernel(*, cache: bool = True, **options: Any) -> Callable[[Callable[..., Any]], Kernel]:
    """Decorator: compile without the interpreter lock, with arithmetic that never raises, and for no code that asks for memory.

    options : numba's; `_nrt=True` is for code that makes arrays, which no audio thread may call
    """

    def make(function: Callable[..., Any]) -> Kernel:
        made = Kernel(function, targetoptions=SAFE | options)
        if cache:
            made.enable_caching()
        return made

    return make


class Entry:
    """A compiled function behind a C address, for threads, devices, and compiled code that must not contain it.

    Its arguments are int64 and so is what it returns, unless a signature says otherwise.  Compiled, or loaded from the cache, when
    `address` is first asked for.
    """

    def __init__(self, function: Callable[..., Any], signature: Any = None) -> None:
        self.function = function
        self.argument_count = len(inspect.signature(function).parameters)
        self.signature = signature or types.int64(*[types.int64] * self.argument_count)
        self.__name__ = function.__name__
        self.__doc__ = function.__doc__

    @cached_property
    def native(self) -> Any:
        """numba's C function."""
        return cfunc(self.signature, cache=True, **SAFE)(self.function)

    def llvm(self) -> str:
        """The code in LLVM's language, compiled afresh: machine code from the cache can no longer be read."""
        return str(cfunc(self.signature, **SAFE)(self.function).inspect_llvm())

    @cached_property
    def address(self) -> int:
        """Where the machine code is."""
        return int(self.native.address)

    def load(self) -> None:
        """Compile, or load from the cache, now; from any thread but the audio thread."""
        _ = self.address

    @cached_property
    def _call(self) -> Callable[..., int]:
        return ctypes.CFUNCTYPE(ctypes.c_int64, *[ctypes.c_int64] * self.argument_count)(self.address)

    def __call__(self, *arguments: int) -> int:
        """Call it from Python, without the interpreter lock."""
        return self._call(*arguments)
