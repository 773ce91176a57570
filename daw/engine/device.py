"""Real devices, through PortAudio, which calls the compiled callback by address.  The one file that imports sounddevice.

`_StreamBase` with a ready-made callback is sounddevice's door for authors of libraries; sounddevice is pinned for its sake.
"""

import atexit
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from daw.engine.callback import portaudio_entry
from daw.engine.jackwatch import JackWatch
from daw.engine.layout import PORT, address
from daw.engine.nulldevice import NullDevice

__all__ = ["DeviceError", "DeviceInfo", "NullDevice", "StreamDevice", "list_devices", "open_device", "release", "rescan"]


class DeviceError(RuntimeError):
    """A device cannot be used; the text says why and what to do."""


class DeviceInfo(NamedTuple):
    """A device as PortAudio lists it."""

    number: int
    name: str
    api: str
    inputs: int
    outputs: int
    sample_rate: int
    is_default_input: bool
    is_default_output: bool
    low_latency_s: float

    @property
    def full_name(self) -> str:
        """Device and host API: what `open_device` understands."""
        return f"{self.name}, {self.api}"


class _PortAudio:
    """PortAudio's one life in this process: when it may be ended and begun again."""

    def __init__(self) -> None:
        self.is_on = False
        self._watch: JackWatch | None = None

    def begin(self, sounddevice: ModuleType) -> None:
        """Begin, unless it has begun; importing sounddevice has done so the first time."""
        if self.is_on:
            return
        if not sounddevice._initialized:
            sounddevice._initialize()
        self.is_on = True
        if any("JACK" in api["name"] for api in sounddevice.query_hostapis()):
            self._watch = JackWatch()
            atexit.register(self.end, sounddevice)  # runs before sounddevice's own

    def end(self, sounddevice: ModuleType) -> None:
        """End it, so that it looks for devices anew; not possible once its JACK server has gone: then it is left alone."""
        if not self.is_on:
            return
        if self._watch is not None and self._watch.gone.is_set():
            atexit.unregister(sounddevice._exit_handler)
            return
        while sounddevice._initialized:
            sounddevice._terminate()
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        self.is_on = False


_portaudio = _PortAudio()


def _sounddevice() -> ModuleType:
    """sounddevice, imported when a real device is wanted; DeviceError without PortAudio."""
    try:
        import sounddevice
    except OSError as error:
        raise DeviceError(
            "PortAudio is not installed, so no audio device can be used. Everything else works. "
            "On Debian or Ubuntu: apt install libportaudio2."
        ) from error
    _portaudio.begin(sounddevice)
    return sounddevice


def release() -> None:
    """Let go of every audio system until a device is wanted again; no stream may be open."""
    if _portaudio.is_on:
        _portaudio.end(_sounddevice())


def list_devices() -> list[DeviceInfo]:
    """Every device PortAudio knows; empty without PortAudio."""
    try:
        sounddevice = _sounddevice()
        apis, devices = sounddevice.query_hostapis(), sounddevice.query_devices()
    except (DeviceError, Exception) as error:
        if isinstance(error, DeviceError) or type(error).__name__ == "PortAudioError":
            return []
        raise
    default_in = {api["default_input_device"] for api in apis}
    default_out = {api["default_output_device"] for api in apis}
    return [
        DeviceInfo(
            number, one["name"], apis[one["hostapi"]]["name"], one["max_input_channels"], one["max_output_channels"],
            round(one["default_samplerate"]), number in default_in, number in default_out, one["default_low_output_latency"],
        )
        for number, one in enumerate(devices)
    ]  # fmt: skip


def rescan() -> list[DeviceInfo]:
    """Let PortAudio look again for devices; no stream may be open.

    After its JACK server has gone PortAudio cannot look again in this process: what it knew before is returned.
    """
    release()
    return list_devices()


def find_devices(name: str | None) -> tuple[DeviceInfo | None, DeviceInfo | None]:
    """The (input, output) devices of a name: of a device, of a host API such as "JACK", or None for the system's choice."""
    devices = list_devices()
    if name is None:
        chosen = devices
    else:
        wanted = name.casefold()
        chosen = [one for one in devices if wanted == one.full_name.casefold()]
        chosen = chosen or [one for one in devices if wanted in one.full_name.casefold()]
    inputs = sorted((one for one in chosen if one.inputs), key=lambda one: (not one.is_default_input, one.number))
    outputs = sorted((one for one in chosen if one.outputs), key=lambda one: (not one.is_default_output, one.number))
    if not outputs:
        known = "; ".join(one.full_name for one in devices) or "none"
        what = f"No audio device matches {name!r}" if name else "There is no audio device"
        raise DeviceError(f"{what}. Devices found: {known}. `--device null` works without hardware.")
    output = outputs[0]
    same_api = [one for one in inputs if one.api == output.api]
    return (same_api[0] if same_api else None), output


class StreamDevice:
    """A PortAudio stream on one device; the callback is machine code.

    name : as `find_devices` understands it
    inputs, outputs : channels to open; None for all the device has (at most 64), two outputs at least
    """

    def __init__(self, name: str | None = None, *, inputs: int | None = None, outputs: int = 2, block_frames: int = 128) -> None:
        self.input_info, self.output_info = find_devices(name)
        assert self.output_info is not None
        self.name = self.output_info.full_name
        available = self.input_info.inputs if self.input_info else 0
        self.inputs = min(available if inputs is None else inputs, available, 64)
        self.outputs = min(outputs, self.output_info.outputs)
        self.block_frames = block_frames
        self.latency_frames = 0
        self._stream: Any = None

    def start(self, board_address: int, sample_rate: int) -> None:
        """Open the stream; DeviceError with a sentence when the device cannot run like this."""
        sounddevice = _sounddevice()
        from sounddevice import _ffi, _StreamBase

        self._port = np.zeros(1, PORT)
        self._port["board"] = board_address
        self._port["input_channels"], self._port["output_channels"] = self.inputs, self.outputs
        indices = (self.input_info.number if self.input_info else None, self.output_info.number)  # type: ignore[union-attr]
        duplex = self.inputs > 0
        try:
            self._stream = _StreamBase(
                kind="duplex" if duplex else "output",
                samplerate=sample_rate,
                blocksize=self.block_frames,
                device=indices if duplex else indices[1],
                channels=(self.inputs, self.outputs) if duplex else self.outputs,
                dtype="float32",
                latency="low",
                callback=_ffi.cast("PaStreamCallback *", portaudio_entry.address),
                userdata=_ffi.cast("void *", address(self._port)),
            )
            self._stream.start()
        except sounddevice.PortAudioError as error:
            self.stop()
            raise DeviceError(
                f"{self.name} cannot run at {sample_rate} Hz with blocks of {self.block_frames}: {error.args[0]}. "
                "Another program may be using it; choose another device, rate or buffer."
            ) from error
        reported = self._stream.latency
        self.latency_frames = round(sum(reported if duplex else (reported,)) * sample_rate)

    def stop(self) -> None:
        """Close the stream."""
        if self._stream is not None:
            self._stream.close(ignore_errors=True)
            self._stream = None

    @property
    def active(self) -> bool:
        """Whether PortAudio still calls for blocks."""
        return self._stream is not None and bool(self._stream.active)


def open_device(name: str | None, *, block_frames: int = 128) -> NullDevice | StreamDevice:
    """The device of a name; "null" is the clocked null device, None the system's own choice."""
    if name == "null":
        return NullDevice(block_frames)
    return StreamDevice(name, block_frames=block_frames)
