"""Frame times: what is counted, what is shown of it, and the laws of what may be painted."""

import time

from daw.ui.frameoverlay import heights
from daw.ui.frametimes import KEPT_S, Frame, FrameTimes, summary


def burn(seconds):
    """Work for so much processor time."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_a_frame_in_which_nothing_is_done_costs_nothing_and_work_is_counted_where_it_was_done(qtbot):
    times = FrameTimes()
    times.start()
    qtbot.waitUntil(lambda: len(times.frames) >= 5)
    burn(0.05)
    qtbot.waitUntil(lambda: max(frame.busy_ms for frame in times.frames) >= 50.0)
    times.stop()
    long = [frame for frame in times.frames if frame.busy_ms >= 50.0]
    assert len(long) == 1
    assert long[0].lasted_ms >= 50.0
    assert summary(times.frames).median_ms < 10.0


def test_waiting_is_no_work(qtbot):
    times = FrameTimes()
    times.start()
    qtbot.waitUntil(lambda: len(times.frames) >= 2)
    time.sleep(0.1)
    qtbot.waitUntil(lambda: max(frame.lasted_ms for frame in times.frames) >= 100.0)
    times.stop()
    assert max(frame.busy_ms for frame in times.frames if frame.lasted_ms >= 100.0) < 50.0


def test_the_summary_is_of_the_frames():
    told = summary([Frame(0.016 * n, float(n), 16.0 + (n == 7)) for n in range(101)])
    assert told == (101, 50.0, 99.0, 100.0, 17.0)
    assert summary([]) == (0, 0.0, 0.0, 0.0, 0.0)


def test_the_graph_shows_the_longest_frame_of_each_pixel_the_newest_at_the_right():
    columns = heights(
        [Frame(0.0, 9.0, 16.0), Frame(KEPT_S * 0.5, 1.0, 16.0), Frame(KEPT_S * 0.501, 3.0, 16.0), Frame(KEPT_S - 0.01, 2.0, 16.0)], 100
    )
    assert columns[99] == 2.0
    assert max(columns.values()) == 9.0
    assert min(columns, key=columns.get) == 99
    assert 3.0 in columns.values()
    assert 1.0 not in columns.values()


def test_help_frame_times_shows_them_over_the_corner_and_takes_them_away(qtbot, window):
    actions = window.studio.actions
    assert actions.trigger("help.frame-times")
    overlay = next(one for one in window.children() if type(one).__name__ == "FrameOverlay")
    qtbot.waitUntil(lambda: len(overlay.times.frames) > 3)
    assert overlay.isVisible()
    assert overlay.geometry().right() < window.width()
    assert [words for words, _ in overlay.rows()] == ["Median", "99 of 100", "Longest"]
    qtbot.waitUntil(lambda: overlay.accessibleDescription().startswith("Median "))
    window.resize(1300, 800)
    qtbot.waitUntil(lambda: overlay.geometry().right() < 1300)
    assert actions.trigger("help.frame-times")
    assert not overlay.isVisible()
    assert not overlay.times.on
