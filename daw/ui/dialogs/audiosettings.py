"""Audio settings: device, buffer with its round trip, and calibration; every change takes effect at once, without a restart."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from daw import preferences
from daw.ui.devicewords import plain_name
from daw.ui.dialogs.calibration import CalibrationSteps
from daw.ui.dialogs.form import Form
from daw.ui.hotplug import plugged
from daw.ui.metrics import px
from daw.ui.record.hearing import NO_INPUT
from daw.ui.widgets.button import LINK, PRIMARY, Button
from daw.ui.widgets.menubutton import MenuButton

if TYPE_CHECKING:
    from daw.engine.engine import Engine
    from daw.ui.studio import Studio

BUFFERS = (32, 64, 128, 256, 512, 1024, 2048)
SYSTEM, SILENT = "", "null"
LOOK_MS = 1500


class AudioSettings(Form):
    """Applies through `Sound`; while the song plays everything waits.  While it is open, devices that are plugged in appear in it."""

    def __init__(self, studio: "Studio", parent: QWidget | None = None) -> None:
        super().__init__("Audio settings", parent, width=560)
        self._studio = studio
        self._plugged = plugged()
        self.device = MenuButton("Device", [(SYSTEM, "System’s choice"), (SILENT, "No device (silent)")], width=300)
        self.again = Button("Look again", look=LINK, help="Looks for devices that were plugged in; only while the song is stopped.")
        self.buffer = MenuButton("Buffer", (), width=300)
        self.row("Device", self.device, self.again)
        self.row("Buffer", self.buffer)
        self.state = self.text()
        self.trip = self.text()
        self.column.addSpacing(px(6))
        self.steps = CalibrationSteps(studio)
        self.column.addWidget(self.steps)
        self.column.addSpacing(px(8))
        self.leave = Button("Done", look=PRIMARY)
        self.column.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignRight)
        self.leave.clicked.connect(self._on_close)
        self.device.moved.connect(self._on_device)
        self.buffer.moved.connect(self._on_buffer)
        self.again.clicked.connect(self.look_again)
        self.steps.changed.connect(self.show_state)
        studio.engine_changed.connect(self._on_engine)
        studio.transport_changed.connect(self.show_state)
        if studio.sound is not None:
            studio.sound.ready.connect(self.show_state)
            studio.sound.listed.connect(self.show_devices)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._on_timer)
        self.show_devices()
        self.show_state()

    # ---- what is shown

    def list_devices(self) -> None:
        """Have the devices listed anew, in the sound's worker."""
        if self._studio.sound is not None:
            self._studio.sound.list_devices()

    def show_devices(self) -> None:
        """Offer the devices that are known now."""
        sound = self._studio.sound
        found = {one.full_name: one.full_name for one in sound.devices if one.outputs} if sound is not None else {}
        wish = sound.wish.device if sound is not None else None
        if wish and wish != SILENT and wish not in found:
            found[wish] = f"{plain_name(wish)} (not there)"
        self.device.set_choices([(SYSTEM, "System’s choice"), *found.items(), (SILENT, "No device (silent)")])

    def show_state(self) -> None:
        """Show the device as it is."""
        studio, engine, sound = self._studio, self._studio.engine, self._studio.sound
        wish = sound.wish if sound is not None else preferences.load()
        self.device.set_value(wish.device or SYSTEM)
        self.buffer.set_choices([(str(frames), buffer_words(engine, frames)) for frames in BUFFERS])
        self.buffer.set_value(str(wish.block_frames))
        free = engine is not None and not studio.playing and not self.steps.busy
        for control in (self.device, self.buffer, self.again):
            control.setEnabled(free)
        self.steps.show_state()
        self.state.set_text(self._state_words(engine))
        self.trip.set_text(trip_words(engine))
        self.adjustSize()

    def _state_words(self, engine: "Engine | None") -> str:
        sound = self._studio.sound
        if engine is None:
            return "The sound is being prepared."
        if type(engine.device).__name__ == "NullDevice":
            trouble = f"{sound.trouble} " if sound is not None and sound.trouble else ""
            return f"{trouble}The silent null device is in use: everything works, but nothing is heard or recorded."
        rate = f"{engine.sample_rate / 1000:g} kHz"
        inputs = f"{engine.device.inputs} inputs" if engine.device.inputs else NO_INPUT
        waits = "  Stop the song to change something." if self._studio.playing else ""
        return f"{plain_name(engine.device.name)}, {rate} (the song’s rate), {inputs}.{waits}"

    # ---- what is asked

    def _use(self, device: str, block_frames: int) -> None:
        studio = self._studio
        if studio.sound is None or studio.playing:
            return
        studio.sound.use(device or None, block_frames)
        studio.prefer(device=device or None, block_frames=block_frames)

    def _on_engine(self) -> None:
        self.steps.renew()
        self.show_state()

    def _on_device(self, name: str, _gesture: object) -> None:
        self._use(name, int(self.buffer.value))

    def _on_buffer(self, frames: str, _gesture: object) -> None:
        self._use(self.device.value, int(frames))

    def look_again(self, *_: object) -> None:
        """PortAudio looks again only while no stream is open: the worker lets the sound go, looks, and brings it back."""
        studio = self._studio
        if studio.sound is not None and not studio.playing and not self.steps.busy:
            studio.sound.start(rescan=True)

    def _on_timer(self) -> None:
        now = plugged()
        if now != self._plugged and not self._studio.playing and not self.steps.busy:
            self._plugged = now
            self.look_again()

    def showEvent(self, event: object) -> None:
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: object) -> None:
        self._timer.stop()
        super().hideEvent(event)  # type: ignore[arg-type]


def buffer_words(engine: "Engine | None", frames: int) -> str:
    """A buffer with its round trip: "128 samples, 5.8 ms"; "about" where that was not measured."""
    if engine is None or type(engine.device).__name__ == "NullDevice":
        return f"{frames} samples"
    known = preferences.measured(engine.device.name, engine.sample_rate, frames)
    if known is not None:
        return f"{frames} samples, {1000.0 * known.frames / engine.sample_rate:.1f} ms"
    now = engine.device.latency_frames if engine.round_trip_frames is None else engine.round_trip_frames
    step = frames - engine.device.block_frames
    guess = max(now + 2 * step, 2 * frames) if step else now
    return f"{frames} samples, about {1000.0 * guess / engine.sample_rate:.1f} ms"


def trip_words(engine: "Engine | None") -> str:
    """The round trip of the device in use, and how it is known."""
    if engine is None or type(engine.device).__name__ == "NullDevice":
        return ""
    now = engine.device.latency_frames if engine.round_trip_frames is None else engine.round_trip_frames
    words = f"Round trip {1000.0 * now / engine.sample_rate:.1f} ms, "
    known = preferences.measured(engine.device.name, engine.sample_rate, engine.device.block_frames)
    if known is None:
        return words + "as the device says; not measured with this buffer yet."
    if known.reported is not None and known.reported != engine.device.latency_frames:
        return words + "measured, but the device says another delay than it did then. Measure again."
    return words + "measured: recordings lie where they were played."
