"""Folders of tracks: made by holding a header over another, by keys and menus; folded, left, moved."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from daw.model import edits, folders
from daw.ui.arrange.trackmenu import fill_track_menu


def names(view):
    return [track.name for track in view.session.tracks if track.kind != "master"]


def shown(view):
    track = {one.id: one.name for one in view.session.tracks}
    return [track[row.track_id] for row in view.arrange.viewport.rows if row.kind == "track"]


def carry(view, number, to, below=None):
    """Take the header of a row and carry it over another, `below` pixels from its top; it is not let go."""
    header = view.arrange.headers.header(view.row(number).track_id)
    headers = view.arrange.headers
    start = QPoint(20, 50)
    QTest.mousePress(header, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    row = view.row(to)
    place = headers.mapToGlobal(QPoint(60, row.top + (row.height // 2 if below is None else below)))
    headers.carry.grab(view.row(number).track_id)
    headers.carry.move(QPointF(place))


@pytest.fixture
def folder(view):
    """A folder of Guitar and Bass, under Voice."""
    view.studio.do(edits.make_folder, [view.ids[1], view.ids[2]], "Band")
    return next(track for track in view.session.tracks if track.name == "Band")


def test_held_over_another_for_a_moment_a_track_and_that_one_are_a_folder(view, qtbot):
    carry(view, 2, 1)
    carry_ = view.arrange.headers.carry
    assert carry_.into is None
    qtbot.waitUntil(lambda: carry_.into == view.ids[1], timeout=2000)
    carry_.drop(meant=True)
    assert names(view) == ["Voice", "Folder", "Guitar", "Bass"]
    assert shown(view) == ["Voice", "Folder", "Guitar", "Bass"]
    view.studio.undo()
    assert names(view) == ["Voice", "Guitar", "Bass"]


def test_let_go_at_once_it_only_changes_places(view):
    carry(view, 2, 0, below=2)
    view.arrange.headers.carry.drop(meant=True)
    assert names(view) == ["Bass", "Voice", "Guitar"]
    assert folders.parents(view.session) == {}


def test_between_the_tracks_of_a_folder_it_comes_into_it(view, folder):
    carry(view, 0, 3, below=2)
    view.arrange.headers.carry.drop(meant=True)
    assert names(view) == ["Band", "Guitar", "Voice", "Bass"]
    assert folders.inside(view.session, folder.id) == [view.ids[1], view.ids[0], view.ids[2]]


def test_held_over_a_folder_it_comes_to_its_end(view, folder, qtbot):
    carry(view, 0, 1)
    qtbot.waitUntil(lambda: view.arrange.headers.carry.into == folder.id, timeout=2000)
    view.arrange.headers.carry.drop(meant=True)
    assert folders.inside(view.session, folder.id) == [view.ids[1], view.ids[2], view.ids[0]]


def test_esc_leaves_everything(view, qtbot):
    before = view.session
    carry(view, 2, 1)
    qtbot.waitUntil(lambda: view.arrange.headers.carry.into is not None, timeout=2000)
    view.arrange.headers.carry.drop(meant=False)
    assert view.session is before
    assert not view.arrange.headers.carry.mark.isVisible()


def test_a_folded_folder_hides_what_lies_in_it_by_key_mouse_and_arrow(view, folder):
    view.studio.selection.select_track(folder.id)
    view.trigger("track.fold")
    assert shown(view) == ["Voice", "Band"]
    header = view.arrange.headers.header(folder.id)
    QTest.mouseClick(header, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, header.fold_rect().center().toPoint())
    assert shown(view) == ["Voice", "Band", "Guitar", "Bass"]
    QTest.keyClick(header, Qt.Key.Key_Left)
    assert shown(view) == ["Voice", "Band"]
    assert view.studio.view.folded == [folder.id]


def test_what_lies_in_a_folder_is_set_in(view, folder):
    headers = view.arrange.headers
    assert headers.header(view.ids[1]).name_rect().left() > headers.header(view.ids[0]).name_rect().left()
    assert [row.depth for row in view.arrange.viewport.rows] == [0, 0, 1, 1]


def test_a_folder_moves_by_keys_with_what_lies_in_it_and_tracks_pass_into_it(view, folder):
    view.studio.selection.select_track(folder.id)
    view.trigger("track.move-up")
    assert names(view) == ["Band", "Guitar", "Bass", "Voice"]
    view.trigger("track.move-down")
    assert names(view) == ["Voice", "Band", "Guitar", "Bass"]
    view.studio.selection.select_track(view.ids[0])
    view.trigger("track.move-down")
    assert names(view) == ["Band", "Voice", "Guitar", "Bass"]
    assert folders.parents(view.session)[view.ids[0]] == folder.id


def test_keys_make_a_folder_of_the_chosen_tracks_and_take_one_out(view):
    view.studio.selection.select_tracks([view.ids[0], view.ids[2]])
    view.trigger("track.new-folder")
    assert names(view) == ["Folder", "Voice", "Bass", "Guitar"]
    view.studio.selection.select_track(view.ids[0])
    view.trigger("track.leave-folder")
    assert names(view) == ["Folder", "Bass", "Voice", "Guitar"]
    assert view.ids[0] not in folders.parents(view.session)


def test_the_menu_of_a_track_offers_folders_and_freezing(view, folder):
    menu = QMenu()
    track = view.session.tracks[0]
    fill_track_menu(menu, view.studio, track, lambda: None)
    lines = {line.text().split("\t")[0]: line for line in menu.actions() if not line.isSeparator()}
    assert {"Rename", "Colour", "Duplicate track", "Add to folder", "Show", "Freeze", "Delete track"} <= set(lines)
    assert len(lines) <= 12
    inner = [line for line in lines["Add to folder"].menu().actions() if line.text() == "Band"]
    inner[0].trigger()
    assert folders.inside(view.session, folder.id)[-1] == view.ids[0]


def test_a_clip_dragged_over_a_folder_goes_to_the_nearest_track(view, folder):
    view.drag(view.at(3 * 96000), view.at(3 * 96000, 1))
    assert view.clip(view.c1) in (*view.session.tracks[0].clips, *view.session.tracks[2].clips)
