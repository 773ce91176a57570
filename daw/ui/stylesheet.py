"""The look of Qt's own widgets (menus, text fields, lists, scroll bars), made from the theme and the scale."""

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from daw.ui import metrics, theme
from daw.ui.metrics import BODY, SECONDARY, px
from daw.ui.theme import Theme


def stylesheet(used: Theme) -> str:
    """The rules for one theme at the present scale."""
    line = used.border if used.borders else used.edge
    rules = {
        "QToolTip": f"background: {_code(used.raised)}; color: {_code(used.text)}; border: 1px solid {_code(used.border)};"
        f" padding: {px(5)}px {px(8)}px; font-size: {px(SECONDARY)}px;",
        "QMenu": f"background: {_code(used.raised)}; color: {_code(used.text)}; border: 1px solid {_code(used.border)};"
        f" padding: {px(4)}px; font-size: {px(BODY)}px;",
        "QMenu::item": f"padding: {px(5)}px {px(28)}px {px(5)}px {px(26)}px; border-radius: {px(4)}px; background: transparent;",
        "QMenu::item:selected": f"background: {_code(used.lit_accent)}; color: {_code(used.on_accent)};",
        "QMenu::item:disabled": f"color: {_code(used.text3)};",
        "QMenu::separator": f"height: 1px; background: {_code(line)}; margin: {px(4)}px {px(8)}px;",
        "QMenu::icon": f"padding-left: {px(8)}px;",
        "QMenuBar": f"background: transparent; color: {_code(used.text2)}; font-size: {px(BODY)}px;",
        "QMenuBar:focus": f"background: {_code(used.raised)}; border-radius: {px(4)}px;",
        "QMenuBar::item": f"padding: {px(6)}px {px(10)}px; border-radius: {px(4)}px; background: transparent;",
        "QMenuBar::item:selected": f"background: {_code(used.control)}; color: {_code(used.text)};",
        "QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox": f"background: {_code(used.field)}; color: {_code(used.text)};"
        f" border: 1px solid {_code(line)}; border-radius: {px(3)}px; padding: {px(3)}px {px(7)}px;"
        f" selection-background-color: {_code(used.lit_accent)}; selection-color: {_code(used.on_accent)};",
        "QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus": f"border: {px(2)}px solid {_code(used.accent)};",
        "QListView, QTreeView, QTableView": f"background: {_code(used.canvas)}; color: {_code(used.text)}; border: none; outline: none;"
        f" alternate-background-color: {_code(used.canvas2)}; gridline-color: {_code(used.edge)};",
        "QListView::item, QTreeView::item, QTableView::item": f"padding: {px(4)}px {px(8)}px;",
        "QListView::item:selected, QTreeView::item:selected, QTableView::item:selected": f"background: {_code(used.lit_accent)};"
        f" color: {_code(used.on_accent)};",
        "QHeaderView::section": f"background: {_code(used.panel)}; color: {_code(used.text3)}; border: none; padding: {px(6)}px {px(8)}px;",
        "QScrollArea": "background: transparent; border: none;",
        "QScrollBar:vertical": f"background: transparent; width: {px(10)}px; margin: 0;",
        "QScrollBar:horizontal": f"background: transparent; height: {px(10)}px; margin: 0;",
        "QScrollBar::handle": f"background: {_code(used.hover)}; border-radius: {px(3)}px; margin: {px(2)}px;",
        "QScrollBar::handle:vertical": f"min-height: {px(24)}px;",
        "QScrollBar::handle:horizontal": f"min-width: {px(24)}px;",
        "QScrollBar::handle:hover": f"background: {_code(used.border)};",
        "QScrollBar::add-line, QScrollBar::sub-line": "width: 0; height: 0;",
        "QScrollBar::add-page, QScrollBar::sub-page": "background: transparent;",
        "QSplitter::handle": f"background: {_code(used.line)};",
        "QDialog": f"background: {_code(used.panel)}; color: {_code(used.text)};",
    }
    return "\n".join(f"{selector} {{ {rule} }}" for selector, rule in rules.items())


DRESSED = "dressed"  # the property of an application that wears the stylesheet


def install(app: QApplication) -> None:
    """Dress Qt's own widgets now and whenever the theme or the scale changes.  A second time does nothing."""
    if app.property(DRESSED):
        return
    app.setProperty(DRESSED, True)
    app.setStyle("Fusion")
    app.setPalette(theme.palette(theme.current()))
    app.setFont(metrics.font(BODY))

    def dress() -> None:
        app.setStyleSheet(stylesheet(theme.current()))

    dress()
    theme.changes.changed.connect(dress)
    metrics.changes.changed.connect(dress)


def _code(color: QColor) -> str:
    return color.name()
