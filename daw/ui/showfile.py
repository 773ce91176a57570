"""Files in the system's own programs: hear one, show one in its folder."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def play_file(path: Path) -> bool:
    """Open a file with the program the system has for it; whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_in_folder(path: Path) -> bool:
    """Open the folder a file lies in."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
