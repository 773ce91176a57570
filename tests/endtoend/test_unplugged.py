"""The JACK server dies while somebody sings: the take stays, a sentence says so, nothing hangs, and the program ends in order."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.endtoend import proof
from tests.endtoend.person import Person

pytestmark = pytest.mark.realtime

RATE = 48000


def test_a_take_is_safe_when_the_device_goes_away(
    jack_server: Callable[..., object], prepared: None, person: Callable[..., Person], sing: Callable[[], None], noise: Path
) -> None:
    server = jack_server(period_frames=256)
    user = person()
    user.wait_for(focus="Name of the new song", seconds=60.0)
    user.type("Unplugged")
    user.key("Return", "Return")
    user.wait_for_sound("JACK")
    sing()
    user.wait(lambda: user.state["inputs"][0] > -20.0, "the singer heard")
    user.key("r")
    user.wait_for(rolling=True, recording=True)
    user.wait(lambda: user.state["position"] > 2 * RATE, "two seconds of a take")
    server.kill()  # type: ignore[attr-defined]
    banner = user.wait(lambda: user.state["banner"], "a banner")
    told = re.search(r"Your take is safe up to 0:(\d\d)", banner)
    assert told is not None, banner
    assert int(told[1]) in (2, 3, 4)
    (take,) = user.wait(lambda: user.session["tracks"][0].get("takes"), "the take")
    assert take["length"] >= (int(told[1]) - 0.2) * RATE
    assert not user.state["recording"]
    user.key("m")
    assert user.session["tracks"][0]["mute"]
    folder = Path(user.state["folder"])
    assert user.quit() == 0
    assert "Traceback" not in user.log

    session = proof.read_song(folder)
    track = session.tracks[0]
    assert proof.share_heard(proof.sound_of(session, folder, track, track.takes[0].id), proof.mono(noise)) > 0.7
