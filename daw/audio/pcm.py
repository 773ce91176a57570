"""Sample conversion between the bytes of a WAV file and planar float32, compiled, for the disk thread and for files.

`raw` is uint8: interleaved little-endian samples at any alignment. Integers are scaled by 2**-15, 2**-23 and 2**-31: 16
and 24-bit samples become float32 exactly and come back as the same bytes; 32-bit integers are rounded to float32.
Encoding rounds to nearest (ties to even), saturates, and writes 0 for NaN; float32 is copied bit for bit.
Nothing here checks bounds, allocates or locks: the caller owns the offsets.

The readers take a byte position as np.uint64 (a signed one works, 3 times slower: numba then tests its sign).
"""

import math
from typing import Any

import numpy as np

from daw.dsp import packed
from daw.dsp.compiled import compiled, inlined

PCM16, PCM24, PCM32, FLOAT32 = 0, 1, 2, 3
FORMAT_CODES = {"pcm16": PCM16, "pcm24": PCM24, "pcm32": PCM32, "float32": FLOAT32}
CODE_BYTES = (2, 3, 4, 4)  # bytes per sample, by code

_U = np.uint64
_1, _2, _3 = np.uint64(1), np.uint64(2), np.uint64(3)


@compiled
def read_pcm16(raw: np.ndarray, at: Any) -> np.float32:
    """The 16-bit sample at byte `at` as float32."""
    bits = (np.uint32(raw[at]) << np.uint32(16)) | (np.uint32(raw[at + _1]) << np.uint32(24))
    return np.float32(np.int32(bits)) * np.float32(2.0**-31)


@compiled
def read_pcm24(raw: np.ndarray, at: Any) -> np.float32:
    """The 24-bit sample at byte `at` as float32."""
    low = (np.uint32(raw[at]) << np.uint32(8)) | (np.uint32(raw[at + _1]) << np.uint32(16))
    return np.float32(np.int32(low | (np.uint32(raw[at + _2]) << np.uint32(24)))) * np.float32(2.0**-31)


@compiled
def _read_bits(raw: np.ndarray, at: Any) -> np.uint32:
    low = np.uint32(raw[at]) | (np.uint32(raw[at + _1]) << np.uint32(8))
    return np.uint32(low | (np.uint32(raw[at + _2]) << np.uint32(16)) | (np.uint32(raw[at + _3]) << np.uint32(24)))


@compiled
def read_pcm32(raw: np.ndarray, at: Any) -> np.float32:
    """The 32-bit integer sample at byte `at` as float32, rounded."""
    return np.float32(np.int32(_read_bits(raw, at))) * np.float32(2.0**-31)


@compiled
def read_float32(raw: np.ndarray, at: Any) -> np.float32:
    """The 32-bit float sample at byte `at`, bit for bit."""
    return np.uint32(_read_bits(raw, at)).view(np.float32)


@compiled
def sample_at(raw: np.ndarray, at: Any, code: int) -> np.float32:
    """The sample of format `code` at byte `at` as float32; for loops, call the reader of the format instead."""
    if code == PCM16:
        return read_pcm16(raw, at)
    if code == PCM24:
        return read_pcm24(raw, at)
    if code == PCM32:
        return read_pcm32(raw, at)
    return read_float32(raw, at)


@inlined
def _decode_as(
    code: int, size: int, raw: np.ndarray, byte_offset: int, channels: int, frames: int, out: np.ndarray, out_offset: int
) -> None:
    """The loops of `decode` for one format; one and two channels have constant strides, so they vectorise."""
    at, to, step, total = _U(byte_offset), _U(out_offset), _U(size), _U(frames)
    if channels == 1:
        for n in range(total):
            out[0, to + n] = sample_at(raw, at + step * n, code)
    elif channels == 2:
        for n in range(total):
            out[0, to + n] = sample_at(raw, at + _2 * step * n, code)
            out[1, to + n] = sample_at(raw, at + _2 * step * n + step, code)
    else:
        stride = _U(channels) * step
        for c in range(_U(channels)):
            for n in range(total):
                out[c, to + n] = sample_at(raw, at + stride * n + step * c, code)


@compiled
def _decode_eights(raw: np.ndarray, byte_offset: int, channels: int, frames: int, out: np.ndarray, out_offset: int) -> int:
    """As many 24-bit frames of one or two channels as come in eights; returns their number."""
    if channels > 2:
        return 0
    whole = frames // packed.FRAMES * packed.FRAMES
    for n in range(0, whole, packed.FRAMES):
        if channels == 1:
            packed.eight_mono(raw, out, byte_offset + 3 * n, out_offset + n)
        else:
            packed.eight_stereo(raw, out, byte_offset + 6 * n, out_offset + n, out.shape[1] + out_offset + n)
    return whole


@compiled
def decode(raw: np.ndarray, byte_offset: int, code: int, channels: int, frames: int, out: np.ndarray, out_offset: int) -> None:
    """Decode `frames` frames of `channels` channels from raw[byte_offset:] into out[:, out_offset : out_offset + frames].

    raw : uint8; out : float32 (at least channels, at least out_offset + frames).
    """
    if code == PCM16:
        _decode_as(PCM16, 2, raw, byte_offset, channels, frames, out, out_offset)
    elif code == PCM24:
        done = _decode_eights(raw, byte_offset, channels, frames, out, out_offset)
        _decode_as(PCM24, 3, raw, byte_offset + 3 * channels * done, channels, frames - done, out, out_offset + done)
    elif code == PCM32:
        _decode_as(PCM32, 4, raw, byte_offset, channels, frames, out, out_offset)
    else:
        _decode_as(FLOAT32, 4, raw, byte_offset, channels, frames, out, out_offset)


@compiled
def quantised(x: Any, scale: float) -> float:
    """x · scale rounded to nearest (ties to even), limited to −scale … scale − 1, as float64; NaN gives 0."""
    y = float(np.float64(x) * scale)
    y = (y + 6755399441055744.0) - 6755399441055744.0  # 1.5·2**52: the sum has no fraction bits left
    y = min(y, scale - 1.0) if not math.isnan(y) else 0.0
    return max(y, -scale)


@compiled
def write_pcm16(raw: np.ndarray, at: Any, x: Any) -> None:
    """Write a float32 sample as 16 bits at byte `at`."""
    q = np.int32(quantised(x, 32768.0))
    raw[at] = np.uint8(q)
    raw[at + _1] = np.uint8(q >> 8)


@compiled
def write_pcm24(raw: np.ndarray, at: Any, x: Any) -> None:
    """Write a float32 sample as 24 bits at byte `at`."""
    q = np.int32(quantised(x, 8388608.0))
    raw[at] = np.uint8(q)
    raw[at + _1] = np.uint8(q >> 8)
    raw[at + _2] = np.uint8(q >> 16)


@compiled
def _write_bits(raw: np.ndarray, at: Any, bits: Any) -> None:
    raw[at] = np.uint8(bits)
    raw[at + _1] = np.uint8(bits >> np.uint32(8))
    raw[at + _2] = np.uint8(bits >> np.uint32(16))
    raw[at + _3] = np.uint8(bits >> np.uint32(24))


@compiled
def write_pcm32(raw: np.ndarray, at: Any, x: Any) -> None:
    """Write a float32 sample as a 32-bit integer at byte `at`."""
    _write_bits(raw, at, np.uint32(np.int32(np.int64(quantised(x, 2147483648.0)))))


@compiled
def write_float32(raw: np.ndarray, at: Any, x: Any) -> None:
    """Write a float32 sample bit for bit at byte `at`."""
    _write_bits(raw, at, np.float32(x).view(np.uint32))


@compiled
def _put_sample(raw: np.ndarray, at: Any, code: int, x: Any) -> None:
    if code == PCM16:
        write_pcm16(raw, at, x)
    elif code == PCM24:
        write_pcm24(raw, at, x)
    elif code == PCM32:
        write_pcm32(raw, at, x)
    else:
        write_float32(raw, at, x)


@inlined
def _encode_as(code: int, size: int, x: np.ndarray, x_offset: int, channels: int, frames: int, raw: np.ndarray, byte_offset: int) -> None:
    """The loops of `encode` for one format."""
    at, start, step, total = _U(byte_offset), _U(x_offset), _U(size), _U(frames)
    if channels == 1:
        for n in range(total):
            _put_sample(raw, at + step * n, code, x[0, start + n])
    elif channels == 2:
        for n in range(total):
            _put_sample(raw, at + _2 * step * n, code, x[0, start + n])
            _put_sample(raw, at + _2 * step * n + step, code, x[1, start + n])
    else:
        stride = _U(channels) * step
        for c in range(_U(channels)):
            for n in range(total):
                _put_sample(raw, at + stride * n + step * c, code, x[c, start + n])


@compiled
def encode(x: np.ndarray, x_offset: int, code: int, channels: int, frames: int, raw: np.ndarray, byte_offset: int) -> None:
    """Encode x[:channels, x_offset : x_offset + frames] (float32) interleaved into raw[byte_offset:] (uint8)."""
    if code == PCM16:
        _encode_as(PCM16, 2, x, x_offset, channels, frames, raw, byte_offset)
    elif code == PCM24:
        _encode_as(PCM24, 3, x, x_offset, channels, frames, raw, byte_offset)
    elif code == PCM32:
        _encode_as(PCM32, 4, x, x_offset, channels, frames, raw, byte_offset)
    else:
        _encode_as(FLOAT32, 4, x, x_offset, channels, frames, raw, byte_offset)


def to_float(raw: np.ndarray, sample_format: str, channels: int) -> np.ndarray:
    """Decode a whole array of bytes: uint8 -> float32 (channels, frames)."""
    code = FORMAT_CODES[sample_format]
    out = np.empty((channels, raw.size // (CODE_BYTES[code] * channels)), np.float32)
    decode(raw, 0, code, channels, out.shape[1], out, 0)
    return out


def to_bytes(x: np.ndarray, sample_format: str) -> np.ndarray:
    """Encode a whole block: float32 (channels, frames) -> uint8."""
    code = FORMAT_CODES[sample_format]
    raw = np.empty(x.size * CODE_BYTES[code], np.uint8)
    encode(x, 0, code, x.shape[0], x.shape[1], raw, 0)
    return raw


@compiled
def _pack(whole: np.ndarray, size: int, raw: np.ndarray) -> None:
    """The low `size` bytes of each number, interleaved."""
    for c in range(whole.shape[0]):
        for n in range(whole.shape[1]):
            at = (n * whole.shape[0] + c) * size
            for k in range(size):
                raw[at + k] = np.uint8(whole[c, n] >> (8 * k))


def whole_to_bytes(whole: np.ndarray, sample_format: str) -> np.ndarray:
    """Whole numbers that fit the format, e.g. from `daw.dsp.dither.quantise`: integers (channels, frames) -> uint8."""
    size = CODE_BYTES[FORMAT_CODES[sample_format]]
    raw = np.empty(whole.size * size, np.uint8)
    _pack(whole, size, raw)
    return raw
