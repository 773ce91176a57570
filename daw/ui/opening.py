"""Opening devices and engines: what the sound's worker does, and what it hands over.  Worker thread."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from daw import preferences

if TYPE_CHECKING:
    from daw.engine.device import DeviceInfo
    from daw.engine.engine import Engine

SILENT = "null"


class Wish(NamedTuple):
    """What to open.  device : as `open_device` understands it; None is the system's choice, "null" is silence"""

    device: str | None
    block_frames: int


class Loss(NamedTuple):
    """A device that went away: its name, and where the song was; whether that was in a recording."""

    name: str
    position: int
    was_recording: bool


class Made(NamedTuple):
    """What a worker hands over.  engine : None leaves the present one.  recorded : to be kept"""

    engine: "Engine | None" = None
    trouble: str = ""
    recorded: Sequence[Any] = ()
    devices: "Sequence[DeviceInfo] | None" = None
    returned: str = ""


def open_engine(wish: Wish, sample_rate: int, *, rescan: bool) -> Made:
    """An engine on the device that is wished for, or on silence with the reason; `rescan`: look for devices first (no stream is open)."""
    from daw.engine.device import DeviceError, open_device
    from daw.engine.device import rescan as look_again
    from daw.engine.engine import Engine

    trouble = ""
    try:
        if rescan and wish.device != SILENT:
            look_again()
        engine = Engine(sample_rate, open_device(wish.device, block_frames=wish.block_frames))
    except DeviceError as problem:
        trouble = str(problem)
        engine = silent_engine(sample_rate, wish.block_frames)
    _use_measured(engine)
    return Made(engine, trouble, devices=None if wish.device == SILENT else known_devices())


def silent_engine(sample_rate: int, block_frames: int) -> "Engine":
    """An engine that nobody hears."""
    from daw.engine.device import NullDevice
    from daw.engine.engine import Engine

    return Engine(sample_rate, NullDevice(block_frames))


def seek(wish: Wish, sample_rate: int, trouble: str) -> Made:
    """The engine on the device that was lost, if it is back; else `trouble` as it was.  No stream may be open."""
    from daw.engine.device import DeviceError, open_device, rescan
    from daw.engine.engine import Engine

    found = rescan()
    if not any(one.full_name == wish.device for one in found):
        return Made(trouble=trouble, devices=found)
    try:
        engine = Engine(sample_rate, open_device(wish.device, block_frames=wish.block_frames))
    except DeviceError as problem:
        return Made(trouble=str(problem), devices=found)
    _use_measured(engine)
    return Made(engine, devices=found, returned=wish.device or "")


def known_devices() -> "list[DeviceInfo]":
    """What PortAudio knows now."""
    from daw.engine.device import list_devices

    return list_devices()


def _use_measured(engine: "Engine") -> None:
    """Let an engine use the round trip that was measured with its device, rate and block; a device that says another delay now moves it."""
    known = preferences.measured(engine.device.name, engine.sample_rate, engine.device.block_frames)
    if known is not None:
        moved = 0 if known.reported is None else engine.device.latency_frames - known.reported
        engine.round_trip_frames = max(0, known.frames + moved)
