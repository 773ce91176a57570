"""The window is up before anything that takes long is even imported."""

import subprocess
import sys

import pytest

HEAVY = ("numba", "llvmlite", "scipy", "soundfile", "sounddevice")


@pytest.mark.parametrize(("module", "unwanted"), [("daw.ui.app, daw.ui.window", HEAVY), ("daw.ui.windowspeed", ("PySide6",))])
def test_the_window_brings_in_no_compiled_code_and_its_bench_no_window(module, unwanted):
    asked = f"import sys, {module}; print([name for name in {unwanted!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
