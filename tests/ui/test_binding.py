"""The two-way link: hand → song → every widget, without an echo, in undo steps, and no longer than the widget lives."""

import gc
import weakref

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from daw.model import edits
from daw.model.document import Document
from daw.model.edits.error import EditError
from daw.model.session import Session
from daw.model.track import Track
from daw.ui import quantity
from daw.ui.binding import Scope, bind
from daw.ui.widgets.fader import Fader
from daw.ui.widgets.knob import Knob
from daw.ui.widgets.toggle import MUTE, Toggle
from tests.ui.widgets.hand import Ear, drag, keep, mouse


@pytest.fixture
def document() -> Document:
    tracks = (Track(id="a", name="Lead Vocal"), Track(id="b", name="Bass"), Track(id="m", name="Mix bus", kind="master"))
    return Document(Session(name="Slow Light", tracks=tracks))


def track(session: Session, track_id: str) -> Track:
    return next(one for one in session.tracks if one.id == track_id)


def fader_of(document, track_id: str, qtbot) -> Fader:
    fader = Fader()
    keep(qtbot, fader)
    fader.resize(30, 200)
    fader.link = bind(fader, document, read=lambda session: track(session, track_id).fader_db, edit=edits.set_fader, args=(track_id,))
    return fader


def test_a_drag_sets_the_song_and_is_one_undo_step(document, qtbot) -> None:
    fader = fader_of(document, "a", qtbot)
    drag(fader, (0, 30), pieces=10)
    assert fader.value < -3.0
    assert track(document.session, "a").fader_db == pytest.approx(fader.value)
    assert document.undo_label is not None
    assert "Lead Vocal" in document.undo_label
    document.undo()
    assert fader.value == 0.0
    assert document.undo_label is None
    document.redo()
    assert fader.value == track(document.session, "a").fader_db != 0.0


def test_two_drags_are_two_undo_steps(document, qtbot) -> None:
    fader = fader_of(document, "a", qtbot)
    drag(fader, (0, 10))
    first = fader.value
    drag(fader, (0, 10))
    document.undo()
    assert fader.value == pytest.approx(first)


def test_a_change_from_elsewhere_is_shown_and_not_reported_back(document, qtbot) -> None:
    fader = fader_of(document, "a", qtbot)
    ear = Ear(fader)
    steps = len(document.history.steps)
    document.do(edits.set_fader, "a", -7.5)
    assert fader.value == -7.5
    assert ear.moved == []
    assert len(document.history.steps) == steps + 1


def test_two_widgets_of_one_value_agree(document, qtbot) -> None:
    one, other = fader_of(document, "a", qtbot), fader_of(document, "a", qtbot)
    drag(one, (0, 40))
    assert other.value == one.value


def test_a_change_of_another_track_shows_nothing(document, qtbot) -> None:
    fader = fader_of(document, "a", qtbot)
    shown = []
    fader.set_value = shown.append
    document.do(edits.set_fader, "b", -7.5)
    assert shown == []


def test_a_toggle_binds_the_same_way(document, qtbot) -> None:
    mute = Toggle(MUTE)
    keep(qtbot, mute)
    bind(mute, document, read=lambda session: track(session, "a").mute, edit=edits.set_mute, args=("a",))
    mute.show()
    QTest.mouseClick(mute, Qt.MouseButton.LeftButton)
    assert track(document.session, "a").mute
    document.undo()
    assert not mute.is_on


def test_a_refused_value_is_taken_back(document, qtbot) -> None:
    knob = Knob(quantity.pan())
    keep(qtbot, knob)
    refused = []

    def never(*_args, **_kwargs):
        raise EditError("Pan is locked.")

    bind(knob, type("Locked", (), {"session": document.session, "do": never, "subscribe": document.subscribe})(),
         read=lambda session: track(session, "a").pan, edit=edits.set_pan, args=("a",), refused=refused.append)  # fmt: skip
    knob.ask(0.5, "type")
    assert [str(error) for error in refused] == ["Pan is locked."]
    assert knob.value == 0.0


def test_a_scope_wakes_only_for_its_own_part(document, qtbot) -> None:
    scope = Scope(document, lambda session: next((one for one in session.tracks if one.id == "a"), None))
    knob = Knob(quantity.pan())
    keep(qtbot, knob)
    reads = []

    def read(one: Track) -> float:
        reads.append(one)
        return one.pan

    bind(knob, scope, read=read, edit=edits.set_pan, args=("a",))
    reads.clear()
    document.do(edits.set_pan, "b", 0.5)
    assert reads == []
    document.do(edits.set_pan, "a", -0.5)
    assert knob.value == -0.5
    knob.ask(0.25, "type")
    assert track(document.session, "a").pan == 0.25
    document.do(edits.remove_track, "a")
    assert knob.value == 0.25
    scope.end()


def test_a_deleted_widget_is_forgotten(document) -> None:
    window = QWidget()
    fader = Fader(parent=window)
    before = len(document._subscribers)
    bind(fader, document, read=lambda session: track(session, "a").fader_db, edit=edits.set_fader, args=("a",))
    assert len(document._subscribers) == before + 1
    gone = weakref.ref(fader)
    del fader
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(document._subscribers) == before
    del window
    gc.collect()
    assert gone() is None
    document.do(edits.set_fader, "a", -3.0)


def test_an_ended_link_neither_shows_nor_asks(document, qtbot) -> None:
    fader = fader_of(document, "a", qtbot)
    fader.link.end()
    document.do(edits.set_fader, "a", -3.0)
    assert fader.value == 0.0
    drag(fader, (0, 20))
    assert track(document.session, "a").fader_db == -3.0


def test_escape_leaves_the_song_as_it_was(document, qtbot) -> None:
    fader = fader_of(document, "a", qtbot)
    document.do(edits.set_fader, "a", -3.0)
    centre = fader.rect().center()
    mouse(fader, QMouseEvent.Type.MouseButtonPress, centre)
    mouse(fader, QMouseEvent.Type.MouseMove, centre + QPoint(0, 40))
    assert track(document.session, "a").fader_db < -3.5
    QTest.keyClick(fader, Qt.Key.Key_Escape)
    assert track(document.session, "a").fader_db == -3.0
