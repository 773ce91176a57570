"""Everything the hand does can be done with keys: the actions of the arrange view."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from daw.model import edits

BAR = 96000


def clips(view, number):
    return sorted(view.session.tracks[number].clips, key=lambda clip: clip.start)


@pytest.fixture
def chosen(view):
    view.studio.selection.select_clips([view.c1], track=view.ids[0])
    return view


def test_split_cuts_at_the_playhead_and_join_heals_it(chosen):
    chosen.studio.locate(3 * BAR)
    chosen.trigger("clip.split")
    parts = clips(chosen, 0)
    assert [(clip.start, clip.end) for clip in parts] == [(2 * BAR, 3 * BAR), (3 * BAR, 4 * BAR)]
    chosen.studio.selection.select_clips(clip.id for clip in parts)
    chosen.trigger("clip.join")
    assert [(clip.start, clip.end) for clip in clips(chosen, 0)] == [(2 * BAR, 4 * BAR)]


def test_split_cuts_a_range_out_at_both_ends(chosen):
    chosen.studio.selection.set_range(2 * BAR + 24000, 3 * BAR)
    steps = chosen.steps()
    chosen.trigger("clip.split")
    assert [clip.start for clip in clips(chosen, 0)] == [2 * BAR, 2 * BAR + 24000, 3 * BAR]
    assert chosen.steps() == steps + 1


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [("clip.trim-start", 3 * BAR, 4 * BAR), ("clip.trim-end", 2 * BAR, 3 * BAR)],
)
def test_brackets_trim_to_the_playhead(chosen, key, start, end):
    chosen.studio.locate(3 * BAR)
    chosen.trigger(key)
    assert (clips(chosen, 0)[0].start, clips(chosen, 0)[0].end) == (start, end)


def test_nudges_move_by_the_grid_by_a_bar_and_by_a_millisecond(chosen):
    chosen.studio.view.grid = "1/4"
    chosen.trigger("clip.nudge-later-grid")
    assert chosen.clip(chosen.c1).start == 2 * BAR + 24000
    chosen.trigger("clip.nudge-later-ms")
    assert chosen.clip(chosen.c1).start == 2 * BAR + 24048
    chosen.trigger("clip.nudge-earlier-bar")
    assert chosen.clip(chosen.c1).start == BAR + 24048
    chosen.trigger("clip.nudge-later-bar")
    assert chosen.clip(chosen.c1).start == 2 * BAR + 24048


def test_keys_trim_both_edges_and_slip_and_fade(chosen):
    chosen.studio.view.grid = "1/4"
    chosen.trigger("clip.end-earlier")
    assert chosen.clip(chosen.c1).end == 4 * BAR - 24000
    chosen.trigger("clip.start-later")
    assert chosen.clip(chosen.c1).start == 2 * BAR + 24000
    offset = chosen.clip(chosen.c1).offset
    chosen.trigger("clip.slip-later")
    assert chosen.clip(chosen.c1).offset == offset - 48
    before = chosen.clip(chosen.c1).fade_in.frames
    chosen.trigger("clip.fade-in-longer")
    assert chosen.clip(chosen.c1).fade_in.frames == before + 480
    chosen.trigger("clip.no-fades")
    assert chosen.clip(chosen.c1).fade_in.frames == 0


def test_f_fades_to_the_range(view):
    view.studio.selection.select_track(view.ids[0])
    view.studio.selection.set_range(3 * BAR, 5 * BAR)
    view.trigger("clip.fade")
    assert view.clip(view.c1).fade_out.frames == BAR


def test_copy_and_paste_put_a_clip_at_the_edit_cursor_of_the_track_in_focus(chosen):
    chosen.trigger("edit.copy")
    chosen.studio.selection.select_track(chosen.ids[2])
    chosen.canvas.set_edit_cursor(5 * BAR)
    chosen.trigger("edit.paste")
    assert [clip.start for clip in clips(chosen, 2)] == [5 * BAR]
    assert chosen.canvas.marks.cursor == 7 * BAR


def test_cut_takes_a_range_out_of_the_chosen_tracks(view):
    view.studio.selection.select_track(view.ids[0])
    view.studio.selection.set_range(3 * BAR, 4 * BAR)
    view.trigger("edit.cut")
    assert [(clip.start, clip.end) for clip in clips(view, 0)] == [(2 * BAR, 3 * BAR)]
    view.canvas.set_edit_cursor(8 * BAR)
    view.trigger("edit.paste")
    assert [(clip.start, clip.end) for clip in clips(view, 0)][-1] == (8 * BAR, 9 * BAR)


def test_duplicates_follow_and_are_chosen(chosen):
    chosen.trigger("clip.duplicate")
    assert [clip.start for clip in clips(chosen, 0)] == [2 * BAR, 4 * BAR]
    assert chosen.studio.selection.clips == {clips(chosen, 0)[1].id}


def test_ripple_delete_closes_the_gap(chosen):
    chosen.trigger("clip.duplicate")
    chosen.studio.selection.select_clips([chosen.c1], track=chosen.ids[0])
    chosen.trigger("edit.ripple-delete")
    assert [clip.start for clip in clips(chosen, 0)] == [2 * BAR]


def test_groups_are_made_and_let_go(view):
    view.studio.selection.select_clips([view.c1, view.c2], track=view.ids[0])
    view.trigger("clip.group")
    assert view.clip(view.c1).group == view.clip(view.c2).group is not None
    view.trigger("clip.ungroup")
    assert view.clip(view.c1).group is None


def test_tab_goes_from_clip_to_clip_and_on_to_the_next_track(view):
    view.canvas.take_keys()
    view.studio.selection.select_track(view.ids[0])
    QTest.keyClick(view.canvas.proxy, Qt.Key.Key_Tab)
    assert view.studio.selection.clips == {view.c1}
    QTest.keyClick(view.canvas.proxy, Qt.Key.Key_Tab)
    assert view.studio.selection.clips == {view.c2}
    assert view.studio.selection.track == view.ids[1]
    QTest.keyClick(view.canvas.proxy, Qt.Key.Key_Backtab)
    assert view.studio.selection.clips == {view.c1}


def test_the_focus_proxy_names_the_clip_in_focus_and_what_is_true_of_it(chosen):
    proxy = chosen.canvas.proxy
    assert proxy.accessibleName() == "Clip one, Voice"
    assert proxy.text() == "from bar 3 to bar 5"
    chosen.studio.do(edits.set_clip_gain, [chosen.c1], -3.5)
    assert "gain −3.5 dB" in proxy.text()


def test_arrows_go_through_tracks_and_along_the_grid(view):
    view.studio.view.grid = "1/1"
    view.studio.selection.select_track(view.ids[0])
    view.trigger("view.track-down")
    assert view.studio.selection.track == view.ids[1]
    view.trigger("view.extend-down")
    assert view.studio.selection.tracks == (view.ids[1], view.ids[2])
    view.trigger("view.time-on")
    assert view.studio.position == BAR
    view.trigger("view.extend-on")
    assert view.studio.selection.range == (BAR, 2 * BAR)
    view.trigger("view.extend-on")
    assert view.studio.selection.range == (BAR, 3 * BAR)


def test_z_shows_what_is_chosen_and_z_again_goes_back(chosen):
    port = chosen.arrange.viewport
    before = port.axis
    chosen.trigger("view.zoom-selection")
    assert port.axis.x(2 * BAR) == pytest.approx(0.02 * port.width, abs=2)
    assert port.axis.x(4 * BAR) == pytest.approx(0.98 * port.width, abs=2)
    chosen.trigger("view.zoom-selection")
    assert port.axis == before


def test_what_can_not_be_done_says_why(view):
    said = []
    view.studio.said.connect(said.append)
    view.studio.selection.clear()
    assert not view.studio.actions.trigger("clip.join")
    assert said[-1] == "Select a clip first."


def test_every_key_of_the_canvas_means_one_thing(view):
    actions = view.studio.actions
    mine = [one for one in actions.all.values() if one.zone == "canvas" and one.shortcut]
    assert mine
    for one in mine:
        assert not [rival.key for rival in actions.rivals(one.key, one.shortcut) if rival.zone == "canvas"], one.key


def test_q_and_w_open_lanes_of_the_track_in_focus(view):
    view.studio.selection.select_track(view.ids[0])
    view.trigger("view.automation")
    assert view.studio.view.open_lanes(view.ids[0]) == ["auto:fader_db"]
    assert [row.kind for row in view.arrange.viewport.rows] == ["track", "automation", "track", "track"]
    view.trigger("view.automation")
    assert view.studio.view.open_lanes(view.ids[0]) == []


def test_tracks_change_places_by_keys(view):
    view.studio.selection.select_track(view.ids[0])
    view.trigger("track.move-down")
    assert [track.name for track in view.session.tracks] == ["Guitar", "Voice", "Bass", "Master"]
    view.trigger("track.move-down")
    view.trigger("track.move-down")
    assert [track.name for track in view.session.tracks] == ["Guitar", "Bass", "Voice", "Master"]
    view.trigger("track.move-up")
    assert [track.name for track in view.session.tracks] == ["Guitar", "Voice", "Bass", "Master"]
