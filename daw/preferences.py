"""What the program remembers between songs, in the user's config folder: round trips, the device used last, songs opened lately."""

import contextlib
import os
from datetime import datetime
from pathlib import Path

import msgspec
import platformdirs

from daw.model import atomic

NAME = "preferences.json"
RECENT = 20


class RoundTrip(msgspec.Struct, frozen=True, kw_only=True):
    """How many frames later an input hears what an output plays, with one device at one rate and block."""

    device: str
    sample_rate: int
    block_frames: int
    frames: int
    reported: int | None = None  # what the device itself said then: says it something else now, it is not the same any more


class Preferences(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything that is remembered; a damaged or missing file reads as the defaults."""

    round_trips: tuple[RoundTrip, ...] = ()
    device: str | None = None  # used last; None is the system's choice
    block_frames: int = 256
    recent: tuple[str, ...] = ()  # folders of songs, the last opened first
    opened: dict[str, str] = {}  # when each of them was opened last: local time, ISO 8601
    songs_folder: str | None = None  # where new songs are made; None is Music/daw
    theme: str = "dark"  # dark, light, contrast
    scale: int = 100  # percent, on top of the system's own
    shortcuts: dict[str, str] = {}
    return_on_stop: bool = False  # stopping goes back to where playing began
    wheel_needs_ctrl: bool = False  # the wheel turns controls only with Ctrl held
    reduced_motion: bool = False
    heard_anyway: tuple[str, ...] = ()  # devices with which "Hear yourself" stays on although speakers and microphone are close
    hints_shown: tuple[str, ...] = ()  # the hints of the first takes, each shown once
    first_steps_done: bool = False  # a take was made once, so the first steps are not shown any more
    zero_crossings: bool = False  # edges and cuts of clips go to where the sound crosses silence
    swap_alt: bool = False  # Super in the place of Alt for the mouse, where the system keeps Alt+drag for itself
    meter_scale: str = "iec"  # how the meters of the mix read: iec, linear, k12, k14, k20
    author: str = ""  # the name comments are signed with
    touch: bool = False  # everything 1.4 times as large, for fingers
    count_in: int = 1  # bars of click before a recording, in a new song
    click: str = "recording"  # when a new song clicks: off, recording, always
    favourite_effects: tuple[str, ...] = ()  # ids, in the order they were starred
    favourite_files: tuple[str, ...] = ()  # audio files and folders starred in the browser
    browser_folder: str | None = None  # where the browser stood last


def path() -> Path:
    """The file."""
    return Path(platformdirs.user_config_dir("daw")) / NAME


def load() -> Preferences:
    """What is remembered."""
    try:
        return msgspec.json.decode(path().read_bytes(), type=Preferences)
    except (OSError, msgspec.DecodeError):  # ValidationError is one too
        return Preferences()


def save(preferences: Preferences) -> None:
    """Remember this; raises OSError.  Two programs may save at once: the later one stays, whole."""
    place = path()
    place.parent.mkdir(parents=True, exist_ok=True)
    atomic.write(place, msgspec.json.format(msgspec.json.encode(preferences), indent=2) + b"\n")


def round_trip(device: str, sample_rate: int, block_frames: int) -> int | None:
    """The measured round trip in frames; None if it was never measured."""
    found = measured(device, sample_rate, block_frames)
    return found.frames if found is not None else None


def measured(device: str, sample_rate: int, block_frames: int) -> RoundTrip | None:
    """What was measured with a device at a rate and block; None if nothing was."""
    for one in load().round_trips:
        if (one.device, one.sample_rate, one.block_frames) == (device, sample_rate, block_frames):
            return one
    return None


def set_round_trip(device: str, sample_rate: int, block_frames: int, frames: int, reported: int | None = None) -> None:
    """Remember a measured round trip, and what the device itself said of it, in the place of an older one."""
    new = RoundTrip(device=device, sample_rate=sample_rate, block_frames=block_frames, frames=frames, reported=reported)
    known = load()
    others = (one for one in known.round_trips if (one.device, one.sample_rate, one.block_frames) != (device, sample_rate, block_frames))
    save(msgspec.structs.replace(known, round_trips=(new, *others)))


def note_opened(folder: str | os.PathLike[str]) -> None:
    """Put a song at the top of those opened lately; if that can't be written, it is not remembered."""
    known = load()
    opened = os.path.abspath(folder)
    recent = (opened, *(one for one in known.recent if one != opened))[:RECENT]
    times = {**known.opened, opened: datetime.now().astimezone().isoformat(timespec="seconds")}
    with contextlib.suppress(OSError):
        save(msgspec.structs.replace(known, recent=recent, opened={one: times[one] for one in recent if one in times}))


def forget_opened(folder: str | os.PathLike[str]) -> None:
    """Take a song off the list of those opened lately; the song itself stays where it is."""
    known = load()
    gone = os.path.abspath(folder)
    recent = tuple(one for one in known.recent if one != gone)
    with contextlib.suppress(OSError):
        save(msgspec.structs.replace(known, recent=recent, opened={one: at for one, at in known.opened.items() if one != gone}))


def songs_folder() -> Path:
    """Where new songs are made."""
    chosen = load().songs_folder
    return Path(chosen) if chosen else Path.home() / "Music" / "daw"
