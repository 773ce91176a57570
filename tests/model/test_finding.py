"""Lost audio is found once for all in a folder and below it, by its name, and only if it fits."""

from daw.model.clip import Source
from daw.model.finding import look_for


def source(name):
    return Source(id=name, name=name, path=f"audio/{name}.wav", channels=1, frames=10)


def test_every_lost_file_is_found_wherever_it_lies_and_one_that_does_not_fit_is_passed_over(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "a.wav").write_text("wrong")
    (tmp_path / "deep" / "er" / "A.WAV").write_text("right")
    (tmp_path / "b.wav").write_text("right")
    found = look_for([source("a"), source("b"), source("c")], tmp_path, lambda path, _source: path.read_text() == "right")
    assert found == {"a": tmp_path / "deep" / "er" / "A.WAV", "b": tmp_path / "b.wav"}


def test_a_search_can_be_stopped(tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "a.wav").write_text("")
    assert look_for([source("a")], tmp_path, lambda *_: True, lambda: False) == {}
