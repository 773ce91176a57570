"""The numbers of the clip editor: those of the inspector, the curves of the fades, and what was done to the sound."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from daw.model import edits
from daw.model.session import Session
from daw.model.sounds import in_original, sound_of
from daw.ui.arrange.clipblocks import Block
from daw.ui.inspector import fields
from daw.ui.inspector.clipgroup import TUNE_MS, ClipGroup
from daw.ui.inspector.fields import Field
from daw.ui.metrics import SECONDARY, px
from daw.ui.quantity import Quantity, number
from daw.ui.sounds import sounds
from daw.ui.studio import Studio
from daw.ui.widgets.button import Button, Look
from daw.ui.widgets.label import Label
from daw.ui.widgets.toggle import Switch

BUTTONS = (("Reverse", "clip.reverse"), ("Level…", "clip.normalise"), ("Bounce", "clip.bounce"))


def curve_quantity(name: str) -> Quantity:
    """How a fade bends: −1 starts slowly, 0 is straight, 0.5 keeps the power in a crossfade, +1 starts fast."""
    return Quantity(
        name, -1.0, 1.0, 0.0, format=_curve_text, parse=_curve, step=0.05, bipolar=True,
        help="−1 starts slowly, 0 is straight, 0.5 is equal power, +1 starts fast.",
    )  # fmt: skip


def _curve_text(curve: float) -> str:
    return f"{curve:+.2f}".replace("-", "−") if abs(curve) >= 0.005 else "straight"


def _curve(text: str) -> float:
    named = {"straight": 0.0, "linear": 0.0, "equal power": 0.5, "slow": -0.5, "slow start": -0.5, "fast": 0.8, "fast start": 0.8}
    plain = text.strip().casefold()
    if plain in named:
        return named[plain]
    try:
        value = number(plain.split(" ")[0])
    except ValueError:
        raise ValueError("−1 to +1 fit, or: straight, equal power, slow, fast.") from None
    if not -1.0 <= value <= 1.0:
        raise ValueError("−1 to +1 fit, or: straight, equal power, slow, fast.")
    return value


class Narrow(Field):
    """A field that shares its row."""

    def natural_size(self) -> tuple[int, int]:
        return px(60), px(24)


class SoundGroup(ClipGroup):
    """One clip, with everything that can be set of it."""

    def __init__(self, studio: Studio) -> None:
        self.curve_in = Narrow(curve_quantity("Fade in curve"), where="clip")
        self.curve_out = Narrow(curve_quantity("Fade out curve"), where="clip")
        self.stretch = Field(fields.clip_stretch(), where="clip")
        self.zero = Switch("Zero crossings", where="clip", help="Edges and cuts go to where the sound crosses silence, within 5 ms.")
        super().__init__(studio)
        self.setAccessibleName("Clip editor, numbers")
        self.curve_in.moved.connect(partial(self._on_curve, True))
        self.curve_out.moved.connect(partial(self._on_curve, False))
        self.stretch.moved.connect(self._on_stretch)
        self._stretched = QTimer(self, singleShot=True, interval=TUNE_MS)
        self._stretched.timeout.connect(self._stretch)
        self._long: list[str] = []
        self.zero.moved.connect(lambda on, _gesture: studio.prefer(zero_crossings=on))
        studio.preferences_changed.connect(self._show_zero)
        self._show_zero()
        self.buttons = self._buttons(studio)

    def rows(self) -> list[tuple[str, QWidget]]:
        switches = beside(self.mute, Label("At zero", size=SECONDARY, ink="text2"), self.zero)
        return [
            ("Start", self.start), ("Length", self.length), ("Gain", self.gain), ("Fade in", beside(self.fade_in, self.curve_in)),
            ("Fade out", beside(self.fade_out, self.curve_out)), ("Tune", self.tune), ("Stretch", self.stretch), ("Mute", switches),
        ]  # fmt: skip

    def _buttons(self, studio: Studio) -> dict[str, Button]:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, px(4), 0, 0)
        line.setSpacing(px(4))
        made = {}
        for words, key in BUTTONS:
            action = studio.actions.all.get(key)
            made[key] = Button(words, look=Look(height=24), help=action.words if action is not None else words)
            made[key].clicked.connect(partial(_trigger, studio, key))
            line.addWidget(made[key], 1)
        self.add_wide(row)
        return made

    def show_blocks(self, session: Session, chosen: Sequence[Block]) -> None:
        super().show_blocks(session, chosen)
        self.curve_in.show_all([block.first.fade_in.curve for block in chosen])
        self.curve_out.show_all([block.last.fade_out.curve for block in chosen])
        if not self._stretched.isActive():
            self.stretch.show_all([sound_of(session, clip).stretch for block in chosen for clip in block.clips])

    def _show_zero(self, *_: object) -> None:
        self.zero.set_value(self._studio.preferences.zero_crossings)

    def _on_curve(self, at_start: bool, curve: float, gesture: object) -> None:  # noqa: FBT001  a slot
        for block in self.blocks:
            clip = block.first if at_start else block.last
            frames = clip.fade_in.frames if at_start else clip.fade_out.frames
            edit = edits.set_fade_in if at_start else edits.set_fade_out
            self._studio.do(edit, clip.id, frames, round(curve, 3), gesture=gesture)

    def _on_stretch(self, _share: float, _gesture: object) -> None:
        self._long = self._ids
        self._stretched.start()

    def _stretch(self) -> None:
        work, clips = sounds(self._studio), self.present(self._long)
        if self.stretch.is_held or work.shop.busy:
            self._stretched.start()
        elif len(clips) == 1:
            length = max(1, round(in_original(self._studio.session, clips[0])[2] * self.stretch.value))
            work.stretch([(clips[0], clips[0].start, length)])
        else:
            self._studio.say("A comp is stretched when it has been bounced in place.")
            self.show_blocks(self._studio.session, self.blocks)


def beside(*widgets: QWidget) -> QWidget:
    """Widgets side by side in a row."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(px(6))
    for widget in widgets:
        line.addWidget(widget, 1 if isinstance(widget, Field) else 0)
    return row


def _trigger(studio: Studio, key: str, *_: object) -> None:
    studio.actions.trigger(key)
