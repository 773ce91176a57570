"""The Record view: the first steps over an empty song, and the panel of inputs."""

from typing import TYPE_CHECKING

from daw.ui.record.firststeps import FirstSteps

if TYPE_CHECKING:
    from daw.ui.studio import Studio

__all__ = ["FirstSteps", "register"]


def register(studio: "Studio") -> None:
    """Make the actions known."""

    def show_steps() -> None:
        if studio.window is not None:
            for card in studio.window.findChildren(FirstSteps):
                card.show_again()

    studio.actions.add("help.first-steps", "Show the first steps", show_steps, keywords="begin start tutorial record card")
