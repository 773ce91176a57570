"""An engine for the tests of what editors hear."""

import numpy as np

NOISE = np.random.default_rng(1).normal(size=(2, 8192)).astype(np.float32) * 0.05


class Listening:
    """Keeps what it was asked for: `heard` the part of an effect, or None; `trims` by slot."""

    def __init__(self):
        self.heard, self.trims = None, {}
        self.knows = True

    def start(self, slot_id, part, sections=(), level_db=0.0):
        self.heard = (slot_id, part, [tuple(section) for section in sections], level_db) if self.knows else None
        return self.knows

    def stop(self):
        self.heard = None

    def trim(self, slot_id, gain_db):
        self.trims[slot_id] = gain_db


class Sounding:
    """An engine of which only the scopes and the room's level matter."""

    playing = rolling = recording = False
    position = 0

    def __init__(self, gain_db):
        self.gain = 10.0 ** (gain_db / 20.0)
        self.room = (0.0, False)
        self.written = 0
        self.closed = 0
        self.listening = Listening()

    def scope(self, _slot_id):
        return self

    def before(self, frames):
        return NOISE[:, :frames]

    def after(self, frames):
        return NOISE[:, :frames] * np.float32(self.gain)

    def close(self):
        self.closed += 1

    def set_monitoring(self, *, dim_db=0.0, mono=False):
        self.room = (dim_db, mono)

    def levels(self):
        return None

    def stop(self):
        return []
