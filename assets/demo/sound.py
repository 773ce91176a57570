"""What every instrument needs around its notes: smoothing, rooms, levels, clean beginnings and ends."""

import numpy as np
from daw_demo import loops
from numpy.typing import NDArray

Array = NDArray[np.float64]


def smooth(curve: Array, points: int) -> Array:
    """The curve averaged under a Hann window of `points` points; its ends are held."""
    window = np.hanning(points + 2)[1:-1]
    padded = np.pad(curve, (points // 2, points - 1 - points // 2), mode="edge")
    return np.convolve(padded, window / window.sum(), mode="valid")


def even(x: Array, amount: float, sample_rate: int) -> Array:
    """Bring loud and soft stretches closer: divide by (rms over 0.4 s) ** amount where there is sound."""
    block = sample_rate // 100
    blocks = len(x) // block + 1
    power = np.pad(x, (0, blocks * block - len(x))).reshape(blocks, block) ** 2
    rms = np.sqrt(smooth(power.mean(axis=1), 40))
    gain = np.maximum(rms / max(float(rms.max()), 1e-12), 0.05) ** -amount
    return x * np.interp(np.arange(len(x)), (np.arange(blocks) + 0.5) * block, gain)


def convolve(x: Array, response: Array) -> Array:
    """Linear convolution, as long as `x`: blocks through the FFT, their tails added up."""
    size = max(1 << 15, 1 << (2 * len(response) - 1).bit_length())
    block = size - len(response) + 1
    transfer = np.fft.rfft(response, size)
    out = np.zeros(len(x) + size)
    for start in range(0, len(x), block):
        out[start : start + size] += np.fft.irfft(np.fft.rfft(x[start : start + block], size) * transfer, size)
    return out[: len(x)]


def shape(x: Array, curve: list[tuple[float, float]], sample_rate: int) -> Array:
    """Equalise: `curve` gives (Hz, dB) points, joined by straight lines over log frequency; minimum phase by way of the cepstrum."""
    size = 1 << 14
    hz = np.maximum(np.fft.rfftfreq(size, 1.0 / sample_rate), 1.0)
    gain_db = np.interp(np.log(hz), np.log([point[0] for point in curve]), [point[1] for point in curve])
    cepstrum = np.fft.irfft(gain_db * np.log(10.0) / 20.0, size)
    cepstrum[1 : size // 2] *= 2.0
    cepstrum[size // 2 + 1 :] = 0.0
    response = np.fft.irfft(np.exp(np.fft.rfft(cepstrum)), size)
    return convolve(x, response[: size // 2] * np.linspace(1.0, 0.0, size // 2))


def room(decay_s: float, bright_hz: float, seed: int, sample_rate: int) -> Array:
    """The response of a small room without its direct sound: noise that falls by 60 dB in `decay_s`, beginning after 4 ms."""
    frames = round(1.1 * decay_s * sample_rate)
    t = np.arange(frames) / sample_rate
    tail = np.random.default_rng(seed).standard_normal(frames) * 10.0 ** (-3.0 * t / decay_s)
    tail[: round(0.004 * sample_rate)] = 0.0
    loops.low_pass(tail, bright_hz, float(sample_rate))
    loops.high_pass(tail, 120.0, float(sample_rate))
    return tail / np.sqrt(np.sum(tail**2))


def recorded(channels: list[Array], peak_db: float, noise_db: float, seed: int, sample_rate: int) -> NDArray[np.float32]:
    """Channels as a good session would have them: no DC, peak at `peak_db` dBFS, a noise floor of `noise_db` dBFS rms, silent ends.

    Returns float32, shape (channels, frames).
    """
    x = np.stack(channels)
    for channel in x:
        loops.high_pass(channel, 18.0, float(sample_rate))
    x *= 10.0 ** (peak_db / 20.0) / max(float(np.abs(x).max()), 1e-9)
    x += np.random.default_rng(seed).standard_normal(x.shape) * 10.0 ** (noise_db / 20.0)
    rise, fall = round(0.004 * sample_rate), round(0.9 * sample_rate)
    x[:, :rise] *= np.sin(np.linspace(0.0, np.pi / 2.0, rise)) ** 2
    x[:, -fall:] *= np.cos(np.linspace(0.0, np.pi / 2.0, fall)) ** 2
    return x.astype(np.float32)
