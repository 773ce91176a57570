"""Compile, or load from the cache, all that the engine runs: before a device or a bounce needs it, from any thread but the audio's."""

from collections.abc import Callable

from daw.engine.callback import portaudio_entry, process_block
from daw.engine.disk import disk_loop, play_pass, record_pass
from daw.engine.node import run_node
from daw.engine.nulldevice import null_loop
from daw.engine.stream import fill_stream
from daw.engine.worker import work
from daw.kernelbuild import Entry

OFFLINE: tuple[tuple[str, Entry], ...] = (
    ("tracks", run_node),
    ("clips", fill_stream),
    ("playback", play_pass),
    ("mixer", process_block),
    ("threads", work),
)
LIVE: tuple[tuple[str, Entry], ...] = (
    ("disk", disk_loop),
    ("recording", record_pass),
    ("audio device", portaudio_entry),
    ("silent device", null_loop),
)


def prepare(progress: Callable[[str, int, int], None] | None = None, *, live: bool = True) -> None:
    """Compile or load everything; what a bounce needs comes first.

    progress : called before each part with (name, number of this one from 0, how many)
    live : False leaves out what only devices and recordings need
    """
    parts = OFFLINE + LIVE if live else OFFLINE
    for number, (name, entry) in enumerate(parts):
        if progress is not None:
            progress(name, number, len(parts))
        entry.load()
