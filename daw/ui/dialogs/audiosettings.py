"""Audio settings: device, buffer, round trip, test tone and calibration; every change takes effect at once, without a restart."""

import math
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from daw import preferences
from daw.ui.dialogs.form import Form
from daw.ui.widgets.button import LINK, Button
from daw.ui.widgets.menubutton import MenuButton

if TYPE_CHECKING:
    from daw.ui.studio import Studio

BUFFERS = (32, 64, 128, 256, 512, 1024, 2048)
SYSTEM, SILENT = "", "null"
TONE_S, TONE_HZ, TONE_LEVEL = 1.0, 440.0, 0.1


class AudioSettings(Form):
    """Applies through `Sound.use`; while recording everything waits."""

    _measured = Signal(str)

    def __init__(self, studio: "Studio", parent: QWidget | None = None) -> None:
        super().__init__("Audio settings", parent, width=560)
        self._studio = studio
        self._thread: threading.Thread | None = None
        self.device = MenuButton("Device", [(SYSTEM, "System’s choice"), (SILENT, "No device (silent)")], width=280)
        self.again = Button("Look again", look=LINK, help="Looks for devices that were plugged in; only while the song is stopped.")
        self.buffer = MenuButton("Buffer", [(str(frames), f"{frames} samples") for frames in BUFFERS], width=280)
        self.row("Device", self.device, self.again)
        self.row("Buffer", self.buffer)
        self.state = self.text()
        self.trip = self.text()
        self.tone = Button("Test tone", help="Plays a quiet tone for one second.")
        self.calibrate = self.buttons("Calibrate", self.tone)
        self.calibrate.setStatusTip("Measures how late recordings arrive, with a cable from an output to input 1 or through the air.")
        self.device.moved.connect(self._on_device)
        self.buffer.moved.connect(self._on_buffer)
        self.again.clicked.connect(self._on_again)
        self.tone.clicked.connect(self._on_tone)
        self.calibrate.clicked.connect(self._on_calibrate)
        self._measured.connect(self._on_measured)
        studio.engine_changed.connect(self.show_state)
        studio.transport_changed.connect(self.show_state)
        if studio.sound is not None:
            studio.sound.ready.connect(self.show_state)
        self.list_devices()
        self.show_state()

    # ---- what is shown

    def list_devices(self) -> None:
        """Offer the devices that are known now."""
        from daw.engine.device import list_devices

        found = [(one.full_name, one.full_name) for one in list_devices() if one.outputs]
        self.device.set_choices([(SYSTEM, "System’s choice"), *dict(found).items(), (SILENT, "No device (silent)")])

    def show_state(self) -> None:
        """Show the device as it is."""
        studio, engine, sound = self._studio, self._studio.engine, self._studio.sound
        wish = sound.wish if sound is not None else preferences.load()
        self.device.set_value(wish.device or SYSTEM)
        self.buffer.set_value(str(wish.block_frames))
        free = engine is not None and not studio.playing and self._thread is None
        silent = engine is not None and type(engine.device).__name__ == "NullDevice"
        for control in (self.device, self.buffer, self.again):
            control.setEnabled(free)
        self.tone.setEnabled(free and not silent)
        self.calibrate.setEnabled(free and not silent and engine is not None and engine.device.inputs > 0)
        if engine is None:
            self.state.set_text("The sound is being prepared.")
            self.trip.set_text("")
            return
        if silent:
            trouble = f"{sound.trouble} " if sound is not None and sound.trouble else ""
            self.state.set_text(f"{trouble}The silent null device is in use: everything works, but nothing is heard or recorded.")
            self.trip.set_text("There is nothing to calibrate without a device.")
            return
        rate = f"{engine.sample_rate / 1000:g} kHz"
        self.state.set_text(f"{engine.device.name}, {rate}, {engine.device.inputs} inputs. The rate is the song’s.")
        measured = engine.round_trip_frames
        frames = measured if measured is not None else engine.device.latency_frames
        words = f"Round trip {frames * 1000 / engine.sample_rate:.1f} ms, "
        how = "measured: recordings lie where they were played." if measured is not None else "as the device says. To measure it, "
        what = (
            "" if measured is not None else "join an output to input 1 with a cable, or hold the microphone to the speaker, and Calibrate."
        )
        self.trip.set_text(words + how + what)

    # ---- what is asked

    def _use(self, device: str, block_frames: int) -> None:
        studio = self._studio
        if studio.sound is None or studio.playing:
            return
        studio.sound.use(device or None, block_frames)
        studio.prefer(device=device or None, block_frames=block_frames)

    def _on_device(self, name: str, _gesture: object) -> None:
        self._use(name, int(self.buffer.value))

    def _on_buffer(self, frames: str, _gesture: object) -> None:
        self._use(self.device.value, int(frames))

    def _on_again(self) -> None:
        """PortAudio looks again only while no stream is open: let the sound go, look, and bring it back."""
        from daw.engine.device import rescan

        studio = self._studio
        if studio.sound is None or studio.playing or studio.sound.busy:
            return
        engine = studio.release_engine()
        if engine is not None:
            engine.close()
        rescan()
        self.list_devices()
        studio.sound.start()

    def _on_tone(self) -> None:
        import numpy as np

        engine = self._studio.engine
        if engine is not None:
            time_s = np.arange(round(TONE_S * engine.sample_rate)) / engine.sample_rate
            fade = np.minimum(1.0, np.minimum(time_s, TONE_S - time_s) / 0.02)
            engine.play_probe((TONE_LEVEL * fade * np.sin(2.0 * math.pi * TONE_HZ * time_s)).astype(np.float32))

    def _on_calibrate(self) -> None:
        engine = self._studio.engine
        if engine is None or self._thread is not None:
            return
        self.trip.set_text("Listening: you hear three short chirps.")
        self._thread = threading.Thread(target=self._work, args=(engine,), name="daw-calibrate", daemon=True)
        self._thread.start()
        self.device.setEnabled(False)
        self.buffer.setEnabled(False)
        self.calibrate.setEnabled(False)

    def _work(self, engine: object) -> None:
        from daw.engine.calibrate import CalibrationError, calibrate

        try:
            found = calibrate(engine)  # type: ignore[arg-type]
            device = engine.device  # type: ignore[attr-defined]
            preferences.set_round_trip(device.name, engine.sample_rate, device.block_frames, found.round_trip_frames)  # type: ignore[attr-defined]
        except (CalibrationError, RuntimeError, OSError) as problem:
            self._measured.emit(str(problem))
        else:
            self._measured.emit("")

    def _on_measured(self, trouble: str) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self.show_state()
        if trouble:
            self.trip.set_text(f"Not calibrated. {trouble}")
