"""The tempo map: where the beats and bars are, in frames.

Tempo and meter change in steps.  Positions "in beats" are quarter notes at any meter; the beats of a bar are 1/`unit` notes of the meter
in force, with 960 ticks each; a meter change begins a bar.
"""

import bisect
import math
from functools import lru_cache
from typing import NamedTuple

import msgspec

from daw.units import TICKS_PER_BEAT


class TempoMark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From `frame` on, `bpm` quarter notes a minute."""

    frame: int
    bpm: float


class MeterMark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From `frame` on, bars of `beats` beats, each a 1/`unit` note."""

    frame: int
    beats: int
    unit: int


class Line(NamedTuple):
    """A line of the grid: level 0 a bar (`bar` is its number), 1 a beat, 2 a part of a beat."""

    frame: int
    level: int
    bar: int


class TempoMap(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Tempo and meter changes in order of time; the first of each is at frame 0."""

    tempos: tuple[TempoMark, ...] = (TempoMark(0, 120.0),)
    meters: tuple[MeterMark, ...] = (MeterMark(0, 4, 4),)

    def frame_to_beat(self, frame: float, sample_rate: float) -> float:
        """Quarter notes from the start of the song to a frame."""
        return _quarter(_layout(self, sample_rate).tempos, frame)

    def beat_to_frame(self, beat: float, sample_rate: float) -> int:
        """The frame nearest to a number of quarter notes from the start of the song."""
        return round(_frame(_layout(self, sample_rate).tempos, beat))

    def frame_to_bar(self, frame: float, sample_rate: float) -> tuple[int, int, int]:
        """Bar and beat, counted from 1, and tick (of 960 to the beat) nearest to a frame."""
        layout = _layout(self, sample_rate)
        quarter = _quarter(layout.tempos, frame)
        at = bisect.bisect_right(layout.meters, quarter + SLACK, key=lambda one: one.quarter) - 1
        meter = layout.meters[max(at, 0)]
        ticks = round((quarter - meter.quarter) / meter.quarters_per_beat * TICKS_PER_BEAT)
        bars, ticks = divmod(ticks, meter.beats * TICKS_PER_BEAT)
        beats, ticks = divmod(ticks, TICKS_PER_BEAT)
        bar = meter.bar + bars
        if at + 1 < len(layout.meters) and bar >= layout.meters[at + 1].bar:  # rounded up into the next meter's first bar
            return layout.meters[at + 1].bar, 1, 0
        return bar, beats + 1, ticks

    def bar_to_frame(self, bar: int, beat: int, tick: float, sample_rate: float) -> int:
        """The frame nearest to a bar, beat (both from 1) and tick."""
        layout = _layout(self, sample_rate)
        at = max(bisect.bisect_right(layout.meters, bar, key=lambda one: one.bar) - 1, 0)
        meter = layout.meters[at]
        beats = (bar - meter.bar) * meter.beats + beat - 1 + tick / TICKS_PER_BEAT
        quarter = meter.quarter + beats * meter.quarters_per_beat
        if at + 1 < len(layout.meters):
            quarter = min(quarter, layout.meters[at + 1].quarter)  # a bar cut short by the next meter
        return round(_frame(layout.tempos, quarter))

    def meter_at(self, frame: int) -> MeterMark:
        """The meter in force at a frame."""
        return self.meters[max(bisect.bisect_right(self.meters, frame, key=lambda mark: mark.frame) - 1, 0)]

    def tempo_at(self, frame: int) -> TempoMark:
        """The tempo in force at a frame."""
        return self.tempos[max(bisect.bisect_right(self.tempos, frame, key=lambda mark: mark.frame) - 1, 0)]

    def grid_lines(self, start: int, end: int, sample_rate: float, division: float = 1.0, every_bars: int = 1) -> list[Line]:
        """The grid from frame `start` up to `end`, in order of time.

        division : quarter notes between lines, from each bar line on (0.25 a sixteenth, 1/3 an eighth triplet); as long as a bar: bars only
        every_bars : only each so many bars, counted from bar 1
        """
        layout = _layout(self, sample_rate)
        lines: list[Line] = []
        first, last = _quarter(layout.tempos, start) - SLACK, _quarter(layout.tempos, end) + SLACK
        for index, meter in enumerate(layout.meters):
            stop = layout.meters[index + 1].quarter if index + 1 < len(layout.meters) else math.inf
            skip = max(0, math.floor((first - meter.quarter) / meter.quarters_per_bar))
            skip += (1 - meter.bar - skip) % every_bars
            bar, at = meter.bar + skip, meter.quarter + skip * meter.quarters_per_bar
            while at < min(stop - SLACK, last):
                lines.extend(_bar_lines(layout, meter, bar, at, min(stop, at + meter.quarters_per_bar), division))
                bar, at = bar + every_bars, at + every_bars * meter.quarters_per_bar
        return [line for line in lines if start <= line.frame < end]

    def click_frames(self, start: int, end: int, sample_rate: float) -> list[tuple[int, bool]]:
        """The beats of the metronome from frame `start` up to `end`, each with whether it is the first of a bar."""
        return list(_clicks(self, start, end, sample_rate))

    def nearest_line(self, frame: int, sample_rate: float, division: float = 1.0, every_bars: int = 1) -> int:
        """The frame of the grid line nearest to a frame, for snapping and nudging."""
        bars = math.ceil(max(every_bars * 4.0 * max(mark.beats / mark.unit for mark in self.meters), division))
        beat = self.frame_to_beat(frame, sample_rate)
        start = max(0, self.beat_to_frame(beat - bars, sample_rate))
        lines = self.grid_lines(start, self.beat_to_frame(beat + bars, sample_rate) + 1, sample_rate, division, every_bars)
        return min((line.frame for line in lines), key=lambda at: abs(at - frame), default=frame)


class _Tempo(NamedTuple):
    frame: int
    quarter: float  # quarter notes before it
    frames_per_quarter: float


class _Meter(NamedTuple):
    quarter: float  # where it begins
    bar: int  # number of its first bar, from 1
    beats: int
    quarters_per_beat: float

    @property
    def quarters_per_bar(self) -> float:
        return self.beats * self.quarters_per_beat


class _Layout(NamedTuple):
    tempos: list[_Tempo]
    meters: list[_Meter]


SLACK = 1e-6  # quarter notes: rounding of positions never makes a new bar or beat


@lru_cache(maxsize=64)
def _layout(tempo: TempoMap, sample_rate: float) -> _Layout:
    tempos: list[_Tempo] = []
    for mark in tempo.tempos:
        quarter = tempos[-1].quarter + (mark.frame - tempos[-1].frame) / tempos[-1].frames_per_quarter if tempos else 0.0
        tempos.append(_Tempo(mark.frame, quarter, sample_rate * 60.0 / mark.bpm))
    meters: list[_Meter] = []
    for meter in tempo.meters:
        quarter, bar = _quarter(tempos, meter.frame), 1
        if meters:
            last = meters[-1]
            bar = last.bar + max(1, math.ceil((quarter - last.quarter) / last.quarters_per_bar - SLACK))
        meters.append(_Meter(quarter, bar, meter.beats, 4.0 / meter.unit))
    return _Layout(tempos, meters)


def _quarter(tempos: list[_Tempo], frame: float) -> float:
    at = tempos[max(bisect.bisect_right(tempos, frame, key=lambda one: one.frame) - 1, 0)]
    return at.quarter + (frame - at.frame) / at.frames_per_quarter


def _frame(tempos: list[_Tempo], quarter: float) -> float:
    at = tempos[max(bisect.bisect_right(tempos, quarter, key=lambda one: one.quarter) - 1, 0)]
    return at.frame + (quarter - at.quarter) * at.frames_per_quarter


def _bar_lines(layout: _Layout, meter: _Meter, bar: int, at: float, stop: float, division: float) -> list[Line]:
    lines = [Line(round(_frame(layout.tempos, at)), 0, bar)]
    if division >= meter.quarters_per_bar - SLACK:
        return lines
    for step in range(1, math.ceil((stop - at - SLACK) / division)):
        beats = step * division / meter.quarters_per_beat
        level = 1 if abs(beats - round(beats)) < SLACK else 2
        lines.append(Line(round(_frame(layout.tempos, at + step * division)), level, bar))
    return lines


@lru_cache(maxsize=4)  # the engine asks for the same again whenever it plans
def _clicks(tempo: TempoMap, start: int, end: int, sample_rate: float) -> tuple[tuple[int, bool], ...]:
    marks = [mark for mark in tempo.meters if mark.frame < end]
    clicks: list[tuple[int, bool]] = []
    for index, mark in enumerate(marks):
        stop = min(end, marks[index + 1].frame) if index + 1 < len(marks) else end
        lines = tempo.grid_lines(max(start, mark.frame), stop, sample_rate, division=4.0 / mark.unit)
        clicks.extend((line.frame, line.level == 0) for line in lines if line.level < 2)
    return tuple(clicks)
