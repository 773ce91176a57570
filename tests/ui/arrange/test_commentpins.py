"""Comments on the ruler: pins that are dragged, opened and read, and the field for a new one."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from daw.model import edits
from daw.ui import commands
from daw.ui.arrange.rulermenu import TempoEntry, fill_ruler_menu
from daw.ui.comments.doing import fill_comment_menu
from tests.ui.widgets.hand import drag, mouse

BAR = 96000
ENTER = Qt.Key.Key_Return


@pytest.fixture
def ruler(view):
    view.studio.do(edits.add_comment, 2 * BAR, "Here and now", "Mix")
    return view.arrange.ruler


def at(view, frame):
    return QPoint(view.x(frame), 13)


def test_a_pin_is_dragged_in_one_step(view, ruler):
    steps = view.steps()
    drag(ruler, (view.x(4 * BAR) - view.x(2 * BAR), 0), start=at(view, 2 * BAR))
    assert view.session.comments[0].frame == 4 * BAR
    assert view.steps() == steps + 1
    view.studio.undo()
    assert view.session.comments[0].frame == 2 * BAR


def test_a_click_opens_a_comment_and_moves_nothing(view, ruler):
    mouse(ruler, QMouseEvent.Type.MouseButtonPress, at(view, 2 * BAR))
    mouse(ruler, QMouseEvent.Type.MouseButtonRelease, at(view, 2 * BAR))
    floating = ruler.comments.floating
    assert floating.card.tools.isVisible()
    assert view.studio.position == 0
    assert view.studio.selection.comment == view.session.comments[0].id
    floating.card.solve.press()
    assert view.session.comments[0].solved
    assert ruler.comments.floating is None


def test_hovering_a_pin_reads_it(view, ruler):
    assert ruler.part_at(QPointF(at(view, 2 * BAR))) == "comment"
    mouse(ruler, QMouseEvent.Type.MouseMove, at(view, 2 * BAR), button=Qt.MouseButton.NoButton)
    assert ruler._bubble.isVisible()
    assert ruler._bubble.text == "Mix: Here and now"
    assert "opens the comment" in ruler.statusTip()
    mouse(ruler, QMouseEvent.Type.MouseMove, at(view, 5 * BAR), button=Qt.MouseButton.NoButton)
    assert not ruler._bubble.isVisible()


def test_a_comment_is_about_the_track_if_that_is_asked(view, ruler):
    view.studio.selection.select_track(view.ids[1])
    view.trigger("comment.add")
    floating = ruler.comments.floating
    floating.about.press()
    floating.writer.field.setText("Softer")
    QTest.keyClick(floating.writer.field, ENTER)
    assert [(one.text, one.track) for one in view.session.comments] == [("Softer", view.ids[1]), ("Here and now", None)]
    view.trigger("comment.add")
    QTest.keyClick(ruler.comments.floating.writer.field, Qt.Key.Key_Escape)
    assert ruler.comments.floating is None


def test_the_rulers_tempo_is_typed_where_it_begins(view, ruler):
    entry = TempoEntry(ruler, 2 * BAR)
    entry.setText("92")
    QTest.keyClick(entry, ENTER)
    assert view.session.tempo.tempo_at(2 * BAR).bpm == 92.0
    assert view.session.tempo.tempo_at(0).bpm == 120.0


def test_undo_brings_the_moment_of_a_comment_into_view(view, ruler):
    commands.register(view.studio)
    view.studio.do(edits.move_comment, view.session.comments[0].id, 200 * BAR)
    view.studio.selection.select_comment(None)
    view.trigger("edit.undo")
    assert view.studio.selection.comment == view.session.comments[0].id
    view.trigger("edit.redo")
    assert 0 <= view.x(200 * BAR) <= view.canvas.width()


def test_menus_of_the_ruler_and_of_a_pin_write_open_solve_and_delete(view, ruler):
    menu = QMenu()
    fill_ruler_menu(menu, ruler, 6 * BAR)
    pick(menu, "Comment")
    assert ruler.comments.floating.writer.field.place() == 6 * BAR
    ruler.comments.floating.dismiss()
    comment = view.session.comments[0]
    for words, read in (
        ("Solved", lambda: view.session.comments[0].solved),
        ("Make task", lambda: bool(view.session.tasks)),
        ("Delete", lambda: not view.session.comments),
    ):
        menu = QMenu()
        fill_comment_menu(menu, view.studio, comment)
        pick(menu, words)
        assert read(), words
        view.studio.undo()
        assert not read(), words


def pick(menu, words):
    next(action for action in menu.actions() if action.text() == words).trigger()
