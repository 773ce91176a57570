"""Sample conversion: exact where it can be, rounded to nearest where not."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daw.audio import pcm

EXACT = ("pcm16", "pcm24", "float32")


def random_bytes(count: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, count, dtype=np.uint8)


@pytest.mark.parametrize("sample_format", ["pcm16", "pcm24"])
@pytest.mark.parametrize("channels", [1, 2, 3, 6])
def test_bytes_become_floats_and_the_same_bytes_again(sample_format: str, channels: int) -> None:
    raw = random_bytes(pcm.CODE_BYTES[pcm.FORMAT_CODES[sample_format]] * channels * 4099)
    assert np.array_equal(pcm.to_bytes(pcm.to_float(raw, sample_format, channels), sample_format), raw)


def test_every_16_bit_number_survives() -> None:
    raw = np.arange(-32768, 32768, dtype=np.int16)
    x = pcm.to_float(raw.view(np.uint8), "pcm16", 1)
    assert np.array_equal(x[0], raw / 32768.0)
    assert np.array_equal(pcm.to_bytes(x, "pcm16").view(np.int16), raw)


@pytest.mark.parametrize("channels", [1, 2, 5])
def test_float_samples_are_copied_bit_for_bit_even_nan(channels: int) -> None:
    raw = random_bytes(4 * channels * 1001)
    raw.view(np.uint32)[:4] = (0x7FC00001, 0xFFC12345, 0x7F800000, 0x80000000)  # NaN with payloads, infinity, -0
    assert np.array_equal(pcm.to_bytes(pcm.to_float(raw, "float32", channels), "float32"), raw)


@settings(deadline=None)  # the first call compiles
@given(
    st.lists(st.floats(width=32, allow_nan=False), min_size=1, max_size=40), st.sampled_from([(16, "pcm16"), (24, "pcm24"), (32, "pcm32")])
)
def test_encoding_rounds_to_nearest_even_and_saturates(values: list[float], kind: tuple[int, str]) -> None:
    bits, sample_format = kind
    scale = 2.0 ** (bits - 1)
    expected = np.clip(np.rint(np.array(values, np.float64) * scale), -scale, scale - 1).astype(np.int64)
    raw = pcm.to_bytes(np.array([values], np.float32), sample_format)
    width = bits // 8
    found = [int.from_bytes(raw[n : n + width].tobytes(), "little", signed=True) for n in range(0, raw.size, width)]
    assert found == expected.tolist()


@pytest.mark.parametrize("sample_format", ["pcm16", "pcm24", "pcm32"])
def test_nan_is_written_as_silence(sample_format: str) -> None:
    assert not pcm.to_bytes(np.full((1, 7), np.nan, np.float32), sample_format).any()


@pytest.mark.parametrize("sample_format", list(pcm.FORMAT_CODES))
@pytest.mark.parametrize("channels", [1, 2, 4])
def test_decoding_starts_at_any_byte_and_writes_only_its_frames(sample_format: str, channels: int) -> None:
    code = pcm.FORMAT_CODES[sample_format]
    raw = random_bytes(pcm.CODE_BYTES[code] * channels * 50 + 7)
    whole = pcm.to_float(raw[3 : 3 + pcm.CODE_BYTES[code] * channels * 50].copy(), sample_format, channels)
    out = np.full((channels + 1, 80), 9.0, np.float32)
    pcm.decode(raw, 3, code, channels, 50, out, 11)
    assert np.array_equal(out[:channels, 11:61], whole, equal_nan=True)
    assert (np.delete(out[:channels], np.s_[11:61], axis=1) == 9.0).all()
    assert (out[channels] == 9.0).all()


@pytest.mark.parametrize("sample_format", list(pcm.FORMAT_CODES))
def test_a_single_sample_reads_as_in_the_whole(sample_format: str) -> None:
    code = pcm.FORMAT_CODES[sample_format]
    raw = random_bytes(pcm.CODE_BYTES[code] * 64)
    whole = pcm.to_float(raw, sample_format, 1)[0]
    single = [pcm.sample_at(raw, np.uint64(n * pcm.CODE_BYTES[code]), code) for n in range(64)]
    assert np.array_equal(np.array(single, np.float32), whole, equal_nan=True)


def test_24_bit_numbers_are_packed_as_they_are() -> None:
    whole = np.random.default_rng(1).integers(-(2**23), 2**23, (3, 500), dtype=np.int32)
    raw = pcm.whole_to_bytes(whole, "pcm24")
    assert np.array_equal(pcm.to_float(raw, "pcm24", 3) * 2.0**23, whole)


@pytest.mark.parametrize("kernel", [pcm.decode, pcm.encode], ids=["decode", "encode"])
def test_conversion_never_allocates(kernel: object) -> None:
    raw, x = np.zeros(64, np.uint8), np.zeros((2, 4), np.float32)
    if kernel is pcm.decode:
        signature = pcm.decode.compile((*_types(raw, 0, 0, 2, 4, x, 0),)) and pcm.decode.signatures[0]
    else:
        signature = pcm.encode.compile((*_types(x, 0, 0, 2, 4, raw, 0),)) and pcm.encode.signatures[0]
    text = _fresh_llvm(kernel, signature)
    assert "define" in text
    assert not re.search(r"call[^\n]*@NRT_(MemInfo_alloc|Allocate)", text)


def _types(*values: object) -> tuple[object, ...]:
    import numba

    return tuple(numba.typeof(value) for value in values)


def _fresh_llvm(kernel: object, signature: object) -> str:
    """LLVM of a kernel compiled here and now: code from the cache cannot be inspected."""
    import numba

    fresh = numba.njit(error_model="numpy", nogil=True)(kernel.py_func)  # type: ignore[attr-defined]
    fresh.compile(signature)
    return str(fresh.inspect_llvm(signature))
