"""Every effect obeys every law; and the laws notice effects that do not."""

import numpy as np
import pytest

from daw import laws, registry
from daw.plugin import Effect, Param, effect


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.__name__)
@pytest.mark.parametrize("id", list(registry.effects()))
def test_every_effect_obeys(id, law):
    law(registry.find(id))


def test_every_shipped_effect_file_is_found():
    assert registry.problems() == []
    shipped = {path.stem for path in registry.folders()[0].glob("[!_]*.py")}
    assert shipped == {id.removeprefix("daw.") for id in registry.effects() if id.startswith("daw.")}


def every_law_but(found: Effect, *broken: str):
    results = dict(laws.check(found))
    assert {name for name, sentence in results.items() if sentence is not None} == set(broken)
    return results


@effect(id="t.good", name="Good", params=[Param("gain_db", 0.0, -6.0, 6.0, unit="dB")])
def good(x, p):
    for c in range(x.shape[0]):
        for n in range(x.shape[1]):
            x[c, n] *= 10.0 ** (p.gain_db / 20.0)


def test_a_good_effect_breaks_none():
    every_law_but(good)


@effect(id="t.allocates", name="Allocates")
def allocates(x):
    x[:] = x * np.float32(0.5)


def test_allocation_is_noticed():
    assert "allocates memory" in every_law_but(allocates, "kernel_never_allocates")["kernel_never_allocates"]


@effect(id="t.block", name="Block", state=[("calls", np.float64)])
def per_block(x, s):
    s.calls += 1.0
    for c in range(x.shape[0]):
        for n in range(x.shape[1]):
            x[c, n] *= 1.0 / s.calls


def test_dependence_on_the_block_size_is_noticed():
    every_law_but(per_block, "any_chunking_gives_the_same_bits")


@effect(id="t.hum", name="Hum", params=[Param("rate", 1.0, 0.5, 2.0, unit="Hz")])
def hum(x, p):
    for n in range(x.shape[1]):
        x[0, n] += 0.001 / (p.rate - 0.5)


def test_noise_of_its_own_a_missing_unit_and_unequal_channels_are_noticed():
    results = every_law_but(
        hum, "names_and_ranges_are_in_order", "silence_gives_silence", "sound_ends_after_the_tail", "output_is_always_finite",
        "equal_channels_stay_equal",
    )  # fmt: skip
    assert results["names_and_ranges_are_in_order"] == "The parameter rate is in Hz, so its name must end in _hz."
    assert "with rate 0.5" in results["output_is_always_finite"]


@effect(id="t.tail", name="Tail", state=[("z", np.float64)], tail_s=0.001)
def long_tail(x, s):
    for n in range(x.shape[1]):
        s.z = 0.999 * s.z + x[0, n]
        for c in range(x.shape[0]):
            x[c, n] = s.z


def test_a_tail_longer_than_promised_is_noticed():
    every_law_but(long_tail, "sound_ends_after_the_tail")
