"""What else may lie in a song's folder, or not: audio that leads out of it, pipes, devices, code."""

import os
import time

import pytest

from daw.model import media, storage
from daw.model.songerror import SongError


def test_audio_that_is_missing_is_told_and_the_song_opens(folder):
    (folder / "audio" / "gtr.wav").unlink()
    with storage.open(folder) as document:
        assert [source.name for source in media.missing(folder, document.session)] == ["gtr"]


@pytest.mark.parametrize("target", ["/dev/zero", "/proc/self/mem", "/etc/hostname", "../../outside.wav", "pipe", "folder", "loop"])
def test_audio_that_leads_elsewhere_or_is_no_file_is_refused_without_reading_it(target, folder, tmp_path):
    (tmp_path / "outside.wav").write_bytes(b"x")
    place = folder / "audio" / "gtr.wav"
    place.unlink()
    if target == "pipe":
        os.mkfifo(place)
    elif target == "folder":
        place.mkdir()
    elif target == "loop":
        place.symlink_to(place)
    else:
        place.symlink_to(target)
    started = time.monotonic()
    with pytest.raises(SongError, match="not read|can't be reached"):
        storage.open(folder)
    assert time.monotonic() - started < 2


def test_a_song_file_that_is_a_pipe_or_device_is_refused_at_once(tmp_path):
    (tmp_path / "a").mkdir()
    os.mkfifo(tmp_path / "a" / "song.json")
    with pytest.raises(SongError, match="not a file"):
        storage.open(tmp_path / "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "song.json").symlink_to("/dev/zero")
    with pytest.raises(SongError, match="not a file"):
        storage.open(tmp_path / "b")
    with pytest.raises(SongError, match="no song"):
        storage.open(tmp_path / "c")


def test_code_in_a_song_folder_is_never_run(folder, tmp_path, monkeypatch):
    canary = tmp_path / "canary"
    for name in ("sitecustomize.py", "__init__.py", "msgspec.py", "json.py", "plugins/evil.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"open({str(canary)!r}, 'w')")
    monkeypatch.chdir(folder)
    with storage.open(folder) as document:
        storage.save(document)
    assert not canary.exists()
