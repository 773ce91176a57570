"""What Linux must bring, since no Python package does, and how to install it.  Standard library only: a bare machine can ask."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys

# library or program -> package in Debian, Fedora, Arch
SOUND = {"libportaudio.so.2": ("libportaudio2", "portaudio", "portaudio")}
WINDOW = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libX11.so.6": ("libx11-6", "libX11", "libx11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "freetype2"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb"),
}
TESTS = {
    "jackd": ("jackd2", "jack-audio-connection-kit", "jack2"),
    "jack_lsp": ("jackd2", "jack-audio-connection-kit-example-clients", "jack-example-tools"),
    "Xvfb": ("xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    "xdotool": ("xdotool", "xdotool", "xdotool"),
    "openbox": ("openbox", "openbox", "openbox"),
    "import": ("imagemagick", "ImageMagick", "imagemagick"),
    "ffmpeg": ("ffmpeg", "ffmpeg", "ffmpeg"),
    "strace": ("strace", "strace", "strace"),
}
INSTALLERS = {"apt-get": "apt-get install -y --no-install-recommends", "dnf": "dnf install -y", "pacman": "pacman -S --needed"}


def is_present(need: str) -> bool:
    """Whether a library can be loaded, or a program found."""
    if ".so." not in need:
        return shutil.which(need) is not None
    try:
        ctypes.CDLL(need)
    except OSError:
        return False
    return True


def installer() -> str:
    """This machine's installer of system packages: one of INSTALLERS, or "" if it has none of them."""
    return next((name for name in INSTALLERS if shutil.which(name)), "")


def packages(needs: dict[str, tuple[str, str, str]]) -> list[str]:
    """The packages, as this machine's installer calls them, that hold what is missing."""
    column = list(INSTALLERS).index(installer() or "apt-get")
    return sorted({names[column] for need, names in needs.items() if not is_present(need)})


def line(wanted: list[str]) -> str:
    """What to type to install packages, without `sudo`."""
    return f"{INSTALLERS.get(installer(), 'install:')} {' '.join(wanted)}"


def window_problem() -> str:
    """Why a window can't open on this machine, in a sentence; empty if nothing stands in the way.  Qt would end the program instead."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "xcb").partition(":")[0] not in ("xcb", "wayland"):
        return ""
    if missing := [need for need in WINDOW if not is_present(need)]:
        return f"The window needs {', '.join(missing)}.  Type: sudo {line(packages(WINDOW))}"
    if os.environ.get("WAYLAND_DISPLAY"):
        return ""
    if not os.environ.get("DISPLAY"):
        return "There is no display to open the window on.  The commands work without one: see `daw --help`."
    library = ctypes.CDLL("libX11.so.6")
    library.XOpenDisplay.restype = ctypes.c_void_p
    display = library.XOpenDisplay(None)
    if display is None:
        return f"The display {os.environ['DISPLAY']} can't be reached.  The commands work without one: see `daw --help`."
    library.XCloseDisplay(ctypes.c_void_p(display))
    return ""
