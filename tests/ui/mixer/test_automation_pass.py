"""Writing automation: what a hand does while the song rolls becomes points, as one step of undo."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daw.model import edits
from daw.model.automation import Envelope, Point
from daw.ui.mixer.automationpass import Pass, thinned
from daw.ui.mixer.automationwriter import writer
from daw.ui.widgets.gesture import Gesture
from tests.ui.mixer.desk import Desk

RATE = 48000


def envelope(points) -> Envelope:
    return Envelope(id="e", target="fader_db", points=tuple(Point(*one) for one in points))


@given(st.lists(st.tuples(st.integers(1, 4000), st.floats(-60.0, 6.0)), min_size=1, max_size=60))
def test_the_points_say_what_the_hand_did(steps):
    one, frame = Pass(1000, RATE), 1000
    one.add(frame, steps[0][1])
    moments = [(frame, steps[0][1])]
    for step, value in steps:
        frame += step
        one.add(frame, value)
        moments.append((frame, value))
    written = envelope(one.points(frame + 1))
    spread = max(value for _, value in moments) - min(value for _, value in moments)
    for at, value in moments:
        assert written.value_at(at) == pytest.approx(value, abs=0.005 * spread + 1e-6)


def test_a_straight_way_needs_two_points():
    assert thinned([(frame, frame * 0.5) for frame in range(0, 48000, 160)]) == [(0, 0.0), (47840, 23920.0)]


def test_a_curve_keeps_its_shape_with_few_points():
    wave = [(frame, math.sin(frame / 8000.0)) for frame in range(0, 48000, 160)]
    kept = thinned(wave)
    assert len(kept) < len(wave) / 4
    written = envelope(kept)
    assert max(abs(written.value_at(frame) - value) for frame, value in wave) <= 0.004 * 2.0 + 1e-9


def test_a_control_that_rested_does_not_creep():
    one = Pass(0, RATE)
    one.add(0, 0.0)
    one.add(RATE, -6.0)
    written = envelope(one.points(RATE + 100))
    assert written.value_at(RATE // 2) == 0.0
    assert written.value_at(RATE) == -6.0


def test_switches_hold_and_never_stand_between():
    one = Pass(0, RATE, steps=True)
    for frame, value in ((0, 0.0), (1000, 1.0), (2000, 1.0), (3000, 0.0)):
        one.add(frame, value)
    assert one.points(4000) == [[0, 0.0, 2.0], [1000, 1.0, 2.0], [3000, 0.0, 2.0]]


# ---- with a song


@pytest.fixture
def desk(qtbot):
    one = Desk()
    one.engine = one.sound()
    writer(one.studio)
    yield one
    one.close()


def automate(desk, mode, target="fader_db", points=((0, -3.0),)):
    envelope_id = edits.upcoming(desk.studio.session, "e")
    desk.studio.do(edits.add_envelope, desk["Vocal"], target, [list(one) for one in points])
    desk.studio.do(edits.set_automation_mode, envelope_id, mode)


def points(desk, target="fader_db"):
    found = [one for one in desk.track("Vocal").automation if one.target == target]
    return [(point.frame, point.value) for point in found[0].points] if found else []


def value_at(desk, frame, target="fader_db"):
    return next(one for one in desk.track("Vocal").automation if one.target == target).value_at(frame)


def test_touch_writes_while_the_hand_holds_and_the_old_values_stand_after(desk):
    automate(desk, "touch")
    one, hand = writer(desk.studio), Gesture("drag")
    desk.engine.roll(desk.studio, 10_000)
    one.do(edits.set_fader, desk["Vocal"], -6.0, gesture=hand)
    assert desk.engine.touched == {(desk["Vocal"], "fader_db")}
    desk.engine.roll(desk.studio, 12_000)
    one.do(edits.set_fader, desk["Vocal"], -9.0, gesture=hand)
    assert desk.track("Vocal").fader_db == -9.0, "it is heard while it is written"
    desk.engine.roll(desk.studio, 20_000)
    one.release(hand)
    assert desk.engine.touched == set()
    assert value_at(desk, 9_999) == -3.0
    assert value_at(desk, 10_000) == -6.0
    assert value_at(desk, 15_000) == -9.0
    assert value_at(desk, 20_000) == -3.0


def test_a_pass_is_one_step_of_undo(desk):
    automate(desk, "touch")
    before, steps = points(desk), desk.document.history.index
    one, hand = writer(desk.studio), Gesture("drag")
    for frame in range(1000, 9000, 500):
        desk.engine.roll(desk.studio, frame)
        one.do(edits.set_fader, desk["Vocal"], -frame / 1000.0, gesture=hand)
    one.release(hand)
    assert desk.document.history.index == steps + 1
    assert desk.document.undo_label == "Write automation, Vocal"
    after = points(desk)
    assert desk.undone_and_redone(lambda: points(desk)) == (after, before, after)
    desk.studio.undo()
    assert desk.track("Vocal").fader_db == 0.0


def test_latch_goes_on_until_the_song_stops(desk):
    automate(desk, "latch")
    one, hand = writer(desk.studio), Gesture("drag")
    desk.engine.roll(desk.studio, 10_000)
    one.do(edits.set_fader, desk["Vocal"], -12.0, gesture=hand)
    one.release(hand)
    assert desk.engine.touched
    desk.engine.roll(desk.studio, 40_000)
    desk.engine.stop()
    desk.studio.tick()
    assert not desk.engine.touched
    assert value_at(desk, 39_000) == -12.0
    assert value_at(desk, 50_000) == -3.0
    assert points(desk)[0] == (0, -3.0)


def test_write_writes_from_the_start_moved_or_not(desk):
    automate(desk, "write")
    desk.studio.do(edits.set_fader, desk["Vocal"], -1.0)
    desk.engine.roll(desk.studio, 5_000)
    desk.engine.roll(desk.studio, 30_000)
    desk.engine.stop()
    desk.studio.tick()
    assert value_at(desk, 5_000) == value_at(desk, 29_000) == -1.0
    assert value_at(desk, 4_000) == -3.0


def test_a_loop_writes_each_round_anew(desk):
    automate(desk, "latch")
    one, hand = writer(desk.studio), Gesture("drag")
    desk.engine.roll(desk.studio, 10_000)
    one.do(edits.set_fader, desk["Vocal"], -12.0, gesture=hand)
    desk.engine.roll(desk.studio, 20_000)
    desk.engine.roll(desk.studio, 8_000)
    one.do(edits.set_fader, desk["Vocal"], -20.0, gesture=hand)
    desk.engine.roll(desk.studio, 9_000)
    desk.engine.stop()
    desk.studio.tick()
    assert value_at(desk, 15_000) == -12.0
    assert value_at(desk, 8_500) == -20.0


@pytest.mark.parametrize("mode", ["read", "off"])
def test_in_read_and_off_nothing_is_written(desk, mode):
    automate(desk, mode)
    before = points(desk)
    desk.engine.roll(desk.studio, 10_000)
    writer(desk.studio).do(edits.set_fader, desk["Vocal"], -12.0, gesture=Gesture("drag"))
    assert points(desk) == before
    assert desk.track("Vocal").fader_db == -12.0


def test_at_rest_nothing_is_written(desk):
    automate(desk, "touch")
    before = points(desk)
    writer(desk.studio).do(edits.set_fader, desk["Vocal"], -12.0, gesture=Gesture("drag"))
    assert points(desk) == before


def test_mute_is_written_until_the_song_stops_and_holds(desk):
    automate(desk, "touch", "mute", ((0, 0.0, 2.0),))
    desk.engine.roll(desk.studio, 10_000)
    writer(desk.studio).do(edits.set_mute, desk["Vocal"], True, gesture=Gesture("Mute"))
    desk.engine.roll(desk.studio, 20_000)
    writer(desk.studio).do(edits.set_mute, desk["Vocal"], False, gesture=Gesture("Mute"))
    desk.engine.roll(desk.studio, 30_000)
    desk.engine.stop()
    desk.studio.tick()
    assert [value_at(desk, frame, "mute") for frame in (9_000, 10_000, 19_999, 20_000, 29_000)] == [0.0, 1.0, 1.0, 0.0, 0.0]


def test_a_parameter_of_an_effect_and_a_send_are_written_the_same_way(desk):
    slot_id = desk.slot("Vocal", "daw.compressor")
    desk.studio.do(edits.add_send, desk["Vocal"], desk["Plate"], -6.0)
    send_id = desk.track("Vocal").sends[0].id
    threshold, send = f"{slot_id}/threshold_db", f"{send_id}/level_db"
    automate(desk, "touch", threshold, ((0, -20.0),))
    automate(desk, "touch", send, ((0, -6.0),))
    desk.engine.roll(desk.studio, 10_000)
    one, hand, other = writer(desk.studio), Gesture("drag"), Gesture("drag")
    one.do(edits.change_parameters, slot_id, {"threshold_db": -30.0, "ratio": 3.0}, gesture=hand)
    one.do(edits.set_send_level, send_id, -20.0, gesture=other)
    desk.engine.roll(desk.studio, 20_000)
    one.release(hand)
    one.release(other)
    assert value_at(desk, 15_000, threshold) == -30.0
    assert value_at(desk, 15_000, send) == -20.0
    assert desk.track("Vocal").slots[0].values == {"threshold_db": -30.0, "ratio": 3.0}
