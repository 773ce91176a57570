"""What the keys and menus do with tracks: their order, folders, freezing, removing."""

from typing import TYPE_CHECKING

from daw.model import edits, folders
from daw.model.track import Track

if TYPE_CHECKING:
    from daw.ui.arrange.arrange import Arrange
    from daw.ui.view import View


def set_folded(view: "View", track_id: str, *, folded: bool) -> None:
    """Hide or show what lies in a folder."""
    rest = [one for one in view.folded if one != track_id]
    view.folded = [*rest, track_id] if folded else rest


class TrackCommands:
    """Works on the track in focus, or on all chosen ones."""

    def __init__(self, view: "Arrange") -> None:
        self._view, self._studio = view, view.studio

    @property
    def _track(self) -> Track | None:
        return next((one for one in self._studio.session.tracks if one.id == self._studio.selection.track), None)

    @property
    def chosen(self) -> list[Track]:
        """The chosen tracks but the master, in the order of the song."""
        ids = self._studio.selection.tracks
        return [track for track in self._studio.session.tracks if track.id in ids and track.kind != "master"]

    def move(self, way: int) -> None:
        """Move the track in focus one place up or down."""
        if self._studio.selection.track is not None:
            self._view.headers.carry.step(self._studio.selection.track, way)

    def delete(self) -> None:
        """Remove the chosen tracks."""
        chosen = self.chosen
        if len(chosen) == 1:
            self._studio.do(edits.remove_track, chosen[0].id)
        elif chosen:
            self._studio.do_all(f"Remove {len(chosen)} tracks", [(edits.remove_track, (track.id,)) for track in chosen])

    # folders

    def new_folder(self) -> None:
        """Put the chosen tracks into a new folder."""
        self._view.headers.carry.make_folder([track.id for track in self.chosen])

    @property
    def in_folder(self) -> bool:
        """Whether the track in focus is in a folder."""
        return self._studio.selection.track in folders.parents(self._studio.session)

    def leave_folder(self) -> None:
        """Take the track in focus out of its folder."""
        if self._studio.selection.track is not None:
            self._view.headers.carry.leave(self._studio.selection.track)

    @property
    def is_folder(self) -> bool:
        """Whether the track in focus is a folder."""
        return self._studio.selection.track in folders.parents(self._studio.session).values()

    def toggle_fold(self) -> None:
        """Hide or show what lies in the folder in focus."""
        track = self._track
        if track is not None:
            set_folded(self._studio.view, track.id, folded=track.id not in self._studio.view.folded)

    # freezing

    @property
    def can_freeze(self) -> bool:
        """Whether the track in focus is frozen, or has something to freeze."""
        track = self._track
        return track is not None and (track.frozen is not None or bool(track.clips))

    def toggle_freeze(self) -> None:
        """Let the track in focus play a file of its sound, or its clips and effects again."""
        track = self._track
        if track is None:
            return
        if track.frozen is not None:
            self._studio.do(edits.unfreeze_track, track.id)
        else:
            self._view.sounds.sounds.freeze(track)
