"""A song, a studio and a window for the tests of the window."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from daw import preferences
from daw.model import edits, storage
from daw.ui import metrics, stylesheet, theme
from daw.ui.studio import Studio


@pytest.fixture(scope="module", autouse=True)
def _garbage_waits_for_a_safe_moment() -> Iterator[None]:
    """As in the program (`daw.ui.garbage`): Python's collector must not start inside the destructor of a QObject."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def document(tmp_path):
    """A song of three tracks, on disk."""
    one = storage.new(tmp_path / "Song")
    for name in ("Vocal", "Guitar", "Bass"):
        one.do(edits.add_track, name)
    storage.save(one)
    yield one
    one.close()


@pytest.fixture
def studio(qtbot, document):
    """The studio of that song, without sound."""
    one = Studio(document)
    yield one
    one.close()


@pytest.fixture
def window(qtbot, qapp, studio):
    """The window, shown, without sound."""
    from daw.ui.window import Window

    stylesheet.install(qapp)
    one = Window(studio)
    one.resize(1600, 1000)
    one.show()
    one.activateWindow()
    qtbot.waitUntil(one.isActiveWindow)
    yield one
    one.close()
    one.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # it need not be dressed once more
    preferences.save(preferences.Preferences())
    if metrics.changes.percent != 100:
        metrics.set_scale(100)
    if theme.current() is not theme.THEMES["dark"]:
        theme.switch("dark")
