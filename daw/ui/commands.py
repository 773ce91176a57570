"""The actions of the shell: transport, undo, tracks of the mixer's four letters, views and looks.  Other zones register theirs."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from daw.model import edits
from daw.model.track import Track
from daw.ui import theme, zoneparts
from daw.ui.announcing import tell_of_focus
from daw.ui.frameoverlay import FrameOverlay
from daw.ui.loudnesspanel import loudness_words
from daw.ui.menus import MENUS
from daw.ui.ranges import chosen_range, insert_time, keep_range, loop_selection, punch_selection
from daw.ui.studio import Studio
from daw.ui.view import CLICKS, View
from daw.ui.views import layout_of

if TYPE_CHECKING:
    from daw.ui.window import Window

MONITORS = {"off": "auto", "auto": "on", "on": "off"}
MONITOR_WORDS = {"off": "never", "auto": "while armed", "on": "always"}


def register(studio: Studio) -> None:
    """Everything that needs no window."""
    _edit(studio)
    _transport(studio)
    _tracks(studio)


def _edit(studio: Studio) -> None:
    add, document = studio.actions.add, studio.document
    add("edit.undo", "Undo", studio.undo, "Ctrl+Z", enabled=lambda: document.undo_label is not None, why="There is nothing to undo.")
    add("edit.redo", "Redo", studio.redo, "Ctrl+Shift+Z or Ctrl+Y", enabled=lambda: document.redo_label is not None,
        why="There is nothing to do again.")  # fmt: skip
    add("edit.deselect", "Select nothing", studio.selection.clear, "Esc")
    add("edit.insert-time", "Insert empty time over the range", lambda: insert_time(studio),
        enabled=lambda: chosen_range(studio) is not None, why="Select a range or clips first.", keywords="silence gap room")  # fmt: skip
    add("edit.keep-range", "Keep only the range", lambda: keep_range(studio),
        enabled=lambda: chosen_range(studio) is not None, why="Select a range or clips first.", keywords="crop trim")  # fmt: skip


def _transport(studio: Studio) -> None:
    add, view = studio.actions.add, studio.view
    add("transport.play", "Play / stop", studio.toggle_play, "Space", is_on=lambda: studio.playing)
    add("transport.stop", "Stop", studio.stop)
    add("transport.record", "Record", studio.record, "R", is_on=lambda: studio.recording)
    add("transport.to-start", "Go to start", lambda: studio.locate(0), "Home or Return or Enter")
    add("transport.to-end", "Go to end", lambda: studio.locate(song_end(studio)), "End")
    add("transport.loop", "Loop", studio.toggle_loop, "L", is_on=lambda: view.loop)
    add("transport.loop-selection", "Loop to selection", lambda: loop_selection(studio), "P",
        enabled=lambda: chosen_range(studio) is not None, why="Select a range or clips first.")  # fmt: skip
    add("transport.punch", "Punch in and out", studio.toggle_punch, "Shift+P", is_on=lambda: view.punch)
    add("transport.punch-selection", "Punch range to selection", lambda: punch_selection(studio),
        enabled=lambda: chosen_range(studio) is not None, why="Select a range or clips first.")  # fmt: skip
    add("transport.click", "Click off / while recording / always", lambda: studio.set_click(_after(CLICKS, view.click)), "C",
        keywords="metronome")  # fmt: skip
    add("transport.capture", "Keep what I just played", studio.capture, "Shift+R", keywords="capture retrospective")
    for bars, words in ((0, "No count-in"), (1, "Count-in of 1 bar"), (2, "Count-in of 2 bars"), (4, "Count-in of 4 bars")):
        add(f"transport.count-in-{bars}", words, _call(studio.set_count_in, bars), is_on=_is(view, "count_in", bars))
    add("transport.snap", "Snap", lambda: view.set(snap=not view.snap), "N", is_on=lambda: view.snap)
    for number, (tool, words) in enumerate((("pointer", "Pointer"), ("range", "Range"), ("split", "Split"), ("draw", "Draw")), 1):
        add(f"tool.{tool}", f"{words} tool", _call(setattr, view, "tool", tool), str(number), "canvas", is_on=_is(view, "tool", tool))
    add("listen.dim", "Dim by 20 dB", lambda: studio.set_listening(dim=not view.dim), is_on=lambda: view.dim, keywords="monitor")
    add("listen.mono", "Listen in mono", lambda: studio.set_listening(mono=not view.mono), is_on=lambda: view.mono, keywords="monitor")
    live = studio.live_inputs
    add("listen.inputs", "Hear yourself, all tracks", lambda: live.set_on(on=not live.on), is_on=lambda: live.on,
        keywords="live inputs monitor let through")  # fmt: skip


def _tracks(studio: Studio) -> None:
    add = studio.actions.add
    some = {"enabled": lambda: bool(chosen_tracks(studio)), "why": "Select a track first."}
    add("track.new", "New track", lambda: new_track(studio), "T")
    add("track.arm", "Arm", lambda: toggle(studio, "armed", edits.set_armed), "A", **some)  # type: ignore[arg-type]
    add("track.hear", "Hear yourself: while armed / always / never", lambda: turn_monitor(studio), "I", **some)  # type: ignore[arg-type]
    add("track.mute", "Mute", lambda: toggle(studio, "mute", edits.set_mute), "M", **some)  # type: ignore[arg-type]
    add("track.solo", "Solo", lambda: toggle(studio, "solo", edits.set_solo), "S", **some)  # type: ignore[arg-type]
    add("mix.clear-solo", "Clear all solos", lambda: studio.do(edits.clear_solo),
        enabled=lambda: any(track.solo for track in studio.session.tracks), why="Nothing is soloed.")  # fmt: skip
    add("mix.reset-meters", "Reset meters and loudness", lambda: reset_meters(studio), enabled=lambda: studio.engine is not None,
        why="The sound is still being prepared.")  # fmt: skip


def register_window(studio: Studio, window: "Window") -> None:
    """What concerns the window itself."""
    add, view = studio.actions.add, studio.view
    for number, (name, words) in zip((2, 3), (("record", "Record"), ("mix", "Mix")), strict=True):
        add(f"view.{name}", f"{words} view", _call(setattr, view, "layout", name), f"Ctrl+{number}", is_on=_is(view, "layout", name))
    add("view.inspector", "Inspector", lambda: window.places.toggle("inspector"), "Ctrl+Alt+I",
        is_on=lambda: window.places.shows("inspector"))  # fmt: skip
    add("view.dock", "Dock", lambda: window.places.toggle("dock"), "D", is_on=lambda: window.places.shows("dock"))
    add("view.float-dock", "Dock in a window of its own", window.places.toggle_float, is_on=lambda: window.places.dock_floats)
    for name, words, _icon, key, _make in zoneparts.panels():
        add(f"view.panel-{name}", f"{words} panel", _call(window.places.show_panel, name), key, is_on=_is_open(studio, name))
    add("view.reset", "Reset this view", window.places.reset)
    add("view.compact", "Compact", lambda: view.set(compact=not view.compact), is_on=lambda: view.compact)
    for name, words in (("dark", "Dark"), ("light", "Light"), ("contrast", "High contrast")):
        add(f"look.{name}", f"{words} theme", _call(window.looks.use_theme, name), menu="View", is_on=_is_theme(name))
    add("look.larger", "Larger", _call(window.looks.scale_by, 10), "Ctrl+Alt++ or Ctrl+Alt+=", menu="View", keywords="scale zoom text")
    add("look.smaller", "Smaller", _call(window.looks.scale_by, -10), "Ctrl+Alt+-", menu="View", keywords="scale zoom text")
    add("look.normal", "100 %", lambda: studio.prefer(scale=100), "Ctrl+Alt+0", menu="View", keywords="scale zoom text")
    add("view.full-screen", "Full screen", window.toggle_full_screen, "F11", is_on=window.isFullScreen)
    add("view.next-zone", "Next zone", _call(window.zones.go, 1), "F6")
    add("view.previous-zone", "Previous zone", _call(window.zones.go, -1), "Shift+F6")
    add("help.commands", "Find a command", window.search_commands, "Ctrl+K")
    add("help.keys", "Keys of this zone", window.show_zone_keys, "?")
    add("help.tip", "Say what this is", lambda: tell_of_focus(studio), "Ctrl+I", menu="Help", keywords="tooltip help")
    add("help.peak", "Say peak of the selected strip", lambda: say_peak(studio), "Ctrl+Shift+P", menu="Help")
    add("help.loudness", "Say loudness", lambda: say_loudness(studio), "Ctrl+Shift+L", menu="Help")
    overlay = FrameOverlay(window)
    add("help.frame-times", "Frame times", overlay.toggle, is_on=lambda: overlay.times.on, keywords="speed fps performance")
    add("help.where", "Say where I am", window.say_where, "Ctrl+Shift+W", menu="Help")
    for name in MENUS:
        add(f"menu.{name.lower()}", f"{name} menu", lambda name=name: window.menu_row.open(name), f"Alt+{name[0]}")  # type: ignore[misc]
    add("file.save", "Save now", lambda: window.autosave.save_now(told=True), "Ctrl+S")
    add("file.close", "Quit", window.close, "Ctrl+Q")


def chosen_tracks(studio: Studio) -> list[Track]:
    """The tracks chosen, in the order of the mixer."""
    return [track for track in studio.session.tracks if track.id in studio.selection.tracks]


def toggle(studio: Studio, field: str, edit: Callable[..., object]) -> None:
    """Switch something on for all chosen tracks, or off if it is on for all of them."""
    tracks = [track for track in chosen_tracks(studio) if field != "armed" or track.kind == "audio"]
    on = not all(getattr(track, field) for track in tracks)
    calls = [(edit, (track.id, on)) for track in tracks if getattr(track, field) != on]
    if len(calls) == 1:
        studio.do(calls[0][0], *calls[0][1])  # type: ignore[arg-type]
    elif calls:
        words = {"armed": "Arm", "mute": "Mute", "solo": "Solo"}[field]
        studio.do_all(f"{words} {'on' if on else 'off'}, {len(calls)} tracks", calls)  # type: ignore[arg-type]


def turn_monitor(studio: Studio) -> None:
    """The next way to hear yourself, on all chosen tracks."""
    tracks = [track for track in chosen_tracks(studio) if track.kind == "audio"]
    if tracks:
        monitor = MONITORS[tracks[0].monitor]
        studio.do_all(f"Hear yourself {MONITOR_WORDS[monitor]}", [(edits.set_monitor, (track.id, monitor)) for track in tracks])
        studio.say(f"Hear yourself: {MONITOR_WORDS[monitor]}.")


def new_track(studio: Studio) -> None:
    """A mono track after the last, chosen."""
    number = sum(track.kind == "audio" for track in studio.session.tracks) + 1
    track_id = edits.upcoming(studio.session, "t")
    if studio.do(edits.add_track, f"Audio {number}", 1, [1]):
        studio.selection.select_track(track_id)


def song_end(studio: Studio) -> int:
    """The end of the last clip."""
    return max((clip.end for track in studio.session.tracks for clip in track.clips), default=0)


def reset_meters(studio: Studio) -> None:
    """Forget all held peaks and begin measuring loudness anew."""
    if studio.engine is not None:
        studio.engine.reset_peaks()
        studio.engine.reset_loudness()


def say_peak(studio: Studio) -> None:
    """Tell the peak and the clip state of the strip in focus."""
    track = next((one for one in studio.session.tracks if one.id == studio.selection.track), studio.session.tracks[-1])
    level = studio.engine.levels().tracks.get(track.id) if studio.engine is not None else None
    peak = max(level.maximum_db) if level is not None else -150.0
    words = "−∞" if peak <= -90.0 else f"{peak:.1f}".replace("-", "−")
    _tell(studio, f"{track.name}: peak {words} dB{', clipped' if level is not None and level.clipped else ''}.")


def say_loudness(studio: Studio) -> None:
    """Tell the loudness of the mix."""
    loudness = studio.engine.levels().loudness if studio.engine is not None else None
    _tell(studio, loudness_words(loudness))


def _tell(studio: Studio, text: str) -> None:
    studio.say(text)
    studio.announce(text, assertive=True)


def _after(words: tuple[str, ...], word: str) -> str:
    return words[(words.index(word) + 1) % len(words)]


def _is_open(studio: Studio, name: str) -> Callable[[], bool]:
    return lambda: layout_of(studio.view).panel == name


def _is(view: View, field: str, value: object) -> Callable[[], bool]:
    return lambda: getattr(view, field) == value


def _is_theme(name: str) -> Callable[[], bool]:
    return lambda: theme.current().name == name


def _call(function: Callable[..., object], *args: object) -> Callable[[], object]:
    return lambda: function(*args)
