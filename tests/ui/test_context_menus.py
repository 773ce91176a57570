"""Context menus: the Menu key opens one at the thing in focus, short, with keys and reasons; every item of each can be done."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QWidget
from shiboken6 import isValid

from daw.ui import stylesheet
from daw.ui.shortcuts import zone_of
from daw.ui.studio import Studio
from daw.ui.window import Window
from tests.ui import census
from tests.ui.wholesong import BAR, whole_song

MOST = 12  # items of one level


@pytest.fixture
def window(qapp, tmp_path, monkeypatch):
    for name, nothing in {
        "getOpenFileName": ("", ""),
        "getOpenFileNames": ([], ""),
        "getSaveFileName": ("", ""),
        "getExistingDirectory": "",
    }.items():
        monkeypatch.setattr(QFileDialog, name, lambda *_args, _nothing=nothing, **_more: _nothing)
    stylesheet.install(qapp)
    document = whole_song(tmp_path / "song")
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


def settle() -> None:
    for _ in range(2):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def menu_of(widget: QWidget, at: QPoint | None = None) -> QMenu | None:
    """The menu the Menu key opens at a widget (or the right button, at a place of it)."""
    reason = QContextMenuEvent.Reason.Keyboard if at is None else QContextMenuEvent.Reason.Mouse
    place = widget.rect().center() if at is None else at
    QApplication.sendEvent(widget, QContextMenuEvent(reason, place, widget.mapToGlobal(place)))
    QApplication.processEvents()
    found = QApplication.activePopupWidget()
    return found if isinstance(found, QMenu) else None


def leaves(menu: QMenu) -> list[QAction]:
    """Every item of a menu and of the menus within it."""
    found: list[QAction] = []
    for item in menu.actions():
        if item.menu() is not None:
            found.extend(leaves(item.menu()))
        elif not item.isSeparator():
            found.append(item)
    return found


def levels(menu: QMenu) -> list[QMenu]:
    return [menu, *(deeper for item in menu.actions() if item.menu() is not None for deeper in levels(item.menu()))]


def one_of_each(window: Window) -> dict[str, QWidget]:
    """A widget of each class that is in sight and opens a menu."""
    found: dict[str, QWidget] = {}
    for widget in census.interactive(window):
        kind = f"{zone_of(widget)} {type(widget).__name__}"
        if kind in found or not widget.isEnabled() or isinstance(widget, QLineEdit):  # whose menu is Qt's own
            continue
        menu = menu_of(widget)
        if menu is not None:
            found[kind] = widget
            menu.close()
            settle()
    return found


def show(window: Window, view: str, page: str) -> None:
    window.studio.view.layout = view
    window.studio.show_dock(page)
    window.studio.selection.select_track(window.studio.session.tracks[0].id)
    settle()


@pytest.mark.parametrize(("view", "page"), [("record", "inputs"), ("mix", "mixer"), ("mix", "effects")])
def test_menus_are_short_say_why_not_and_every_item_can_be_done(window, view, page):
    show(window, view, page)
    wrong: list[str] = []
    done: set[str] = set()
    for kind, widget in one_of_each(window).items():
        menu = menu_of(widget) if isValid(widget) and widget.isVisible() else None
        if menu is None:
            continue
        wrong.extend(
            f"{kind}: {len(one.actions())} items" for one in levels(menu) if sum(not i.isSeparator() for i in one.actions()) > MOST
        )
        wrong.extend(f"{kind}: “{item.text()}” does not say why" for item in leaves(menu) if not item.isEnabled() and not item.statusTip())
        wanted = {item.text() for item in leaves(menu) if item.isEnabled()} - done
        menu.close()
        for text in sorted(wanted):
            done.add(text)
            now = next((one for one in census.interactive(window) if f"{zone_of(one)} {type(one).__name__}" == kind), None)
            menu = menu_of(now) if now is not None else None
            item = next((one for one in leaves(menu) if one.text() == text), None) if menu is not None else None
            if item is not None:
                item.trigger()
            if menu is not None and isValid(menu):
                menu.close()
            settle()
            popup = QApplication.activePopupWidget()
            if popup is not None:
                popup.close()
            assert QApplication.activeModalWidget() is None, f"{kind}, {text}"
            if not window.studio.session.tracks[0].takes or window.studio.view.layout != view:
                window.studio.undo()
                show(window, view, page)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("what", ["clip", "take", "point", "section", "empty"])
def test_the_menu_key_opens_a_menu_at_what_is_in_focus(window, what):
    studio = window.studio
    show(window, "mix", "mixer")
    track = studio.session.tracks[1 if what == "clip" else 0]
    canvas = window.arrange.canvas
    studio.selection.select_track(track.id)
    match what:
        case "clip":
            studio.selection.select_clips([track.clips[0].id])
        case "take":
            studio.view.show_lane(track.id, "takes", shown=True)
            studio.selection.select_take(track.takes[0].id, track=track.id)
        case "point":
            studio.view.show_lane(track.id, "auto:fader_db", shown=True)
            studio.selection.select_points(track.id, "fader_db", [0])
        case "empty":
            studio.selection.set_range(0, BAR)
    settle()
    if what == "section":
        lane = next(one for one in window.arrange.findChildren(QWidget) if type(one).__name__ == "SectionLane")
        lane.setFocus()
        menu = menu_of(lane)
    else:
        canvas.proxy.setFocus(Qt.FocusReason.TabFocusReason)
        assert studio.actions.trigger("view.menu")
        QApplication.processEvents()
        menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert leaves(menu)
    menu.close()
