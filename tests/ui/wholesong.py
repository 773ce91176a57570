"""A song with one of everything, and with names that are hard to show."""

from pathlib import Path

import numpy as np

from daw import registry
from daw.audio.takefile import TakeWriter
from daw.model import edits, storage
from daw.model.document import Document

RATE = 48000
BAR = 96000  # at 120 bpm
LONG = "Lead Vocal doubled an octave higher with the ribbon microphone"
JAPANESE, ARABIC, EMOJI = "ボーカル 二番", "غناء رئيسي", "Guitar 🎸🔥"


def whole_song(folder: Path) -> Document:
    """Tracks, a bus, takes in a comp, every effect, sends, automation, sections, markers, a loop, two tempos."""
    document = storage.new(folder, "A song whose name is long enough to be cut short in a small window", RATE)
    do = document.do
    frames = 4 * BAR
    with TakeWriter(folder / "audio" / "tone.wav", 1, RATE) as writer:
        writer.append((0.5 * np.sin(np.arange(frames) * 0.05)).astype(np.float32)[None, :])
    for name in (LONG, JAPANESE, ARABIC, EMOJI, "Bass"):
        do(edits.add_track, name, 1, [1])
    do(edits.add_bus, "Plate")
    do(edits.add_source, "tone", "audio/tone.wav", 1, frames)
    source = document.session.sources[0].id
    first, second, third, fourth, bass, plate, _master = (track.id for track in document.session.tracks)
    for number in range(3):
        do(
            edits.add_take,
            first,
            source,
            2 * BAR,
            2 * BAR,
            number * 100,
            {"name": f"Take {number + 1}", "dropouts": [BAR], "clips": [BAR // 2]},
        )
    take = document.session.tracks[0].takes[1].id
    do(edits.swipe_take, take, 3 * BAR, 4 * BAR)
    do(edits.rate_take, take, 4)
    do(edits.save_version, first)
    for number, track in enumerate((second, third, fourth, bass)):
        do(edits.add_clip, track, source, (2 + number) * BAR, 0, 2 * BAR, (JAPANESE, ARABIC, EMOJI, LONG)[number])
        do(edits.add_clip, track, source, (4 + number) * BAR, BAR, 2 * BAR, "Verse")
    for effect in sorted(registry.effects()):
        do(edits.add_slot, second, effect)
    do(edits.add_slot, first, "daw.compressor")
    for track in (first, second):
        do(edits.add_send, track, plate, -12.0)
    slot = document.session.tracks[0].slots[0].id
    do(edits.add_envelope, first, "fader_db", [[0, -6.0], [4 * BAR, 0.0]])
    do(edits.add_envelope, first, f"{slot}/threshold_db", [[0, -20.0], [4 * BAR, -10.0]])
    do(edits.add_section, "Verse 1", 2 * BAR, 4 * BAR)
    do(edits.add_section, LONG, 4 * BAR, 6 * BAR)
    do(edits.add_marker, "Here", 3 * BAR)
    do(edits.set_loop, 2 * BAR, 4 * BAR)
    do(edits.set_tempo, 6 * BAR, 90.0)
    do(edits.set_meter, 6 * BAR, 3, 4)
    storage.save(document)
    return document
