"""Devices and their troubles in a person's words."""


def plain_name(name: str) -> str:
    """A device's name as it stands on its front: without the system's way to it and the number of its card."""
    if name.endswith("JACK Audio Connection Kit"):
        return "JACK"
    return name.rpartition(", ")[0].partition(" (hw:")[0].partition(": ")[0] or name


def trouble_words(words: str) -> str:
    """What the engine says of a device that can't be opened, as a person needs it."""
    text = words.replace(" `--device null` works without hardware.", "")
    if text.startswith("There is no audio device"):
        return "No audio device found. Plug in an interface or microphone, then try again."
    if " cannot run at " in text:
        name, _, rest = text.partition(" cannot run at ")
        return f"Can’t open {plain_name(name)} at {rest}"
    return text
