"""All controls of the real window, found by themselves: what they are called, how they are reached, seen and hit; and every text fits."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenuBar, QWidget

from daw import preferences
from daw.ui import metrics, stylesheet, zoneparts
from daw.ui.places import PAGES
from daw.ui.shortcuts import zone_of
from daw.ui.studio import Studio
from daw.ui.widgets.accessible import install
from daw.ui.widgets.control import Control
from daw.ui.widgets.label import Label
from daw.ui.window import Window
from tests.ui import census
from tests.ui.wholesong import whole_song
from tests.ui.widgets.hand import wheel

LEAST = 20  # pixels of a hit area
NARROW = {"InsertSlot": 18, "AddSlot": 18, "Bar": 16, "PeakNumber": 14, "NumberField": 14, "FocusProxy": 1}  # in strips, with gaps between
WALKED = ("record, inputs", "mix, mixer")  # going round takes seconds
VALUED = {QAccessible.Role.Slider, QAccessible.Role.Dial, QAccessible.Role.SpinBox, QAccessible.Role.ComboBox, QAccessible.Role.CheckBox}


@pytest.fixture(scope="module")
def window(qapp, tmp_path_factory) -> Iterator[Window]:
    """The window on a song with one of everything, without sound; one for all tests."""
    stylesheet.install(qapp)
    install()
    document = whole_song(tmp_path_factory.mktemp("census") / "song")
    studio = Studio(document)
    one = Window(studio)
    one.resize(1600, 1000)
    one.show()
    one.activateWindow()
    yield one
    one.close()
    one.deleteLater()
    studio.close()
    document.close()
    preferences.save(preferences.Preferences())
    metrics.set_scale(100)


def places(window: Window) -> Iterator[str]:
    """Bring every part of the window to sight, one after the other: pages of the dock, panels of the rail, editors."""
    studio = window.studio
    studio.selection.select_track(studio.session.tracks[0].id)
    for view, pages in PAGES.items():
        studio.view.layout = view
        for page in pages:
            studio.show_dock(page)
            yield _settled(f"{view}, {page}")
    studio.show_dock("mixer")
    for panel in [name for name, *_ in zoneparts.panels()]:
        window.places.show_panel(panel)
        yield _settled(f"panel {panel}")
        window.places.show_panel(panel)
    for slot in studio.session.tracks[1].slots:
        studio.open_editor(slot.id)
        yield _settled(f"editor {slot.effect}")


def _settled(place: str) -> str:
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return place


def everyone(window: Window) -> Iterator[tuple[str, QWidget]]:
    """Every control of the window once, while it can be seen, with the place it stands in."""
    met: set[str] = set()
    for place in places(window):
        for one in census.interactive(window):
            who = census.described(one)
            if who not in met:
                met.add(who)
                yield f"{place}: {who}", one


def test_every_control_says_what_it_is(window):
    wrong = []
    for who, one in everyone(window):
        face = QAccessible.queryAccessibleInterface(one)
        role = face.role() if face is not None else QAccessible.Role.NoRole
        if not one.accessibleName().strip():
            wrong.append(f"no name: {who}")
        if role in (QAccessible.Role.NoRole, QAccessible.Role.Client):
            wrong.append(f"no role: {who}")
        if role in VALUED and not face.text(QAccessible.Text.Value):
            wrong.append(f"no value: {who}")
        if role != QAccessible.Role.Graphic and not (one.toolTip() or one.accessibleDescription() or one.statusTip()):
            wrong.append(f"nothing says what it does: {who}")
    assert not wrong, "\n".join(sorted(set(wrong)))


def test_every_control_shows_that_it_has_the_focus(window):
    unseen = []
    for who, one in everyone(window):
        if not one.focusPolicy() & Qt.FocusPolicy.TabFocus or not one.isEnabled() or isinstance(one, QMenuBar) or one.width() < LEAST:
            continue
        window.setFocus()
        without = one.grab().toImage()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        if not one.hasFocus():
            unseen.append(f"does not take it: {who}")
        elif one.grab().toImage() == without:
            unseen.append(f"looks the same: {who}")
    assert not unseen, "\n".join(sorted(set(unseen)))


def test_every_control_is_large_enough_to_be_hit(window):
    small = [
        f"{one.width()} × {one.height()}: {who}" for who, one in everyone(window)
        if min(one.width(), one.height()) < NARROW.get(type(one).__name__, LEAST)
    ]  # fmt: skip
    assert not small, "\n".join(sorted(set(small)))


def walk(key: Qt.Key, met: set[QWidget]) -> None:
    """Press Tab or Shift+Tab until the focus comes to where it was before."""
    first = True
    while (focus := QApplication.focusWidget()) is not None and (first or focus not in met):
        first = False
        met.add(focus)
        QTest.keyClick(focus, key)


def test_every_control_is_reached_by_f6_and_tab(window):
    lost: list[str] = []
    for place in places(window):
        if place not in WALKED:
            continue
        wanted = {
            one for one in census.interactive(window)
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled() and zone_of(one) not in ("canvas", "menu")
        }  # fmt: skip
        lost.extend(f"{place}, in no zone: {census.described(one)}" for one in wanted if zone_of(one) not in window.zones.present())
        met: set[QWidget] = set()
        for zone in sorted({zone_of(one) for one in wanted}):
            for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):  # the canvas keeps Tab, so a zone is left at one end only
                entry = window.zones.entry(zone)
                if entry is not None:
                    entry.setFocus(Qt.FocusReason.TabFocusReason)
                    walk(key, met)
        lost.extend(f"{place}: {census.described(one)}" for one in wanted - met)
    assert not lost, "\n".join(sorted(set(lost)))


def test_the_wheel_over_a_control_without_the_focus_changes_nothing(window):
    before, changed = window.studio.session, []
    for who, one in everyone(window):
        if isinstance(one, Control) and not one.hasFocus():
            shown = one.value
            if wheel(one, 1.0) or one.value != shown:
                changed.append(who)
    assert not changed, "\n".join(sorted(set(changed)))
    assert window.studio.session is before


@pytest.mark.parametrize("size", [(1600, 1000), (1100, 680)], ids=str)
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_no_word_of_the_program_is_cut_and_long_names_end_in_an_ellipsis_and_a_tooltip(window, monkeypatch, percent, size):
    session = window.studio.session
    names = {
        session.name,
        *(one.name for one in (*session.sections, *session.tracks, *(clip for track in session.tracks for clip in track.clips))),
    }
    window.resize(*size)
    metrics.set_scale(percent)
    wrong = []
    try:
        for place in places(window):
            with census.listening(monkeypatch) as cuts:
                window.grab()
            for cut in (*cuts, *census.stock_cuts(window)):
                hint = isinstance(cut.who, Label) and "." in cut.text[:-1]  # a sentence of help
                if not hint and not any(name in cut.text for name in names):
                    wrong.append(f"{place}: {cut}")
                elif isinstance(cut.who, Label) and cut.text not in cut.who.toolTip():
                    wrong.append(f"{place}, no tooltip: {cut}")
            wrong.extend(f"{place}, over the edge: {census.described(one)}" for one in census.outside(window))
    finally:
        metrics.set_scale(100)
        window.resize(1600, 1000)
    assert not wrong, "\n".join(sorted(set(wrong)))
