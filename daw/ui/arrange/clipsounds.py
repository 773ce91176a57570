"""What keys and menus ask of the sound of the chosen clips: how loud, how long, how high, which way round, one clip of many."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect, QTimer

from daw.model import edits, media
from daw.model.clip import Clip
from daw.model.limits import CLIP_GAIN_HIGH_DB, CLIP_GAIN_LOW_DB
from daw.model.sounds import in_original, sound_of
from daw.model.track import Track
from daw.ui.arrange.askcard import AskCard
from daw.ui.arrange.clippaint import outline_of
from daw.ui.arrange.rows import row_of
from daw.ui.quantity import Quantity
from daw.ui.sounds import Sounds, sounds, stretch_for
from daw.ui.widgets.toast import Notice
from daw.ui.workshop import Stopped, Told

if TYPE_CHECKING:
    from daw.ui.arrange.arrange import Arrange

PAUSE_MS = 500  # after the last of several presses of a key
PEAK, LOUDNESS = 0, 1  # kinds of normalising
Measured = list[tuple[str, float]]  # ids of clips, and the level of each


class ClipSounds(QObject):
    """Works on the chosen clips."""

    def __init__(self, view: "Arrange") -> None:
        super().__init__(view)
        self._view, self._studio = view, view.studio
        self.sounds: Sounds = sounds(view.studio)
        self.card: AskCard | None = None
        self._lengths: dict[str, tuple[Clip, int]] = {}  # what Alt+Shift+arrows have asked for so far
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._stretch_now)

    @property
    def _chosen(self) -> list[tuple[Track, Clip]]:
        return self._view.clips.chosen

    @property
    def _clips(self) -> list[Clip]:
        return [clip for _, clip in self._chosen]

    # asking for a number

    def _ask(self, title: str, verb: str, choices: list[tuple[str, Quantity, float]], done: Any) -> AskCard:
        if self.card is not None:
            self.card.leave()
        window = self._view.window()
        self.card = AskCard(title, verb, choices, done, window)
        self.card.destroyed.connect(self._on_closed)
        self.card.open_beside(self._place())
        return self.card

    def _on_closed(self, *_: object) -> None:
        self.card = None

    def _place(self) -> QRect:
        """Where the first chosen clip shows, in the window."""
        canvas = self._view.canvas
        for track in self._studio.session.tracks:
            block, row = self._view.part.focused(track), row_of(self._view.viewport.rows, track.id)
            if block is not None and row is not None:
                place = outline_of(block, canvas.rect_of(row), canvas.axis)
                left, right = max(place.left, 0.0), min(place.right, float(canvas.width()))
                corner = canvas.mapTo(canvas.window(), canvas.rect().topLeft())
                return QRect(round(corner.x() + left), round(corner.y() + place.top), max(1, round(right - left)), round(place.height))
        return QRect(canvas.mapTo(canvas.window(), canvas.rect().center()), canvas.rect().size() / 100)

    def ask_gain(self) -> None:
        """Give the gain of the chosen clips."""
        from daw.ui.inspector.fields import clip_gain

        def done(_kind: int, gain_db: float) -> None:
            self._studio.do(edits.set_clip_gain, self._view.clips.ids, gain_db)

        self._ask("Clip gain", "Set", [("Gain", clip_gain(), self._clips[0].gain_db)], done)

    def ask_tune(self) -> None:
        """Give how much higher the chosen clips are to sound."""
        from daw.ui.inspector.fields import clip_tune

        clips = self._clips
        now = sound_of(self._studio.session, clips[0]).cents
        self._ask("Tune", "Tune", [("Tune", clip_tune(), now)], lambda _kind, cents: self.sounds.tune(clips, cents))

    def ask_stretch(self) -> None:
        """Give how long the chosen clips are to be, in percent of what was recorded."""
        from daw.ui.inspector.fields import clip_stretch

        clips, session = self._clips, self._studio.session
        now = sound_of(session, clips[0]).stretch

        def done(_kind: int, ratio: float) -> None:
            lengths = [(clip, clip.start, max(1, round(in_original(session, clip)[2] * ratio))) for clip in clips]
            self._stretch(lengths)

        self._ask("Stretch", "Stretch", [("Length", clip_stretch(), now)], done)

    def ask_normal(self) -> None:
        """Give the peak, or the loudness, that the chosen clips are to have."""
        from daw.ui.inspector.fields import level

        choices = [
            ("Peak", level("Peak", "dB", -60.0, 0.0, -1.0), -1.0),
            ("Loudness", level("Loudness", "LUFS", -60.0, 0.0, -18.0), -18.0),
        ]
        self._ask("Normalise", "Set gain", choices, self.normalise)

    # doing it

    def reverse(self) -> None:
        """Let the chosen clips be heard backwards, or forwards again."""
        if not self._refuses_comp("turned round"):
            self.sounds.reverse(self._clips)

    def as_recorded(self) -> None:
        """Take back what was done to the sound of the chosen clips."""
        self.sounds.as_recorded(self._clips)

    @property
    def is_made(self) -> bool:
        """Whether anything was done to the sound of a chosen clip."""
        made = {source.id for source in self._studio.session.sources if source.recipe is not None}
        return any(clip.source in made for clip in self._clips)

    def step_stretch(self, way: int) -> None:
        """Alt+Shift+arrows: the ends of the chosen clips a step later or earlier, the sound stretched along."""
        if self._refuses_comp("stretched"):
            return
        for clip in self._clips:
            known = self._lengths.get(clip.id)
            length = known[1] if known is not None and known[0] == clip else clip.length
            end = self._view.clips.step(clip.start + length, way)
            self._lengths[clip.id] = clip, max(1, end - clip.start)
        clip, length = next(iter(self._lengths.values()))
        percent = stretch_for(self._studio.session, clip, length) * 100.0
        self._studio.say(f"Stretch {clip.name} to {percent:.0f} %")
        self._pause.start()

    def _stretch_now(self) -> None:
        lengths = [(clip, clip.start, length) for clip, length in self._lengths.values()]
        self._lengths.clear()
        self._stretch(lengths)

    def _stretch(self, lengths: list[tuple[Clip, int, int]]) -> None:
        if not self._refuses_comp("stretched"):
            self.sounds.stretch(lengths)

    def _refuses_comp(self, done: str) -> bool:
        for block in self._view.clips.chosen_blocks:
            if len(block.clips) > 1:
                say = f"“{block.name}” is a comp of {len(block.clips)} parts, so it can't be {done} as it is."
                actions = (("Bounce in place", self.bounce),)
                self._studio.notify(Notice(say, "Bounced in place it is one clip; the takes stay.", "warning", actions))
                return True
        return False

    def bounce(self) -> None:
        """One clip of the chosen ones, on each track."""
        by_track: dict[str, list[tuple[Track, Clip]]] = {}
        for track, clip in self._chosen:
            by_track.setdefault(track.id, []).append((track, clip))
        for chosen in by_track.values():
            self.sounds.bounce(chosen[0][0], [clip for _, clip in chosen])

    def normalise(self, kind: int, target: float) -> None:
        """Give each chosen clip the gain with which its peak (dBFS), or its loudness (LUFS), is the target."""
        session, folder, clips = self._studio.session, self._studio.document.folder, self._clips
        if folder is None:
            return
        paths = {source.id: media.path_of(folder, source) for source in session.sources}

        def run(told: Told, stopped: Stopped) -> Measured:
            found = []
            for n, clip in enumerate(clips):
                found.append(
                    (clip.id, level_of(str(paths[clip.source]), clip, session.sample_rate, loudness=kind == LOUDNESS, stopped=stopped))
                )
                told((n + 1) / len(clips))
            return found

        def put(levels: Measured) -> None:
            gains = {one: min(max(round(target - now, 1), CLIP_GAIN_LOW_DB), CLIP_GAIN_HIGH_DB) for one, now in levels if now > -200.0}
            present = {clip.id for track in self._studio.session.tracks for clip in track.clips}
            calls = [(edits.set_clip_gain, ([one], gain)) for one, gain in gains.items() if one in present]
            if calls:
                self._studio.do_all(f"Normalise to {target:.1f} {'LUFS' if kind == LOUDNESS else 'dB'}".replace("-", "−"), calls)
            else:
                self._studio.say("There is nothing but silence in it.")

        self.sounds.shop.begin("Normalising", run, put, audio_s=sum(clip.length for clip in clips) / session.sample_rate)


def level_of(path: str, clip: Clip, sample_rate: int, *, loudness: bool, stopped: Stopped) -> float:
    """The peak in dBFS, or the integrated loudness in LUFS, of the stretch of a file a clip looks at; −inf for silence."""
    import numpy as np

    from daw.audio import reading
    from daw.audio.error import Cancelled
    from daw.audio.measure import measure_array
    from daw.units import linear_to_db

    parts, at = [], 0
    for block in reading.blocks(path):
        if stopped():
            raise Cancelled
        part = block[:, max(0, clip.offset - at) : max(0, clip.offset + clip.length - at)]
        at += block.shape[1]
        if part.shape[1]:
            parts.append(part if loudness else np.abs(part).max(keepdims=True))
        if at >= clip.offset + clip.length:
            break
    if not parts:
        return float("-inf")
    if not loudness:
        top = max(float(part.max()) for part in parts)
        return linear_to_db(top) if top > 0.0 else float("-inf")
    found = measure_array(np.concatenate(parts, axis=1), sample_rate).integrated_lufs
    return float("-inf") if found is None else found
