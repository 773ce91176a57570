"""Notes as menus call them."""


def beats_of(words: str) -> float:
    """Beats of a note as the menu calls it: "1/8 D" is three quarters of a beat."""
    note, _, kind = words.partition(" ")
    top, _, bottom = note.partition("/")
    return 4.0 * float(top) / float(bottom) * {"": 1.0, "D": 1.5, "T": 2.0 / 3.0}[kind]
