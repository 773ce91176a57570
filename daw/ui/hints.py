"""Three hints, each shown once in a person's life, at the moment it is of use."""

from typing import TYPE_CHECKING

from daw.ui.widgets.toast import Notice

if TYPE_CHECKING:
    from daw.ui.studio import Studio

HINTS = {
    "first-take": Notice("That’s take 1.", "Press R to do another, Space to listen."),
    "second-take": Notice("Drag across a take to use that part.", "The lanes under the track hold all takes; none is ever lost."),
    "first-bounce": Notice("Every bounce is measured.", "Its loudness and its true peak stand in the closing line."),
}


def show_hint(studio: "Studio", name: str) -> bool:
    """Show a hint, unless it was shown before; whether it is shown."""
    shown = studio.preferences.hints_shown
    if name in shown:
        return False
    studio.prefer(hints_shown=(*shown, name))
    hint = HINTS[name]
    studio.notify(hint)
    studio.say(f"{hint.title} {hint.text}")
    return True


def after_take(studio: "Studio") -> None:
    """A take was kept: the first one ever is greeted, the first second one is explained."""
    most = max((sum(not take.hidden for take in track.takes) for track in studio.session.tracks), default=0)
    if most >= 2:
        show_hint(studio, "second-take")
    elif most == 1:
        show_hint(studio, "first-take")
