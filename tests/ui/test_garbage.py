"""Garbage is collected in rounds of the event loop, and only there."""

import gc
import weakref

from daw.ui.garbage import GarbageRounds


class Knot:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        self.self = self


def test_rounds_free_what_only_the_collector_can(qtbot):
    rounds = GarbageRounds()
    try:
        assert not gc.isenabled()
        knot = weakref.ref(Knot())
        assert knot() is not None
        rounds.collect()
        assert knot() is None
    finally:
        rounds.end()
    assert gc.isenabled()
    gc.disable()  # as the fixture of these tests wants it
