"""The bin of a song: how much nothing uses any more, and the question before it is deleted from the disk."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from daw.model import edits, media
from daw.ui.browser.things import size_text
from daw.ui.metrics import SECONDARY, px
from daw.ui.widgets.button import Button
from daw.ui.widgets.label import Paragraph
from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.ui.studio import Studio

NAMED = 20  # files the question names


class CleanUp(QWidget):
    """What nothing uses, with a button that deletes it; asking first, as everything that deletes from the disk does."""

    def __init__(self, studio: "Studio", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self.files: tuple[Path, ...] = ()
        self.told = Paragraph(size=SECONDARY)
        self.button = Button("Clean up…", icon="trash", help="Deletes from the disk what nothing in the song uses; asks first.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(6), px(4), px(4))
        column.setSpacing(px(6))
        column.addWidget(self.told)
        column.addWidget(self.button)
        self.button.clicked.connect(self.ask)

    def refresh(self) -> None:
        """See what nothing uses."""
        folder = self._studio.document.folder
        can = folder is not None and not self._studio.document.read_only and not self._studio.recording
        self.files = media.unused(folder, self._studio.session) if folder is not None and can else ()
        count = len(self.files)
        words = f"{count} file{'' if count == 1 else 's'} nothing uses, {size_text(self._bytes())}." if count else "Every file is in use."
        self.told.set_text(words)
        self.button.setEnabled(bool(count))

    def _bytes(self) -> int:
        return sum(one.stat().st_size for one in self.files if one.is_file())

    def ask(self, *_: object) -> bool:
        """Delete after a question; whether that was done."""
        self.refresh()
        if not self.files or not self._agreed():
            return False
        studio, folder = self._studio, self._studio.document.folder
        if folder is None or (edits.clean_up(studio.session) != studio.session and not studio.do(edits.clean_up)):
            return False
        if any(one in self.files for one in (folder / source.path for source in studio.session.sources)):
            return False  # the song still wants one of them
        from daw.audio.peaks import cache_path

        freed, left = 0, []
        for one in self.files:
            size = one.stat().st_size if one.is_file() else 0
            try:
                one.unlink(missing_ok=True)
                cache_path(folder, f"audio/{one.name}").unlink(missing_ok=True)
                freed += size
            except OSError as problem:
                left.append(f"{one.name}: {problem.strerror or problem}")
        if left:
            studio.notify(Notice(f"{len(left)} files could not be deleted.", "; ".join(left[:3]), "warning"))
        studio.say(f"Cleaned up: {size_text(freed)} freed.")
        self.refresh()
        return True

    def _agreed(self) -> bool:
        """One of the three questions that hold the program up: deleting files from the disk."""
        count = len(self.files)
        named = "\n".join(f"{one.name}, {size_text(one.stat().st_size)}" for one in self.files[:NAMED])
        more = f"\nand {count - NAMED} more" if count > NAMED else ""
        box = QMessageBox(self)
        box.setWindowTitle("Clean up")
        box.setText(f"Delete {count} file{'' if count == 1 else 's'} ({size_text(self._bytes())}) from the disk?")
        box.setInformativeText(f"Nothing in the song uses them. Undo can’t bring them back.\n\n{named}{more}")
        delete = box.addButton("Delete", QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton("Keep", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        return box.clickedButton() is delete
