"""The tempo map: beats, bars and frames are each other's inverses; the grid and the click lie on them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daw.model.tempo import MeterMark, TempoMap, TempoMark

RATE = 48000
quick = settings(max_examples=150, deadline=None)


@st.composite
def maps(draw):
    """Tempo maps with up to five changes of tempo and of meter, anywhere."""
    frames = st.lists(st.integers(1, 100 * RATE), max_size=5, unique=True).map(sorted)
    bpm = st.floats(20, 400)
    meter = st.tuples(st.integers(1, 12), st.sampled_from([2, 4, 8, 16]))
    tempos = [TempoMark(0, draw(bpm)), *(TempoMark(frame, draw(bpm)) for frame in draw(frames))]
    meters = [MeterMark(0, *draw(meter)), *(MeterMark(frame, *draw(meter)) for frame in draw(frames))]
    return TempoMap(tuple(tempos), tuple(meters))


def test_at_120_bpm_in_four_four_a_bar_is_two_seconds():
    tempo = TempoMap()
    assert tempo.frame_to_bar(0, RATE) == (1, 1, 0)
    assert tempo.frame_to_bar(2 * RATE, RATE) == (2, 1, 0)
    assert tempo.frame_to_bar(2 * RATE + RATE // 2 + RATE // 4, RATE) == (2, 2, 480)
    assert tempo.bar_to_frame(27, 3, 480, RATE) == 26 * 2 * RATE + RATE + RATE // 4
    assert tempo.frame_to_beat(3 * RATE, RATE) == 6.0


def test_the_beat_of_six_eight_is_an_eighth():
    tempo = TempoMap(meters=(MeterMark(0, 6, 8),))
    assert tempo.frame_to_bar(RATE // 4 * 7, RATE) == (2, 2, 0)


def test_a_tempo_change_changes_what_follows_only():
    tempo = TempoMap(tempos=(TempoMark(0, 120.0), TempoMark(2 * RATE, 60.0)))
    assert tempo.bar_to_frame(2, 1, 0, RATE) == 2 * RATE
    assert tempo.bar_to_frame(3, 1, 0, RATE) == 6 * RATE
    assert tempo.frame_to_bar(6 * RATE, RATE) == (3, 1, 0)


def test_a_meter_change_begins_a_bar_and_cuts_the_one_before_short():
    tempo = TempoMap(meters=(MeterMark(0, 4, 4), MeterMark(3 * RATE, 3, 4)))
    assert tempo.frame_to_bar(3 * RATE, RATE) == (3, 1, 0)
    assert tempo.frame_to_bar(3 * RATE - 1, RATE)[0] in {2, 3}
    assert tempo.bar_to_frame(4, 1, 0, RATE) == 3 * RATE + RATE * 3 // 2


@quick
@given(tempo=maps(), beat=st.floats(0, 500))
def test_beats_and_frames_are_inverse_within_half_a_frame(tempo, beat):
    frame = tempo.beat_to_frame(beat, RATE)
    bpm = max(mark.bpm for mark in tempo.tempos)
    assert tempo.frame_to_beat(frame, RATE) == pytest.approx(beat, abs=0.5001 * bpm / 60 / RATE)


@quick
@given(tempo=maps(), tick=st.integers(0, 200_000))
def test_every_tick_comes_back_from_its_frame(tempo, tick):
    start = tempo.frame_to_bar(min(tick * 13, 90 * RATE), RATE)
    frame = tempo.bar_to_frame(*start, RATE)
    again = tempo.bar_to_frame(*tempo.frame_to_bar(frame, RATE), RATE)
    assert abs(again - frame) <= 1
    steady = TempoMap(tempo.tempos[:1], tempo.meters[:1])
    position = steady.frame_to_bar(tick * 13, RATE)
    if RATE * 60 * 4 / (steady.tempos[0].bpm * steady.meters[0].unit * 960) >= 1:  # a tick is at least a frame
        assert steady.frame_to_bar(steady.bar_to_frame(*position, RATE), RATE) == position


@quick
@given(tempo=maps(), first=st.integers(0, 100 * RATE), second=st.integers(0, 100 * RATE))
def test_later_frames_have_later_bars(tempo, first, second):
    early, late = sorted((first, second))
    assert tempo.frame_to_bar(early, RATE) <= tempo.frame_to_bar(late, RATE)


@quick
@given(tempo=maps(), start=st.integers(0, 90 * RATE), division=st.sampled_from([4.0, 1.0, 0.25, 1 / 3]))
def test_grid_lines_are_in_order_and_bars_among_them_are_bars(tempo, start, division):
    lines = tempo.grid_lines(start, start + 5 * RATE, RATE, division)
    frames = [line.frame for line in lines]
    assert frames == sorted(frames)
    assert all(start <= frame < start + 5 * RATE for frame in frames)
    for line in lines:
        if line.level == 0:
            assert abs(tempo.bar_to_frame(line.bar, 1, 0, RATE) - line.frame) <= 1


def test_the_grid_of_sixteenths_marks_bars_beats_and_parts():
    lines = TempoMap().grid_lines(0, 2 * RATE, RATE, 0.25)
    assert [line.level for line in lines] == [0, 2, 2, 2, 1, 2, 2, 2] + [1, 2, 2, 2] * 2
    assert [line.frame for line in lines] == [number * 6000 for number in range(16)]
    assert [line.bar for line in TempoMap().grid_lines(0, 20 * RATE, RATE, 4.0, 4)] == [1, 5, 9]


def test_the_click_is_on_every_beat_and_accents_the_first():
    clicks = TempoMap(meters=(MeterMark(0, 3, 4), MeterMark(3 * RATE, 6, 8))).click_frames(0, 5 * RATE, RATE)
    assert clicks[:4] == [(0, True), (24000, False), (48000, False), (72000, True)]
    assert clicks[6:9] == [(3 * RATE, True), (3 * RATE + 12000, False), (3 * RATE + 24000, False)]


@quick
@given(tempo=maps(), start=st.integers(0, 10 * RATE), cut=st.integers(0, 10 * RATE), length=st.integers(1, 10 * RATE))
def test_clicks_asked_for_in_pieces_are_the_same(tempo, start, cut, length):
    middle = start + cut % length
    pieces = tempo.click_frames(start, middle, RATE) + tempo.click_frames(middle, start + length, RATE)
    assert pieces == tempo.click_frames(start, start + length, RATE)


@quick
@given(tempo=maps(), frame=st.integers(0, 90 * RATE), division=st.sampled_from([4.0, 1.0, 0.25, 1 / 3]))
def test_the_nearest_line_is_the_nearest(tempo, frame, division):
    found = tempo.nearest_line(frame, RATE, division)
    around = [line.frame for line in tempo.grid_lines(max(0, frame - 60 * RATE), frame + 60 * RATE, RATE, division)]
    assert abs(found - frame) == min((abs(line - frame) for line in around), default=0)
