"""Where the files that are not Python modules of ours lie: beside the package in a checkout, inside it in an installed wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def plugins_folder() -> Path:
    """The folder of the effects that come with the program."""
    return _folder("plugins")


def assets_folder() -> Path:
    """The folder of fonts, icons, themes and the demo song's recipe."""
    return _folder("assets")


def _folder(name: str) -> Path:
    installed = PACKAGE / f"_{name}"
    return installed if installed.is_dir() else PACKAGE.parent / name
