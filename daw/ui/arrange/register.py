"""The actions of the arrange view: what keys, menus and the command search can ask of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from daw.model import edits
from daw.ui.arrange.rulermenu import add_marker, add_section

if TYPE_CHECKING:
    from daw.ui.arrange.arrange import Arrange
    from daw.ui.arrange.clipcommands import ClipCommands

CLIPS = "Select a clip first."
SOME = "Select a clip or a range first."
TRACK = "Select a track first."
ZONE = "canvas"


def register(view: "Arrange") -> None:
    """Make everything known."""
    _editing(view)
    _clips(view)
    _sounds(view)
    _moving(view)
    _looking(view)
    _tracks(view)


def _editing(view: "Arrange") -> None:
    add, clips, selection = view.studio.actions.add, view.clips, view.studio.selection

    def some() -> bool:
        return clips.has_clips or selection.range is not None

    add("edit.cut", "Cut", clips.cut, "Ctrl+X", ZONE, some, SOME)
    add("edit.copy", "Copy", clips.copy, "Ctrl+C", ZONE, some, SOME)
    add("edit.paste", "Paste", clips.paste, "Ctrl+V", ZONE, lambda: clips.can_paste, "Nothing was copied.")
    add("edit.delete", "Delete", clips.delete, "Del or Backspace", ZONE, some, SOME)
    add("edit.ripple-delete", "Delete and close the gap", clips.ripple_delete, "Ctrl+Shift+Del", ZONE, some, SOME, keywords="ripple")
    add("edit.select-all", "Select all clips", view.navigation.select_all, "Ctrl+A", ZONE)
    add("file.import", "Import audio…", view.ask_files, "Ctrl+Shift+I", keywords="add files open sound")
    add("marker.add", "Add marker", lambda: add_marker(view.studio, view.studio.position), "Ctrl+M", menu="Edit")
    add("comment.add", "Comment at the playhead", lambda: view.ruler.comments.write(view.studio.position), "K", menu="Edit",
        keywords="note remark")  # fmt: skip
    add("section.add", "Add section", lambda: add_section(view.studio, view.clips.cursor), menu="Edit", keywords="verse chorus part")


def _clips(view: "Arrange") -> None:
    add, clips = view.studio.actions.add, view.clips

    def has() -> bool:
        return clips.has_clips

    def one(key: str, words: str, run: Callable[[], object], shortcut: str = "", keywords: str = "") -> None:
        add(f"clip.{key}", words, run, shortcut, ZONE, has, CLIPS, keywords=keywords)

    add("clip.split", "Split at playhead", clips.split, "Ctrl+E or X", ZONE, lambda: has() or bool(view.studio.selection.tracks), SOME)
    one("join", "Join", lambda: view.studio.do(edits.join_clips, clips.ids), "Ctrl+J")
    one("mute", "Mute clip", clips.mute, "Ctrl+Shift+M")
    one("gain", "Gain…", view.sounds.ask_gain, "Ctrl+Alt+G", "louder softer level")
    one("louder", "Clip 0.5 dB louder", lambda: clips.change_gain(0.5), "Ctrl+Up", "gain")
    one("softer", "Clip 0.5 dB softer", lambda: clips.change_gain(-0.5), "Ctrl+Down", "gain")
    add("clip.fade", "Fade to selection", clips.fade_to_range, "F", ZONE, lambda: view.studio.selection.range is not None,
        "Select a range over the start or the end of a clip first.")  # fmt: skip
    one("fade-in-longer", "Longer fade in", lambda: clips.change_fade(1, start=True), "Ctrl+Shift+Up")
    one("fade-in-shorter", "Shorter fade in", lambda: clips.change_fade(-1, start=True), "Ctrl+Shift+Down")
    one("fade-out-longer", "Longer fade out", lambda: clips.change_fade(1, start=False), "Ctrl+Alt+Shift+Up")
    one("fade-out-shorter", "Shorter fade out", lambda: clips.change_fade(-1, start=False), "Ctrl+Alt+Shift+Down")
    for start, words, prefix in ((True, "in", "Alt+"), (False, "out", "Alt+Shift+")):
        for way, how, key in ((1, "faster", "PgUp"), (-1, "slower", "PgDown")):
            one(f"fade-{words}-{how}", f"Fade {words} starts {how}", _bend(clips, way, start=start), prefix + key, "curve bend")
    one("no-fades", "No fades", clips.no_fades)
    one("crossfade", "Crossfade", clips.crossfade)
    one("group", "Group", lambda: view.studio.do(edits.group_clips, clips.ids), "Ctrl+G")
    one("ungroup", "Ungroup", lambda: view.studio.do(edits.ungroup_clips, clips.ids), "Ctrl+Shift+G")
    add("clip.duplicate", "Duplicate", clips.duplicate, "Ctrl+D", ZONE, lambda: has() or view.studio.selection.track is not None, CLIPS)
    one("rename", "Rename clip", view.rename_clip)
    one("trim-start", "Trim start to playhead", lambda: clips.trim_to_playhead(start=True), "[")
    one("trim-end", "Trim end to playhead", lambda: clips.trim_to_playhead(start=False), "]")
    one("end-later", "End of clip later", lambda: clips.trim_edge(1, start=False), "Ctrl+Shift+Right", "trim")
    one("end-earlier", "End of clip earlier", lambda: clips.trim_edge(-1, start=False), "Ctrl+Shift+Left", "trim")
    one("start-later", "Start of clip later", lambda: clips.trim_edge(1, start=True), "Ctrl+Alt+Shift+Right", "trim")
    one("start-earlier", "Start of clip earlier", lambda: clips.trim_edge(-1, start=True), "Ctrl+Alt+Shift+Left", "trim")
    one("slip-later", "Slip sound later", lambda: clips.slip(1), "Ctrl+Alt+Right")
    one("slip-earlier", "Slip sound earlier", lambda: clips.slip(-1), "Ctrl+Alt+Left")


def _sounds(view: "Arrange") -> None:
    add, clips, sounds = view.studio.actions.add, view.clips, view.sounds

    def one(key: str, words: str, run: Callable[[], object], shortcut: str = "", keywords: str = "") -> None:
        add(f"clip.{key}", words, run, shortcut, ZONE, lambda: clips.has_clips, CLIPS, keywords=keywords)

    one("tune", "Tune…", sounds.ask_tune, "Ctrl+Alt+T", "pitch cents semitone transpose")
    one("reverse", "Reverse", sounds.reverse, "Ctrl+Alt+R", "backwards")
    one("normalise", "Normalise…", sounds.ask_normal, "Ctrl+Alt+N", "peak level loudness lufs")
    one("stretch", "Stretch…", sounds.ask_stretch, "Ctrl+Alt+S", "time longer shorter slower faster tempo")
    one("stretch-longer", "Stretch longer", lambda: sounds.step_stretch(1), "Alt+Shift+Right", "time slower")
    one("stretch-shorter", "Stretch shorter", lambda: sounds.step_stretch(-1), "Alt+Shift+Left", "time faster")
    add("clip.as-recorded", "Sound as recorded", sounds.as_recorded, "", ZONE, lambda: sounds.is_made,
        "Nothing was done to the sound of these clips.", keywords="undo stretch tune reverse original")  # fmt: skip
    one("bounce", "Bounce in place", sounds.bounce, "Ctrl+Alt+B", "render flatten")


def _moving(view: "Arrange") -> None:
    add, clips, go = view.studio.actions.add, view.clips, view.navigation
    for way, sign, words in ((-1, ",", "earlier"), (1, ".", "later")):
        for size, prefix, by in (("grid", "", "by the grid"), ("ms", "Alt+", "by 1 ms"), ("bar", "Shift+", "by a bar")):
            shifted = {"Shift+,": "Shift+, or <", "Shift+.": "Shift+. or >"}.get(prefix + sign, prefix + sign)
            add(f"clip.nudge-{words}-{size}", f"Nudge {words} {by}", _call(clips.nudge, way, size), shifted, ZONE,
                lambda: clips.has_clips, CLIPS)  # fmt: skip
    for way, key, words in ((-1, "Up", "up"), (1, "Down", "down")):
        add(f"clip.track-{words}", f"Move clip one track {words}", _call(clips.move_down, way), f"Alt+{key}", ZONE,
            lambda: clips.has_clips, CLIPS)  # fmt: skip
        add(f"view.track-{words}", f"Track {'above' if way < 0 else 'below'}", _call(go.next_track, way), key, ZONE, menu="Go")
        add(f"view.extend-{words}", f"Extend to the track {'above' if way < 0 else 'below'}", _extend_tracks(view, way), f"Shift+{key}",
            ZONE, menu="Go")  # fmt: skip
        add(f"view.row-{words}", f"Lane {'above' if way < 0 else 'below'}", _call(go.next_row, way), "PgUp" if way < 0 else "PgDown", ZONE,
            menu="Go", keywords="take automation row")  # fmt: skip
    for way, key, words in ((-1, "Left", "back"), (1, "Right", "on")):
        add(f"view.time-{words}", f"Edit cursor {words} along the grid", _call(go.step_time, way), key, ZONE, menu="Go")
        add(f"view.extend-{words}", f"Extend the range {words} along the grid", _extend_time(view, way), f"Shift+{key}", ZONE, menu="Go")
    add("clip.next", "Next clip", lambda: go.next_clip(1), "Tab", ZONE, menu="Go")
    add("clip.previous", "Previous clip", lambda: go.next_clip(-1), "Shift+Tab", ZONE, menu="Go")
    add("view.menu", "Menu of what is in focus", view.open_menu, "Shift+F10 or Menu", ZONE, menu="Go")


def _looking(view: "Arrange") -> None:
    add, port, go = view.studio.actions.add, view.viewport, view.navigation
    add("view.zoom-in", "Zoom in", lambda: port.zoom_step(1), "+ or =", ZONE)
    add("view.zoom-out", "Zoom out", lambda: port.zoom_step(-1), "-", ZONE)
    add("view.zoom-selection", "Zoom to selection, and back", go.zoom_to_selection, "Z", ZONE,
        lambda: view.clips.has_clips or view.studio.selection.range is not None, SOME)  # fmt: skip
    add("view.zoom-all", "Zoom to the whole song", port.show_all, "Shift+Z", ZONE)
    add("view.taller", "Higher track", lambda: go.change_height(None, 1), "Ctrl+Alt+Down", ZONE)
    add("view.lower", "Lower track", lambda: go.change_height(None, -1), "Ctrl+Alt+Up", ZONE)
    add("view.waves-larger", "Waves drawn larger", lambda: go.change_waves(1))
    add("view.waves-smaller", "Waves drawn smaller", lambda: go.change_waves(-1))
    add("view.find", "Find a track or clip", view.find_by_name, "Ctrl+F", keywords="search")
    for how, words in (("page", "page by page"), ("smooth", "smoothly"), ("off", "not at all")):
        add(f"view.follow-{how}", f"Follow the playhead {words}", _call(_set_follow, view, how),
            is_on=_follows(view, how))  # fmt: skip


def _tracks(view: "Arrange") -> None:
    add, studio = view.studio.actions.add, view.studio

    def has() -> bool:
        return studio.selection.track is not None

    add("view.takes", "Takes of the track", view.toggle_takes, "Q", "", has, TRACK)
    add("view.automation", "Automation of the track", view.toggle_automation, "W", "", has, TRACK)
    add("track.rename", "Rename", view.rename, "F2", "", lambda: has() or view.clips.has_clips, TRACK)
    add("track.duplicate", "Duplicate track", lambda: studio.do(edits.duplicate_track, studio.selection.track), "", "", has, TRACK)
    add("track.move-up", "Move track up", lambda: view.tracks.move(-1), "Alt+Shift+Up", "", has, TRACK)
    add("track.move-down", "Move track down", lambda: view.tracks.move(1), "Alt+Shift+Down", "", has, TRACK)
    tracks = view.tracks
    add("track.new-folder", "New folder of the chosen tracks", tracks.new_folder, "Ctrl+Alt+F", "", has, TRACK, keywords="bus group sum")
    add("track.leave-folder", "Out of the folder", tracks.leave_folder, "", "", lambda: tracks.in_folder, "The track is in no folder.")
    add("track.fold", "Fold or open folder", tracks.toggle_fold, "Ctrl+Alt+Q", "", lambda: tracks.is_folder, "Select a folder first.")
    add("track.freeze", "Freeze or unfreeze track", view.tracks.toggle_freeze, "", "", lambda: view.tracks.can_freeze,
        "Select a track with clips first.", keywords="render cpu effects")  # fmt: skip
    add("track.delete", "Delete track", view.tracks.delete, "", "", has, TRACK)
    add("track.delete-key", "Delete track in focus", view.tracks.delete, "Del", "headers", has, TRACK, menu="Go")


def _set_follow(view: "Arrange", how: str) -> None:
    view.viewport.following = True
    view.studio.view.follow = how


def _follows(view: "Arrange", how: str) -> Callable[[], bool]:
    return lambda: view.studio.view.follow == how


def _bend(clips: "ClipCommands", way: int, *, start: bool) -> Callable[[], None]:
    return lambda: clips.bend_fade(way, start=start)


def _extend_tracks(view: "Arrange", way: int) -> Callable[[], None]:
    return lambda: view.navigation.next_track(way, extend=True)


def _extend_time(view: "Arrange", way: int) -> Callable[[], None]:
    return lambda: view.navigation.step_time(way, extend=True)


def _call(function: Callable[..., object], *args: object) -> Callable[[], object]:
    return lambda: function(*args)
