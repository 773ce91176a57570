"""What the hand does with clips: each gesture is one step of undo, and nothing before the button goes up."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest

from daw.model import edits

BAR = 96000
CTRL, SHIFT, ALT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Shift", "Alt"))


def clips(view, number):
    return view.session.tracks[number].clips


def test_a_drag_moves_a_clip_to_the_grid_in_one_step(view):
    steps = view.steps()
    view.drag(view.at(3 * BAR), view.at(3 * BAR) + QPoint(96 + 3, 0))
    assert view.clip(view.c1).start == 3 * BAR
    assert view.steps() == steps + 1
    view.studio.undo()
    assert view.clip(view.c1).start == 2 * BAR


def test_while_dragging_the_song_is_not_touched_and_esc_puts_everything_back(view):
    before = view.session
    view.drag(view.at(3 * BAR), view.at(4 * BAR), let_go=False)
    assert view.session is before
    assert view.arrange.viewport.shown is not before
    QTest.keyClick(view.canvas.proxy, Qt.Key.Key_Escape)
    assert view.arrange.viewport.shown is before
    view.send(QMouseEvent.Type.MouseButtonRelease, view.at(4 * BAR))
    assert view.session is before


def test_relative_snapping_keeps_how_far_a_clip_lies_beside_the_grid(view):
    view.studio.do(edits.move_clips, [view.c1], 500)
    view.drag(view.at(3 * BAR), view.at(3 * BAR) + QPoint(97, 0))
    assert view.clip(view.c1).start == 3 * BAR + 500


def test_ctrl_while_dragging_turns_snapping_off(view):
    view.drag(view.at(3 * BAR), view.at(3 * BAR) + QPoint(97, 0), Qt.KeyboardModifier.NoModifier, during=CTRL)
    assert view.clip(view.c1).start == 2 * BAR + 97000


def test_a_drag_downwards_moves_to_another_track_and_shift_keeps_the_time(view):
    view.drag(view.at(3 * BAR), view.at(3 * BAR, 2) + QPoint(70, 0), during=SHIFT)
    assert [clip.id for clip in clips(view, 2)] == [view.c1]
    assert view.clip(view.c1).start == 2 * BAR


def test_ctrl_drag_copies_and_chooses_the_copy(view):
    view.drag(view.at(3 * BAR), view.at(3 * BAR) + QPoint(4 * 96, 0), CTRL)
    starts = sorted(clip.start for clip in clips(view, 0))
    assert starts == [2 * BAR, 6 * BAR]
    copy = next(clip.id for clip in clips(view, 0) if clip.start == 6 * BAR)
    assert view.studio.selection.clips == {copy}


def test_edges_are_trimmed_to_the_grid_and_no_further_than_the_audio(view):
    view.drag(view.at(2 * BAR, below=40) + QPoint(2, 0), view.at(2 * BAR, below=40) + QPoint(50, 0))
    clip = view.clip(view.c1)
    assert (clip.start, clip.end, clip.offset) == (2 * BAR + 48000, 4 * BAR, BAR + 48000)
    view.drag(view.at(4 * BAR, below=40) - QPoint(2, 0), view.at(4 * BAR, below=40) + QPoint(900, 0))
    assert view.clip(view.c1).end == 5 * BAR, "the source ends there"


def test_the_dots_set_the_fades_and_shift_bends_them(view):
    view.click(view.at(3 * BAR))
    dot = view.at(2 * BAR, below=22) + QPoint(5, 0)
    view.drag(dot, dot + QPoint(40, 0))
    assert view.clip(view.c1).fade_in.frames == pytest.approx(40000, abs=1)
    dot = view.at(2 * BAR, below=22) + QPoint(40, 0)
    view.drag(dot, dot + QPoint(0, -45), during=SHIFT)
    assert view.clip(view.c1).fade_in.curve == pytest.approx(0.5)
    assert view.clip(view.c1).fade_in.frames == pytest.approx(40000, abs=1)


def test_a_dot_that_is_dragged_upwards_bends_the_fade_and_one_dragged_sideways_does_not(view):
    view.click(view.at(3 * BAR))
    dot = view.at(2 * BAR, below=22) + QPoint(5, 0)
    view.drag(dot, dot + QPoint(40, 3))
    assert view.clip(view.c1).fade_in.curve == 0.0
    dot = view.at(2 * BAR, below=22) + QPoint(40, 0)
    view.drag(dot, dot + QPoint(2, 45))
    assert view.clip(view.c1).fade_in.curve == pytest.approx(-0.5)
    assert view.clip(view.c1).fade_in.frames == pytest.approx(40000, abs=1)


def test_keys_bend_fades_and_undo_straightens_them(view):
    view.studio.selection.select_clips({view.c1}, track=view.ids[0])
    view.studio.do(edits.set_fade_out, view.c1, 9600)
    for _ in range(3):
        view.trigger("clip.fade-out-slower")
    assert view.clip(view.c1).fade_out.curve == pytest.approx(-0.3)
    view.studio.undo()
    assert view.clip(view.c1).fade_out.curve == pytest.approx(-0.2)
    before = view.session
    view.trigger("clip.fade-in-faster")
    assert view.session is before, "there is no fade in"



def test_the_handle_in_the_middle_sets_the_gain_and_a_double_click_takes_it_away(view):
    handle = view.at(3 * BAR, below=4)
    view.drag(handle, handle - QPoint(0, 24))
    assert view.clip(view.c1).gain_db == pytest.approx(6.0)
    view.send(QMouseEvent.Type.MouseButtonDblClick, handle)
    assert view.clip(view.c1).gain_db == 0.0


def test_alt_drag_slips_the_sound_and_the_edges_stay(view):
    place = view.at(3 * BAR, below=40)
    view.drag(place, place + QPoint(20, 0), ALT)
    clip = view.clip(view.c1)
    assert (clip.start, clip.length, clip.offset) == (2 * BAR, 2 * BAR, BAR - 20000)


def test_the_scissors_cut_where_they_snap(view):
    view.studio.view.tool = "split"
    view.click(view.at(3 * BAR) + QPoint(3, 0))
    assert sorted((clip.start, clip.end) for clip in clips(view, 0)) == [(2 * BAR, 3 * BAR), (3 * BAR, 4 * BAR)]


def test_a_click_chooses_and_shift_adds(view):
    view.click(view.at(3 * BAR))
    assert view.studio.selection.clips == {view.c1}
    assert view.studio.selection.track == view.ids[0]
    view.click(view.at(5 * BAR, 1), SHIFT)
    assert view.studio.selection.clips == {view.c1, view.c2}
    view.click(view.at(5 * BAR, 1))
    assert view.studio.selection.clips == {view.c2}


def test_a_rubber_band_chooses_what_it_touches_and_a_click_on_nothing_lets_go(view):
    view.drag(view.at(1 * BAR), view.at(5 * BAR, 1, 30))
    assert view.studio.selection.clips == {view.c1, view.c2}
    view.click(view.at(8 * BAR, 2))
    assert not view.studio.selection.clips
    assert view.studio.selection.track == view.ids[2]
    assert view.canvas.marks.cursor == 8 * BAR


def test_the_range_tool_chooses_time_on_the_tracks_between(view):
    view.studio.view.tool = "range"
    view.drag(view.at(2 * BAR), view.at(4 * BAR, 1))
    assert view.studio.selection.range == (2 * BAR, 4 * BAR)
    assert view.studio.selection.tracks == (view.ids[0], view.ids[1])


def test_moving_a_chosen_clip_takes_the_others_along(view):
    view.studio.selection.select_clips([view.c1, view.c2], track=view.ids[0])
    view.drag(view.at(3 * BAR), view.at(4 * BAR))
    assert (view.clip(view.c1).start, view.clip(view.c2).start) == (3 * BAR, 5 * BAR)


def test_dragging_clips_never_moves_the_playhead(view):
    view.studio.locate(12345)
    view.drag(view.at(3 * BAR), view.at(5 * BAR))
    assert view.studio.position == 12345


def test_a_double_click_on_the_name_renames(view):
    place = view.at(3 * BAR - 40000, below=10)
    view.send(QMouseEvent.Type.MouseButtonDblClick, place)
    entry = view.arrange.part._entry
    entry.selectAll()
    QTest.keyClicks(entry, "Verse voice")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    assert view.clip(view.c1).name == "Verse voice"


def test_the_part_of_a_comp_moves_with_the_parts_it_touches(view):
    facts = {"recorded_at": ""}
    view.studio.do(edits.add_take, view.ids[2], view.source, 2 * BAR, 2 * BAR, 0, facts)
    view.studio.do(edits.add_take, view.ids[2], view.source, 2 * BAR, 2 * BAR, 100, facts)
    first = view.session.tracks[2].takes[0].id
    view.studio.do(edits.swipe_take, first, 2 * BAR, 3 * BAR)
    assert len(clips(view, 2)) == 2
    view.drag(view.at(2 * BAR + BAR // 2, 2, 40), view.at(3 * BAR + BAR // 2, 2, 40))
    assert sorted(clip.start for clip in clips(view, 2)) == [3 * BAR, 4 * BAR]


def test_hovering_says_what_a_drag_would_do(view):
    said = []
    view.studio.said.connect(said.append)
    view.send(QMouseEvent.Type.MouseMove, view.at(2 * BAR, below=40) + QPoint(2, 0), button=Qt.MouseButton.NoButton)
    assert "trims" in said[-1]
    assert view.canvas.cursor().shape() == Qt.CursorShape.SizeHorCursor


def test_a_drag_held_outside_the_canvas_scrolls_on(view):
    start = view.at(3 * BAR)
    outside = QPoint(view.canvas.width() + 60, start.y())
    view.drag(start, outside, let_go=False)
    before = view.canvas.axis.first_frame
    view.canvas.pointer.go_on()
    view.canvas.pointer.go_on()
    assert view.canvas.axis.first_frame == before + 60 * 1000
    view.send(QMouseEvent.Type.MouseButtonRelease, outside)
    assert view.clip(view.c1).start == pytest.approx(2 * BAR + 1000 * (outside.x() - start.x() + 60), abs=BAR)


def test_clips_that_overlap_are_crossfaded_and_that_is_drawn(view):
    view.studio.do(edits.add_clip, view.ids[0], view.source, 3 * BAR, 0, 2 * BAR, "over")
    (cross,) = view.arrange.part.blocks.made(view.session.tracks[0]).crossings
    assert (cross.start, cross.end) == (3 * BAR, 4 * BAR)
    view.canvas.repaint()


def test_undo_brings_what_it_changed_into_view_and_lights_it_up(view, qtbot):
    view.studio.actions.add("edit.undo", "Undo", view.studio.undo)
    view.studio.do(edits.move_clips, [view.c1], 100 * BAR)
    view.studio.view.first_frame = 100 * BAR
    view.trigger("edit.undo")
    assert 0 <= view.x(view.clip(view.c1).start) <= view.canvas.width()
    assert view.canvas.marks.flash[1:] == (2 * BAR, 4 * BAR)
    qtbot.waitUntil(lambda: view.canvas.marks.flash is None, timeout=2000)
