"""What may be painted when something moves, counted in what Qt paints: the laws by which the window keeps to its frame times."""

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QApplication

from daw.engine.levels import TrackLevel
from daw.model import edits
from daw.ui.arrange.trackheader import TrackHeader
from daw.ui.metrics import px

BAR = 96000
STRIPE = 14


class Counter(QObject):
    """Counts the paint events of every widget while it is in force, with the regions they were asked for."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def __enter__(self):
        QApplication.processEvents()
        QApplication.instance().installEventFilter(self)
        return self

    def __exit__(self, *_):
        QApplication.instance().removeEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.seen.append((watched, QRegion(event.region())))
        return False

    def of(self, widget):
        return [region for watched, region in self.seen if watched is widget]

    def area_of(self, widget):
        return sum(rect.width() * rect.height() for region in self.of(widget) for rect in region)


def drawn_by(picture):
    """The rectangles a picture draws from now on."""
    found, draw = [], picture._draw
    picture._draw = lambda painter, rect: (found.append(QRect(rect)), draw(painter, rect))
    return found


def test_the_playhead_repaints_two_stripes_at_most_and_draws_nothing(view, qtbot):
    view.settle(qtbot)
    view.studio.locate(BAR)
    drawn = drawn_by(view.canvas.picture)
    for n in range(1, 8):
        with Counter() as counter:
            view.studio.locate(BAR + n * BAR // 2)
            QApplication.processEvents()
        for region in counter.of(view.canvas):
            assert all(rect.width() <= px(STRIPE) for rect in region)
            assert region.rectCount() <= 2
        assert len(counter.of(view.canvas)) == 1
        assert not counter.of(view.arrange.headers)
        assert not counter.of(view.arrange.overview)
    assert drawn == []


def test_a_scroll_along_the_song_draws_what_came_into_view_and_the_names_that_stick(view, qtbot):
    view.settle(qtbot)
    drawn = drawn_by(view.canvas.picture)
    view.arrange.viewport.pan(40)
    QApplication.processEvents()
    qtbot.waitUntil(view.is_still)
    width = view.canvas.width()
    assert drawn
    assert all(rect.left() >= width - 40 for rect in drawn), "no clip lies over the left edge, so no name sticks to it"
    view.arrange.viewport.pan(view.x(2 * BAR + BAR // 2))
    view.settle(qtbot)
    drawn.clear()
    view.arrange.viewport.pan(10)
    QApplication.processEvents()
    qtbot.waitUntil(view.is_still)
    sticking = [rect for rect in drawn if rect.left() < width - 10]
    assert sticking
    clip = view.row(0)
    assert all(rect.top() >= clip.top and rect.bottom() < clip.bottom for rect in sticking), "of the track whose clip lies over the edge"
    assert all(rect.right() <= view.x(4 * BAR) + 10 for rect in sticking)


@pytest.fixture
def tall(view, qtbot):
    """The same with so many tracks that they don't fit."""
    for number in range(20):
        view.studio.do(edits.add_track, f"More {number}", 1, [1])
    view.settle(qtbot)
    headers = view.arrange.headers
    qtbot.waitUntil(lambda: len(headers.made) == len(view.arrange.viewport.rows), timeout=10000)
    return view


def test_a_scroll_down_the_tracks_draws_what_came_into_view(tall, qtbot):
    view, headers = tall, tall.arrange.headers
    drawn = drawn_by(view.canvas.picture)
    with Counter() as counter:
        view.arrange.viewport.scroll_to(60)
        QApplication.processEvents()
    qtbot.waitUntil(view.is_still)
    below = view.canvas.height() - 60
    assert all(rect.top() >= below - 60 for rect in drawn), "a row is drawn as a whole"
    painted = [widget for widget, _ in counter.seen if widget in headers.made.values()]
    assert len(painted) <= 3, "the others are moved as they are"


def test_a_zoom_draws_every_row_and_ends_as_if_drawn_anew(tall, qtbot):
    view = tall
    drawn = drawn_by(view.canvas.picture)
    view.arrange.viewport.zoom(1.5, 300.0)
    qtbot.waitUntil(view.is_still)
    covered = QRegion()
    for rect in drawn:
        covered += rect
    assert QRegion(view.canvas.rect()).subtracted(covered).isEmpty()
    shown = view.canvas.grab().toImage()
    view.canvas.refresh()
    assert shown == view.canvas.grab().toImage()


def test_what_an_edit_changed_is_drawn_at_once_also_while_other_things_wait(tall, qtbot):
    view = tall
    view.arrange.viewport.zoom(1.5, 300.0)
    drawn = drawn_by(view.canvas.picture)
    row = view.row(3)
    view.studio.do(edits.add_clip, row.track_id, view.source, 0, 0, 8 * BAR, "new")
    view.canvas.repaint()
    place = view.canvas.rect_of(view.row(3)).toRect()
    covered = QRegion()
    for rect in drawn:
        covered += rect
    assert QRegion(place).subtracted(covered).isEmpty()


def test_a_meter_repaints_what_its_bars_have_moved(view, qtbot):
    header = view.arrange.headers.header(view.row(0).track_id)
    quiet = TrackLevel((-60.0, -60.0), (-70.0, -70.0), (-60.0, -60.0), 0)
    header.show_level(quiet)
    QApplication.processEvents()
    with Counter() as counter:
        header.show_level(quiet._replace(peak_db=(-55.0, -55.0)))
        QApplication.processEvents()
    assert counter.of(header.meter)
    assert 0 < counter.area_of(header.meter) < 0.5 * header.meter.width() * header.meter.height()
    assert not counter.of(header.arm)
    assert all(region.boundingRect().left() >= header.meter.x() for region in counter.of(header))


def test_meters_that_are_hidden_are_told_nothing(tall, monkeypatch):
    headers, told = tall.arrange.headers, []
    rows = [row for row in tall.arrange.viewport.rows if row.kind == "track"]
    monkeypatch.setattr(TrackHeader, "show_level", lambda header, level: told.append(header.track_id))

    class AllLevels:
        tracks = dict.fromkeys([row.track_id for row in rows], object())

    tick = type("Tick", (), {"position": 0, "levels": AllLevels()})()
    headers._on_tick(tick)
    seen = {row.track_id for row in rows if row.top < headers.height()}
    assert set(told) == seen
    assert len(seen) < len(rows)
    told.clear()
    headers.hide()
    headers._on_tick(tick)
    assert told == []
