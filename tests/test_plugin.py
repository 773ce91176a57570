"""The plugin API: what a declaration promises, and that the machine code does it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from daw.plugin import Effect, EffectError, Param, effect

EXAMPLE = Path(__file__).parent / "plugins" / "tremolo.py"
LOAD = f"""
import importlib.util, json, sys, time
spec = importlib.util.spec_from_file_location("daw_plugins.tremolo", {str(EXAMPLE)!r})
module = importlib.util.module_from_spec(spec); sys.modules[spec.name] = module
spec.loader.exec_module(module)
tremolo = module.tremolo
"""


def load_example() -> Effect:
    space: dict = {}
    exec(LOAD, space)  # the very lines the other process runs
    return space["tremolo"]


@pytest.fixture(scope="module")
def tremolo() -> Effect:
    return load_example()


def in_fresh_process(code: str, cache: Path) -> dict:
    answer = subprocess.run(
        [sys.executable, "-c", LOAD + code], capture_output=True, text=True, check=True, env={**os.environ, "XDG_CACHE_HOME": str(cache)}
    )
    return json.loads(answer.stdout)


def test_the_machine_code_obeys_the_stated_law(tremolo):
    frames = np.arange(48000)
    out = tremolo.run(np.ones((2, 48000)), {"rate_hz": 5.0, "depth": 0.5})
    law = 1.0 - 0.5 * 0.5 * (1.0 - np.cos(2.0 * np.pi * 5.0 * frames / 48000.0))
    assert np.abs(out - law).max() < 1e-7


def test_the_kernel_called_from_python_gives_the_same_bits(tremolo):
    x = np.random.default_rng(1).normal(size=(2, 500)).astype(np.float32)
    by_address = tremolo.run(x, block=64)
    state = tremolo.new_state(48000.0)
    tremolo.kernel(x, tremolo.new_params()[0], state.record[0], 48000.0)
    assert np.array_equal(x, by_address)


def test_state_carries_over_from_one_run_to_the_next(tremolo):
    x = np.random.default_rng(2).normal(size=(2, 300)).astype(np.float32)
    state = tremolo.new_state(48000.0)
    parts = [tremolo.run(x[:, :100], state=state), tremolo.run(x[:, 100:], state=state)]
    assert np.array_equal(np.hstack(parts), tremolo.run(x, block=300))


def test_importing_a_plugin_compiles_nothing(tmp_path):
    facts = in_fresh_process("print(json.dumps('numba' in sys.modules))", tmp_path)
    assert facts is False


def test_the_second_process_loads_kernel_and_entry_from_the_cache(tmp_path):
    code = """
tremolo.compile(); tremolo.kernel
stats = tremolo.kernel.stats
print(json.dumps({"kernel": sum(stats.cache_hits.values()), "misses": sum(stats.cache_misses.values()), "entry": tremolo.entry.cache_hits}))
"""
    assert in_fresh_process(code, tmp_path) == {"kernel": 0, "misses": 1, "entry": 0}
    assert in_fresh_process(code, tmp_path) == {"kernel": 1, "misses": 0, "entry": 1}


def test_what_a_kernel_asks_for_is_what_it_gets():
    @effect(id="t.all", name="All", params=[Param("gain", 2.0, 0.0, 4.0)], meters=["seen"], memory=lambda rate: int(rate / 1000))
    def everything(x, side, p, s, memory, sample_rate):
        memory[0] += 1.0
        s.seen = memory.shape[0] + sample_rate
        for c in range(x.shape[0]):
            for n in range(x.shape[1]):
                x[c, n] = side[c, n] * p.gain + memory[0]

    assert everything.has_sidechain
    state = everything.new_state(48000.0)
    out = everything.run(np.zeros((2, 100)), {"gain": 3.0}, side=np.ones((2, 100)), block=[60, 40], state=state)
    assert np.array_equal(out, np.array([[4.0] * 60 + [5.0] * 40] * 2, np.float32))
    assert everything.read_meters(state) == {"seen": 48048.0}


def test_without_a_side_chain_the_kernel_hears_its_own_input():
    @effect(id="t.side", name="Side")
    def doubled(x, side):
        for c in range(x.shape[0]):
            for n in range(x.shape[1]):
                x[c, n] = x[c, n] + side[c, n]

    assert np.array_equal(doubled.run(np.ones((2, 130))), np.full((2, 130), 2.0, np.float32))


def test_latency_and_tail_may_depend_on_the_settings():
    def kernel(x):
        pass

    late = Effect(
        kernel, id="t.late", name="Late", params=[Param("ahead_ms", 2.0, 0.0, 10.0)],
        latency_frames=lambda rate, values: round(values["ahead_ms"] * rate / 1000.0), tail_s=lambda values: values["ahead_ms"] / 1000.0,
    )  # fmt: skip
    assert late.latency_frames(48000.0) == 96
    assert late.latency_frames(44100.0, {"ahead_ms": 10.0}) == 441
    assert late.tail_s({"ahead_ms": 99.0}) == 0.01  # values never leave their range


@pytest.mark.parametrize(
    ("param", "words"),
    [
        (Param("two words", 0.0), "must be a Python name"),
        (Param("gain_db", 5.0, -1.0, 1.0), "default of gain_db, 5, is outside"),
        (Param("gain_db", 0.0, 1.0, -1.0), "is empty"),
        (Param("freq_hz", 0.0, 0.0, 1.0, scale="log"), "must start above 0"),
        (Param("on", 0.0, 0.0, 2.0, scale="switch"), "must be 0 to 1"),
        (Param("law", 0.0, 0.0, 2.0, scale="choice", choices=("a", "b")), "must be 0 to 1"),
    ],
)
def test_a_senseless_parameter_is_refused_with_a_sentence(param, words):
    with pytest.raises(EffectError, match=words):
        effect(id="t.bad", name="Bad", params=[param])(lambda x, p: None)


def test_an_unknown_wish_is_refused():
    with pytest.raises(EffectError, match="it may take x, side"):
        effect(id="t.bad", name="Bad")(lambda x, tempo: None)


def test_two_parameters_of_one_name_are_refused():
    with pytest.raises(EffectError, match="two parameters called gain"):
        effect(id="t.bad", name="Bad", params=[Param("gain", 0.0), Param("gain", 0.0)])(lambda x, p: None)


def test_a_kernel_that_does_not_compile_says_whose_it_is():
    @effect(id="t.broken", name="Broken")
    def broken(x):
        x.no_such_thing()

    with pytest.raises(EffectError, match=r"The kernel of t\.broken cannot be compiled"):
        broken.compile()


def test_a_kernel_typed_at_a_prompt_works_too():
    space: dict = {"effect": effect}
    exec("@effect(id='t.prompt', name='Prompt')\ndef half(x):\n    x[0, 0] *= 0.5\n", space)  # as a prompt does
    assert space["half"].run(np.ones((1, 1)))[0, 0] == 0.5
