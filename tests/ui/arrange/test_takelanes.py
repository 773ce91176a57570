"""Take lanes: a swipe is a part of the comp, boundaries move for both neighbours, keys rate."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from daw.model import edits
from daw.ui.arrange.rowpart import Hand
from daw.ui.arrange.takelanes import boundaries, used_parts

BAR = 96000


@pytest.fixture
def takes(view):
    """Three takes of four bars on the third track, the last one used, their lanes open."""
    track = view.session.tracks[2].id
    source = view.session.sources[0].id
    for _ in range(3):
        view.studio.do(edits.add_take, track, source, 0)
    view.studio.view.show_lane(track, "takes", shown=True)
    view.studio.view.set(frames_per_px=1000.0, first_frame=0, snap=True)
    return view


def track(view):
    return view.session.tracks[2]


def lane(view, number):
    """The row of a take, counted from 0, and the part that serves it."""
    row = [row for row in view.arrange.viewport.rows if row.kind == "take"][number]
    return row, view.canvas.parts["take"]


def hand(view, frame, modifiers=Qt.KeyboardModifier.NoModifier):
    return Hand(QPoint(view.x(frame), 10).toPointF(), frame, 10.0, Qt.MouseButton.LeftButton, modifiers)


def swipe(view, number, start, end, modifiers=Qt.KeyboardModifier.NoModifier):
    row, part = lane(view, number)
    assert part.press(row, hand(view, start, modifiers))
    for step in range(1, 5):
        part.move(row, hand(view, start + (end - start) * step // 4, modifiers))
    part.release(row, hand(view, end, modifiers))


def heard(view):
    """Which take is used where: (name, start, end)."""
    return [(clip.name, clip.start, clip.end) for clip in sorted(track(view).clips, key=lambda clip: clip.start)]


def test_a_swipe_uses_that_part_of_the_take_in_one_step(takes):
    steps = takes.steps()
    swipe(takes, 0, BAR, 2 * BAR)
    assert heard(takes) == [("Take 3", 0, BAR), ("Take 1", BAR, 2 * BAR), ("Take 3", 2 * BAR, 4 * BAR)]
    assert takes.steps() == steps + 1
    takes.studio.undo()
    assert heard(takes) == [("Take 3", 0, 4 * BAR)]
    takes.studio.redo()
    assert len(heard(takes)) == 3


def test_dragging_a_boundary_moves_it_for_both_neighbours(takes):
    swipe(takes, 0, 0, 2 * BAR)
    assert len(boundaries(track(takes))) == 1
    swipe(takes, 0, 2 * BAR, 3 * BAR)
    assert heard(takes) == [("Take 1", 0, 3 * BAR), ("Take 3", 3 * BAR, 4 * BAR)]


def test_alt_listens_and_changes_nothing(takes):
    before = takes.session
    swipe(takes, 1, BAR, 2 * BAR, Qt.KeyboardModifier.AltModifier)
    assert takes.session is before
    assert takes.studio.audition.take == track(takes).takes[1].id
    takes.studio.audition.stop()
    assert takes.studio.audition.take is None


def test_keys_rate_use_and_delete_a_take(takes):
    row, part = lane(takes, 0)
    take = track(takes).takes[0]
    takes.studio.selection.select_take(take.id, track=track(takes).id)

    def press(key, text=""):
        assert part.key(row, QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text))

    press(Qt.Key.Key_4, "4")
    assert track(takes).takes[0].rating == 4
    press(Qt.Key.Key_Return)
    assert used_parts(track(takes), take.id)[0].length == 4 * BAR
    press(Qt.Key.Key_Delete)
    assert track(takes).takes[0].hidden
    assert len([row for row in takes.arrange.viewport.rows if row.kind == "take"]) == 2
    takes.studio.undo()
    assert not track(takes).takes[0].hidden


def test_the_part_under_the_playhead_goes_to_the_take_above(takes):
    swipe(takes, 1, BAR, 2 * BAR)
    takes.studio.locate(BAR + 10)
    row, part = lane(takes, 1)
    assert part.key(row, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier))
    assert ("Take 1", BAR, 2 * BAR) in heard(takes)


def test_stars_in_the_header_rate(takes):
    row, part = lane(takes, 0)
    header = part.header(row, takes.arrange)
    header.stars.rate(5)
    assert track(takes).takes[0].rating == 5
    takes.studio.undo()
    assert header.stars.value == 0


def test_the_menu_offers_what_can_be_done(takes):
    row, part = lane(takes, 0)
    menu = QMenu()
    part.menu(row, hand(takes, BAR), menu)
    words = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert words == [
        "Use whole take", "Listen to this take", "Rating", "Rename…", "Note…", "Comp versions", "Show", "Flatten the comp", "Delete take",
    ]  # fmt: skip
    menu.actions()[0].trigger()
    assert heard(takes) == [("Take 1", 0, 4 * BAR)]


def test_the_lanes_can_be_drawn(takes):
    swipe(takes, 0, BAR, 2 * BAR)
    takes.studio.do(edits.set_take_note, track(takes).takes[0].id, "flat at the end")
    assert not takes.arrange.grab().isNull()


def test_keys_go_from_row_to_row_and_rate_the_take_they_come_to(takes, qtbot):
    view, proxy = takes, takes.canvas.proxy
    view.studio.selection.select_track(track(view).id)
    proxy.setFocus()
    view.trigger("view.row-down")
    assert view.studio.selection.take == track(view).takes[0].id
    qtbot.keyClick(proxy, Qt.Key.Key_4)
    view.trigger("view.row-down")
    assert (proxy.accessibleName(), proxy.text()) == ("Take 2", "not rated, not used")
    qtbot.keyClick(proxy, Qt.Key.Key_2)
    assert [take.rating for take in track(view).takes] == [4, 2, 0]
    view.trigger("view.row-up")
    view.trigger("view.row-up")
    assert view.studio.selection.take is None
    assert proxy.accessibleName() == "Track Bass"
