"""Which files are worth asking whether they are audio, and those that a drag carries."""

from pathlib import Path

from PySide6.QtCore import QMimeData

SUFFIXES = frozenset(
    [".wav", ".wave", ".bwf", ".w64", ".rf64", ".aif", ".aiff", ".aifc", ".caf", ".flac", ".mp3", ".ogg", ".oga", ".opus", ".au", ".snd"]
)  # what is worth asking libsndfile about


def is_audio(path: Path) -> bool:
    """Whether a file's name says it is audio."""
    return path.suffix.lower() in SUFFIXES


def local_files(data: QMimeData) -> list[Path]:
    """The files a drag carries."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
