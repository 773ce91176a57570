"""Rows, the time axis, snapping, zones of clips and the placing of files: pure laws, without a window."""

import itertools
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daw.model import edits
from daw.model.session import Session
from daw.model.tempo import TempoMap, TempoMark
from daw.model.track import Track
from daw.ui.arrange.clipzones import Outline, fade_place, name_place, zone
from daw.ui.arrange.grid import LABEL_PX, label_step
from daw.ui.arrange.placing import Dropped, drop_words, placements
from daw.ui.arrange.rasteriser import LAW, exponent
from daw.ui.arrange.rows import row_at, row_of, rows, rows_between, total_height
from daw.ui.arrange.snapping import Place, division, next_line, stick, stick_any
from daw.ui.arrange.timeaxis import CLOSEST, TimeAxis, fitting
from daw.ui.arrange.trackicon import counted, track_icon
from daw.ui.audiokinds import is_audio

BAR = 96000


def song(tracks=3):
    session = Session(name="x", tracks=(Track(id="master", name="Master", kind="master"),))
    for n in range(tracks):
        session = edits.add_track(session, f"T{n}")
    return session


def looks(**lanes):
    return SimpleNamespace(heights={}, lanes=lanes, folded=[])


def test_rows_lie_without_gaps_in_the_order_of_tracks_and_their_lanes():
    session = song()
    ids = [track.id for track in session.tracks]
    found = rows(session, looks(**{ids[0]: ["auto:fader_db", "auto:pan"]}))
    assert [(row.kind, row.item) for row in found] == [
        ("track", ""), ("automation", "fader_db"), ("automation", "pan"), ("track", ""), ("track", ""),
    ]  # fmt: skip
    assert all(a.bottom == b.top for a, b in itertools.pairwise(found))
    assert total_height(found) == 3 * 60 + 2 * 44


def test_a_bus_has_a_row_only_while_a_lane_of_it_is_open():
    session = song(1)
    assert [row.track_id for row in rows(session, looks())] == [session.tracks[0].id]
    assert [row.track_id for row in rows(session, looks(master=["auto:fader_db"]))] == [session.tracks[0].id, "master", "master"]


def test_the_row_at_a_height_is_the_one_that_covers_it():
    found = rows(song(), looks())
    for row in found:
        assert row_at(found, row.top) is row
        assert row_at(found, row.bottom - 0.5) is row
    assert row_at(found, total_height(found)) is None
    assert row_at(found, -1) is None
    assert rows_between(found, 59, 61) == list(found[:2])
    assert row_of(found, found[1].track_id) is found[1]


@given(st.floats(0, 1e9), st.floats(CLOSEST, 1e6), st.floats(0, 2000), st.floats(0.2, 5))
def test_zooming_keeps_what_is_under_the_pointer(first, scale, x, factor):
    axis = TimeAxis(first, scale)
    zoomed = axis.zoomed(factor, x, longest=1e9)
    if zoomed.first_frame > 0:
        assert zoomed.first_frame + x * zoomed.frames_per_px == pytest.approx(first + x * scale, rel=1e-9, abs=1e-3)


def test_a_stretch_fills_the_width_but_for_its_margin():
    axis = fitting(100000, 196000, 960, 0.02)
    assert axis.x(100000) == pytest.approx(0.02 * 960)
    assert axis.x(196000) == pytest.approx(0.98 * 960)


@pytest.mark.parametrize(("quarter_px", "quarters"), [(12, 1.0), (24, 0.5), (23.9, 1.0), (192, 0.0625), (400, 0.03125)])
def test_the_adaptive_grid_is_the_finest_with_lines_12_pixels_apart(quarter_px, quarters):
    assert division("adaptive", quarter_px).quarters == quarters


def test_far_out_the_adaptive_grid_counts_bars():
    assert division("adaptive", 2.0) == (4.0, 2)
    assert division("1/16", 100.0).quarters == 0.25


@given(st.integers(0, 10**7))
def test_the_next_line_lies_after_and_the_last_one_before(frame):
    session = song(0)
    assert next_line(session, "1/4", frame, 100.0, 1) == (frame // 24000 + 1) * 24000
    assert next_line(session, "1/4", frame, 100.0, -1) == max(0, (frame - 1) // 24000 * 24000)


def test_lines_follow_a_tempo_change():
    session = Session(name="x", tempo=TempoMap(tempos=(TempoMark(0, 120.0), TempoMark(BAR, 60.0))))
    assert next_line(session, "1/1", BAR, 1000.0, 1) == BAR + 2 * BAR


def test_the_nearest_stop_within_reach_holds_an_edge_and_wins_over_a_line_as_near():
    stops = [Place(100, "a"), Place(200, "b")]
    assert stick(104, stops, None, 8) == (100, "a")
    assert stick(109, stops, None, 8) == (109, "")
    assert stick(195, stops, 198, 8) == (198, "Grid")
    assert stick(198, stops, 196, 8) == (200, "b")


def test_of_several_edges_the_nearest_one_sticks():
    by, stuck = stick_any((0, 50), 103, [Place(100, "a"), Place(152, "b")], lambda _frame: None, 8)
    assert by == 102
    assert stuck == (152, "b")


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        (150, 8, "header"), (150, 40, "body"), (103, 40, "trim-start"), (297, 40, "trim-end"), (200, 3, "gain"), (104, 20, "fade-in"),
        (296, 20, "fade-out"), (99, 20, None), (300, 20, None), (150, 60, None),
    ],
)  # fmt: skip
def test_every_place_of_a_clip_means_what_the_specification_says(x, y, expected):
    assert zone(Outline(100, 0, 200, 54), x, y) == expected


def test_the_dot_of_a_fade_stands_at_its_end_and_is_taken_there():
    outline = Outline(100, 0, 200, 54, fade_in=40, fade_out=60)
    assert fade_place(outline, "in") == 140
    assert fade_place(outline, "out") == 240
    assert zone(outline, 140, 20) == "fade-in"
    assert zone(outline, 120, 40) == "curve-in"


def test_a_narrow_clip_can_still_be_moved_and_trimmed():
    outline = Outline(0, 0, 20, 54)
    assert [zone(outline, x, 20) for x in (2, 10, 18)] == ["trim-start", "body", "trim-end"]


def test_a_name_sticks_to_the_edge_while_its_clip_is_in_sight():
    assert name_place(100, 300, 50, 0, 6) == 106
    assert name_place(-500, 300, 50, 0, 6) == 6
    assert name_place(-500, 10, 50, 0, 6) is None


@given(st.floats(0.01, 5000))
def test_labels_of_the_ruler_are_at_least_72_pixels_apart(bar_px):
    step = label_step(bar_px)
    assert step * bar_px >= LABEL_PX


def test_files_lie_on_tracks_of_their_own_or_in_a_row():
    files = [Dropped(Path(name), frames, 1) for name, frames in (("a.wav", 100), ("b.wav", 200))]
    assert [(one.lane, one.start) for one in placements(files, 1, 50, in_a_row=False)] == [(1, 50), (2, 50)]
    assert [(one.lane, one.start) for one in placements(files, 1, 50, in_a_row=True)] == [(1, 50), (1, 150)]
    session = song(2)
    assert drop_words(session, placements(files, 2, 0, in_a_row=False), "17 . 1 . 000") == "2 files → 2 new tracks at 17 . 1 . 000"
    assert drop_words(session, placements(files[:1], 1, 0, in_a_row=False), "1 . 1 . 000") == "1 file → T1 at 1 . 1 . 000"


def test_what_can_be_heard_is_told_by_its_name():
    assert is_audio(Path("a.WAV"))
    assert not is_audio(Path("Notes.pdf"))


@pytest.mark.parametrize(
    ("name", "kind", "icon"),
    [("Lead Vocal", "audio", "mic"), ("Bass DI", "audio", "bass"), ("Drum OH", "audio", "drum"), ("Electric", "audio", "guitar"),
     ("Keys", "audio", "keys"), ("Zither 7", "audio", "wave"), ("Plate", "bus", "return"), ("Master", "master", "speaker")],
)  # fmt: skip
def test_the_icon_is_guessed_from_the_name(name, kind, icon):
    assert track_icon(name, kind) == icon


def test_tracks_are_counted_in_words():
    assert counted(9, 1, 2) == "9 tracks, 1 bus, 2 returns"
    assert counted(1, 2, 1) == "1 track, 2 buses, 1 return"
    assert counted(3, 0, 0) == "3 tracks"


def test_close_by_waves_stand_as_they_are_and_from_afar_by_the_law():
    assert exponent(1.0) == 1.0
    assert exponent(1000.0) == pytest.approx(LAW)
    assert LAW < exponent(16.0) < 1.0
