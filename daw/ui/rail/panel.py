"""What every panel of the rail is made of: a title, and a column that scrolls."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from daw.ui.metrics import SEMIBOLD, TITLE, px
from daw.ui.widgets.ground import Ground
from daw.ui.widgets.label import Label
from daw.ui.widgets.scrollpanel import ScrollPanel


class Panel(Ground):
    """head : beneath the title, above what scrolls.  foot : below it.  column : what scrolls; a stretch is its last item"""

    def __init__(self, title: str) -> None:
        super().__init__("panel")
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(12), px(12), px(8), px(8))
        outer.setSpacing(px(8))
        outer.addWidget(Label(title, size=TITLE, weight=SEMIBOLD))
        self.head = QVBoxLayout()
        outer.addLayout(self.head)
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, px(4), 0)
        self.column.setSpacing(px(2))
        self.column.addStretch(1)
        self._scroll = ScrollPanel(content)
        outer.addWidget(self._scroll, 1)
        self.foot = QVBoxLayout()
        self.foot.setSpacing(px(2))
        outer.addLayout(self.foot)

    def put(self, widget: QWidget) -> None:
        """Add something at the end of the column."""
        self.column.insertWidget(self.column.count() - 1, widget)

    def drop(self, widget: QWidget) -> None:
        """Take something out of the column again."""
        self.column.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def reveal(self, widget: QWidget) -> None:
        """Scroll so far that something in the column is seen."""
        self.column.activate()
        self._scroll.ensureWidgetVisible(widget, 0, px(8))
