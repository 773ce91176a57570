"""The actions of the clip editor.  All keys of the canvas work in it too: split, trim, fades, gain, slip, nudge, stretch."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from daw.ui.clipeditor.page import ClipEditor

ZONE = "clip"
CLIP = "Select one clip first."


def register(page: "ClipEditor") -> None:
    """Make everything known."""
    add, view, studio = page.studio.actions.add, page.view, page.studio

    def has() -> bool:
        return page.block is not None

    add("view.clip-editor", "Clip editor", lambda: show(page), "Ctrl+Shift+E", "", has, CLIP, keywords="wave sample")
    add("editor.zoom-in", "Zoom in, clip editor", lambda: view.zoom_step(1), "+ or =", ZONE, has, CLIP)
    add("editor.zoom-out", "Zoom out, clip editor", lambda: view.zoom_step(-1), "-", ZONE, has, CLIP)
    add("editor.zoom-clip", "Zoom to the range or the clip, clip editor", lambda: zoom(page), "Z", ZONE, has, CLIP)
    add("editor.zoom-file", "Zoom to the whole file, clip editor", view.show_file, "Shift+Z", ZONE, has, CLIP)
    add("editor.play", "Play from the cursor, clip editor", lambda: play(page), "P", ZONE, has, CLIP, keywords="audition listen")
    add("clip.zero-crossings", "Edges at zero crossings", lambda: studio.prefer(zero_crossings=not studio.preferences.zero_crossings),
        is_on=lambda: studio.preferences.zero_crossings, keywords="snap click")  # fmt: skip


def show(page: "ClipEditor") -> None:
    """Bring the page to the front and give it the keys."""
    page.studio.show_dock("clip")
    page.canvas.take_keys()


def zoom(page: "ClipEditor") -> None:
    """Let the chosen time fill the width, or the clip; again: go back."""
    chosen = page.studio.selection.range
    span = chosen if chosen is not None and chosen[1] > page.view.span[0] and chosen[0] < page.view.span[1] else None
    if span is not None:
        page.view.show_span(*span)
    else:
        page.view.show_all()


def play(page: "ClipEditor") -> None:
    """Play from the edit cursor, or from the clip's start; while it plays: stop."""
    studio, cursor = page.studio, page.canvas.marks.cursor
    if studio.playing:
        studio.stop()
        return
    start, end = page.view.span
    studio.locate(cursor if cursor is not None and start <= cursor < end else start)
    studio.play()
