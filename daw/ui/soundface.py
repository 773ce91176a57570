"""What the window shows of the sound: the engine's pill, progress while it is prepared, and a banner when a device fails."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from daw.ui.devicewords import plain_name, trouble_words
from daw.ui.sound import Loss, Sound
from daw.ui.studio import Studio, Tick
from daw.ui.timetext import clock_text
from daw.ui.widgets.toast import Notice
from daw.ui.window import Window

DROPOUTS_SHOWN = 3  # in the pill from so many on


class SoundFace(QObject):
    """Ties a Sound to a Window."""

    def __init__(self, studio: Studio, window: Window, sound: Sound) -> None:
        super().__init__(window)
        self._studio, self._window, self._sound = studio, window, sound
        self._seen = 0  # dropouts told of
        sound.progressed.connect(self._on_progress)
        sound.troubled.connect(self._on_trouble)
        sound.lost.connect(self._on_lost)
        sound.returned.connect(self._on_returned)
        sound.missed.connect(self._on_missed)
        sound.ready.connect(self._on_ready)
        studio.engine_changed.connect(self.show)
        studio.ticked.connect(self._on_tick)
        window.made.connect(self._on_made)
        self._on_made()

    def _on_made(self) -> None:
        """The window's zones are new: tie to them."""
        self._window.menu_row.engine.clicked.connect(self.open_settings)
        self._window.status.dropouts_asked.connect(self.tell_dropouts)
        self.show()

    def show(self) -> None:
        """Show the state as it is."""
        sound, show = self._sound, self._window.menu_row.show_engine
        if sound.share < 1.0:
            show(sound.words, "mute")
        elif self._studio.engine is None:
            show("No sound", "rec")
        elif sound.trouble or sound.silent:
            show(sound.describe(), "mute")
        elif self._seen:
            show(f"{self._seen} dropout{'s' if self._seen > 1 else ''}", "mute")
        else:
            show(sound.describe(), "play")
        self._window.progress.set_share(sound.share if sound.share < 1.0 else None)

    def _on_ready(self) -> None:
        if not self._sound.trouble:
            self._window.banner.hide()
        self.show()

    def _on_progress(self, _words: str, share: float) -> None:
        if share < 1.0:
            self.show()

    def _on_trouble(self, words: str) -> None:
        text = trouble_words(words)
        self._window.banner.say(
            f"{text}  The song plays silently until then; everything else works.", self._ways("Try again", "Choose device")
        )
        self._studio.announce(text, assertive=True)

    def _on_lost(self, loss: Loss) -> None:
        name = plain_name(loss.name)
        safe = f"  Your take is safe up to {clock_text(loss.position / self._studio.sample_rate)}." if loss.was_recording else ""
        text = f"{name} {'has ended' if name == 'JACK' else 'was unplugged'}.{safe}"
        self._window.banner.say(text, self._ways("Reconnect", "Use other input"), level="error")
        self._studio.announce(text, assertive=True)
        self.show()

    def _on_missed(self, name: str) -> None:
        text = f"{plain_name(name)} is not there yet.  It is taken up again as soon as it is."
        if self._sound.holds_dead:
            text = f"{plain_name(name)} has ended and does not let go.  Once it runs again, restart this program."
        self._window.banner.say(text, self._ways("Reconnect", "Use other input"), level="error")
        self._studio.announce(text)

    def _on_returned(self, name: str) -> None:
        self._window.banner.hide()
        text = f"{plain_name(name)} is back."
        self._studio.say(text)
        self._studio.announce(text)

    def _ways(self, again: str, other: str) -> list[tuple[str, Callable[[], object]]]:
        """The two buttons of the banner."""
        return [(again, self._sound.again), (other, self._choose_device)]

    def _choose_device(self) -> None:
        self._studio.actions.trigger("file.audio-settings")

    def _on_tick(self, tick: Tick) -> None:
        count = len(tick.levels.dropouts) if tick.levels is not None else 0
        if count != self._seen:
            self._seen = count
            self.show()

    def open_settings(self, *_: object) -> None:
        """The pill was clicked: after dropouts tell of them, else open Audio settings."""
        if self._seen and self.sender() is self._window.menu_row.engine:
            self.tell_dropouts()
        else:
            self._studio.actions.trigger("file.audio-settings")

    def tell_dropouts(self) -> None:
        """List when sound was lost, with a way to mark the places."""
        engine = self._studio.engine
        lost = engine.levels().dropouts if engine is not None else ()
        if not lost:
            self._studio.notify(Notice("No dropouts.", "Nothing was lost since the sound was started."))
            return
        from daw.ui.timetext import time_text

        times = ", ".join(f"{time_text(frame, self._studio.sample_rate)} ({what})" for frame, what in lost[-6:])
        words = f"{len(lost)} dropout{'s' if len(lost) > 1 else ''}."
        self._studio.notify(Notice(words, f"At {times}. A larger buffer helps.", "warning", (("Add markers", self._mark),)))

    def _mark(self) -> None:
        from daw.model import edits

        engine = self._studio.engine
        lost = engine.levels().dropouts if engine is not None else ()
        frames = sorted({frame for frame, _ in lost})[:100]
        self._studio.do_all("Mark dropouts", [(edits.add_marker, ("Dropout", max(0, frame))) for frame in frames])
