"""The Record view: the first steps over an empty song, and the panel of inputs."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from daw.ui.record.firststeps import FirstSteps

if TYPE_CHECKING:
    from daw.model.take import Take
    from daw.ui.studio import Studio

__all__ = ["FirstSteps", "register"]


def register(studio: "Studio") -> None:
    """Make the actions known."""
    from daw.ui import recording

    def show_steps() -> None:
        if studio.window is not None:
            studio.view.layout = "record"
            for card in studio.window.findChildren(FirstSteps):
                card.show_again()

    add = studio.actions.add
    add("help.first-steps", "Show the first steps", show_steps, keywords="begin start tutorial record card")

    def has_take() -> bool:
        return studio.recording or studio.selection.take is not None

    for stars in range(6):
        words = f"Rate the take: {stars} star{'' if stars == 1 else 's'}" if stars else "Rate the take: no stars"
        add(f"take.rate-{stars}", words, partial(recording.rate, studio, stars), str(stars), enabled=has_take,
            why="Choose a take first.", keywords="stars rating", first=True)  # fmt: skip

    def is_idle() -> bool:
        return not studio.recording and recording.last_take(studio.session) is not None

    idle = {"enabled": is_idle, "why": "There is no finished take."}
    add("take.discard", "Discard the last take, or bring it back", partial(recording.discard_last, studio), "Shift+Backspace",
        keywords="delete undo bad", **idle)  # type: ignore[arg-type]  # fmt: skip
    add("take.again", "Record again: discard the last take and begin where it began", partial(recording.record_again, studio), "Ctrl+R",
        keywords="redo retry take", enabled=lambda: recording.last_take(studio.session) is not None or studio.recording,
        why="There is no take yet.")  # fmt: skip
    add("take.note", "Write a note on the take", partial(_note, studio), "Alt+N", enabled=lambda: _chosen(studio) is not None,
        why="Choose a take first.", keywords="comment")  # fmt: skip
    add("take.play-last", "Play the last take alone", partial(_play_last, studio), keywords="listen audition", **idle)  # type: ignore[arg-type]


def _chosen(studio: "Studio") -> "Take | None":
    """The chosen take, or the last one."""
    from daw.ui import recording

    takes = [take for track in studio.session.tracks for take in track.takes]
    return next((take for take in takes if take.id == studio.selection.take), None) or recording.last_take(studio.session)


def _note(studio: "Studio") -> None:
    from daw.ui.arrange.takemenu import note_take

    take, window = _chosen(studio), studio.window
    if take is not None and window is not None:
        focused = QApplication.focusWidget() or window
        note_take(studio, take, focused.mapToGlobal(focused.rect().center()))


def _play_last(studio: "Studio") -> None:
    from daw.ui import recording

    take = recording.last_take(studio.session)
    if take is not None:
        recording.play_take(studio, take.id)
