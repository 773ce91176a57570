"""Windows that ask: the bounce, audio settings, calibration, the start."""

from typing import TYPE_CHECKING

from daw.ui.dialogs.audiosettings import AudioSettings
from daw.ui.dialogs.bounce import BounceDialog

if TYPE_CHECKING:
    from daw.ui.studio import Studio


def register(studio: "Studio") -> None:
    """Make the dialogs' actions known."""
    opened: dict[str, BounceDialog] = {}

    def open_bounce() -> None:
        dialog = opened.get("bounce")
        if dialog is None:
            dialog = opened["bounce"] = BounceDialog(studio, studio.window)
            dialog.started.connect(show_row)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def show_row(bouncing: object) -> None:
        from daw.ui.bouncerow import BounceRow
        from daw.ui.bouncing import Bouncing

        if studio.window is not None and isinstance(bouncing, Bouncing):
            BounceRow(studio, bouncing, studio.window)

    settings: list[AudioSettings] = []

    def open_settings() -> None:
        if not settings:
            settings.append(AudioSettings(studio, studio.window))
        settings[0].list_devices()
        settings[0].show_state()
        settings[0].show()
        settings[0].raise_()
        settings[0].activateWindow()

    studio.actions.add("file.audio-settings", "Audio settings…", open_settings, keywords="device buffer latency calibrate round trip sound")
    studio.actions.add("file.bounce", "Bounce…", open_bounce, "Ctrl+B", keywords="export render mixdown master file")
