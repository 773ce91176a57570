"""Preferences: every one of them is changed with its control, kept, and seen to work."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from daw import preferences
from daw.ui import altswap, metrics, theme
from daw.ui.clock import CALM_MS, FRAME_MS
from daw.ui.dialogs.preferences import PreferencesWindow
from daw.ui.looks import Looks
from daw.ui.widgets.gesture import WheelRest
from daw.ui.widgets.meter import Meter
from tests.ui.widgets.hand import keep, mouse


@pytest.fixture
def prefs(qtbot, qapp, studio):
    studio.clock.stop()
    looks = Looks(studio)
    one = keep(qtbot, PreferencesWindow(studio))
    one.studio, one.looks = studio, looks
    one.show()
    yield one
    studio.prefer(**{name: getattr(preferences.Preferences(), name) for name in preferences.Preferences.__struct_fields__})
    preferences.save(preferences.Preferences())
    metrics.set_scale(100)
    theme.switch("dark")


def press(prefs, field):
    QTest.keyClick(prefs.switches[field], Qt.Key.Key_Space)
    assert getattr(preferences.load(), field) is True


def test_every_control_has_a_name_and_a_help_line(prefs):
    for switch in prefs.switches.values():
        assert switch.accessibleName()
        assert switch.help in switch.tip()
    for control in (prefs.theme, prefs.scale, prefs.count_in, prefs.click, prefs.change, prefs.keys):
        assert control.accessibleName()


def test_the_theme_changes_at_once_and_is_kept(prefs):
    prefs.theme.choose("light")
    assert theme.current().name == "light"
    assert preferences.load().theme == "light"


def test_scale_and_touch_mode_make_everything_larger(prefs):
    prefs.scale.choose("120")
    assert metrics.scale() == 120
    press(prefs, "touch")
    assert metrics.scale() == 168
    prefs.scale.choose("180")
    assert metrics.scale() == metrics.HIGHEST_SCALE


def test_reduced_motion_calms_playhead_meters_and_following(prefs, qtbot):
    studio = prefs.studio
    press(prefs, "reduced_motion")
    assert studio.clock._frames.interval() == CALM_MS
    meter = keep(qtbot, Meter(1))
    meter.resize(12, 200)
    meter.show()
    shown = []
    for step in range(9):
        meter.set_levels((-40.0 + 4 * step,), (-44.0 + 4 * step,), (-40.0 + 4 * step,))
        shown.append(meter.peak_db)
    assert len(set(shown)) == 4  # the first, and every third of nine
    studio.prefer(reduced_motion=False)
    assert studio.clock._frames.interval() == FRAME_MS
    assert not Meter.calm


def test_the_wheel_can_need_ctrl(prefs):
    press(prefs, "wheel_needs_ctrl")
    assert WheelRest.needs_ctrl
    plain = SimpleNamespace(modifiers=lambda: Qt.KeyboardModifier.NoModifier)
    held = SimpleNamespace(modifiers=lambda: Qt.KeyboardModifier.ControlModifier)
    assert not WheelRest().is_meant(plain, focused=True)
    assert WheelRest().is_meant(held, focused=False)


def test_super_can_work_as_alt_for_the_mouse(prefs, qtbot):
    seen = []

    class Pad(QWidget):
        def mousePressEvent(self, event):
            seen.append(event.modifiers())

    pad = keep(qtbot, Pad())
    meta, alt = Qt.KeyboardModifier.MetaModifier, Qt.KeyboardModifier.AltModifier
    from PySide6.QtGui import QMouseEvent

    mouse(pad, QMouseEvent.Type.MouseButtonPress, QPoint(2, 2), meta)
    press(prefs, "swap_alt")
    mouse(pad, QMouseEvent.Type.MouseButtonPress, QPoint(2, 2), meta)
    assert seen == [meta, alt]
    prefs.studio.prefer(swap_alt=False)
    mouse(pad, QMouseEvent.Type.MouseButtonPress, QPoint(2, 2), meta)
    assert seen[-1] == meta
    assert not altswap._in_use


def test_cuts_can_go_to_zero_crossings(prefs):
    press(prefs, "zero_crossings")
    assert prefs.studio.preferences.zero_crossings


def test_stopping_can_go_back_to_where_playing_began(prefs):
    press(prefs, "return_on_stop")
    studio, places = prefs.studio, []
    engine = SimpleNamespace(
        recording=False, playing=True, rolling=False, position=9000, stop=list, locate=places.append, levels=lambda: None,
        set_click=lambda **_: None, hears_inputs=False,
    )  # fmt: skip
    studio.engine = engine
    studio.view.start_marker = 1234
    studio.stop()
    studio.engine = None
    assert places == [1234]


def test_count_in_and_click_are_for_new_songs(prefs):
    prefs.count_in.choose("4")
    prefs.click.choose("always")
    assert (preferences.load().count_in, preferences.load().click) == (4, "always")


def test_where_songs_are_made_is_shown(prefs, tmp_path):
    prefs.studio.prefer(songs_folder=str(tmp_path))
    assert prefs.place.text() == str(tmp_path)
    assert preferences.songs_folder() == tmp_path
