"""A song with one of every effect on its first track, and no sound."""

import pytest

from daw.model import edits, storage
from daw.ui.studio import Studio

EFFECTS = ("eq", "compressor", "limiter", "reverb", "delay", "panner")


@pytest.fixture
def studio(qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    document = storage.new(tmp_path / "Song")
    document.do(edits.add_track, "Lead Vocal")
    document.do(edits.add_track, "Guitar")
    for effect in EFFECTS:
        document.do(edits.add_slot, document.session.tracks[0].id, f"daw.{effect}")
    one = Studio(document)
    yield one
    one.close()
    document.close()


@pytest.fixture
def slot(studio):
    """slot("eq") → the slot as it is now."""
    return lambda name: next(slot for slot in studio.session.tracks[0].slots if slot.effect == f"daw.{name}")


@pytest.fixture
def frame(qtbot, studio, slot):
    """frame("eq") → its editor, shown."""
    from daw.ui.editors.frame import Frame
    from tests.ui.widgets.hand import keep

    made = []

    def make(name, size=(960, 640)):
        one = keep(qtbot, Frame(studio, slot(name).id))
        one.resize(*size)
        one.show()
        made.append(one)
        return one

    yield make
    for one in made:
        one.end()
