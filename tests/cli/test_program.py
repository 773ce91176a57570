"""The program as a whole: quick to start, plain in what it says."""

import json
import os
import subprocess
import sys

import pytest

from daw import cli
from daw.audio.error import AudioFileError
from daw.cli.output import guarded, plain
from tests.cli.conftest import ROOT

HEAVY = ("numba", "scipy", "PySide6", "sounddevice", "soundfile", "rich")


@pytest.mark.parametrize("command", [*cli.COMMANDS, "open"])
def test_every_command_explains_itself(daw, command):
    told = daw(command, "--help")
    assert told.code == 0
    assert told.out.startswith(f"Usage: daw {command} ")


@pytest.mark.parametrize("words", [["--help"], ["set", "FOLDER", "Lead Vocal/fader_db", "-3"], ["show", "FOLDER"], ["bounce", "--help"]])
def test_small_commands_load_nothing_heavy(folder, words):
    line = [str(folder) if word == "FOLDER" else word for word in words]
    code = f"import sys; from daw import cli; assert cli.run({line!r}) == 0; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_program_prints_one_document_and_nothing_else(program, folder):
    process = program("show", folder, "--json")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert json.loads(out)["name"] == "song"


@pytest.mark.parametrize(
    "words", [["bogus"], ["show"], ["new", "a", "--rate", "x"], ["show", "nowhere"], ["measure", "nowhere.wav"], ["check", "x.py"]]
)
def test_an_error_is_one_sentence_and_exit_code_2(daw, words):
    told = daw(*words)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("daw: ")
    assert told.err.count("\n") == 1


def test_a_full_disk_is_one_sentence(capsys):
    def full():
        raise OSError(28, "No space left on device", "/song/x")

    assert guarded(full) == 2
    assert capsys.readouterr().err == "daw: The system refuses: the disk is full (“/song/x”).\n"


def test_what_only_a_mistake_of_ours_can_cause_is_not_hidden():
    def mistake():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        guarded(mistake)


def test_an_error_of_ours_is_told_as_it_is(capsys):
    def refuse():
        raise AudioFileError("x.wav is not audio.")

    assert guarded(refuse) == 2
    assert capsys.readouterr().err == "daw: x.wav is not audio.\n"


def test_what_is_no_number_is_null():
    assert plain({"a": float("nan"), "b": (1.0, float("inf"))}) == {"a": None, "b": [1.0, None]}


def test_a_reader_that_leaves_early_is_no_error(folder):
    line = f"{sys.executable} -m daw show {folder} --json | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_checking_an_effect_tries_every_law(daw):
    told = daw("check", ROOT / "tests" / "plugins" / "tremolo.py", "--json").json
    assert told["ok"]
    assert len(told["laws"]) > 8


def test_a_broken_effect_is_told_which_law_it_breaks(daw, tmp_path):
    source = (ROOT / "tests" / "plugins" / "tremolo.py").read_text().replace("x[c, n] *= gain", "x[c, n] = 1.0")
    (tmp_path / "always_on.py").write_text(source)
    told = daw("check", tmp_path / "always_on.py")
    assert told.code == 2
    assert "BROKEN  silence gives silence" in told.out


def test_the_doctor_looks_at_everything(daw):
    told = daw("doctor", "--json").json
    assert {"PortAudio (audio devices)", "Qt", "Compiled kernels", "Effects", "Room to record"} <= {one["name"] for one in told}


def test_devices_are_a_list(daw):
    assert isinstance(daw("devices", "--json").json, list)


@pytest.mark.parametrize("display", ["", ":987"])
def test_the_window_without_a_display_is_one_sentence(daw, monkeypatch, display):
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", display)
    told = daw()
    assert (told.code, told.out) == (2, "")
    assert "display" in told.err
    assert told.err.count("\n") == 1


def test_without_qt_the_window_is_one_sentence_and_the_commands_work(folder):
    words = f"cli.run(['open', {str(folder)!r}]), cli.run(['show', {str(folder)!r}])"
    code = f"import sys; sys.modules['PySide6'] = None; from daw import cli; print({words})"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "2 0"
    assert done.stderr.startswith("daw: The window can't open")
    assert done.stderr.count("\n") == 1
