"""The house stands: the wheel, alone in another folder, does the main job; a machine with no sound hardware has a device to test on."""

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(words, cwd=folder, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


class Installed:
    """An environment in a folder of its own with the wheel in it; its dependencies are those the tests run with, lent by path.

    A folder lent by path has its own .pth files ignored, so the checkout cannot be seen from here.
    """

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.folder = folder
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "env"], check=True)
        self.bin = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin")
        site = Path(self.run("python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
        (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
        pip = [sys.executable, "-m", "pip", "--python", self.bin / "python", "install", "--quiet", "--no-deps", "--no-index", wheel]
        subprocess.run(pip, check=True)

    def run(self, program: str, *words: str | Path) -> str:
        """Run a program of the environment, as a user who has nothing else; return what it printed."""
        home = {"HOME": str(self.folder), "PATH": str(self.bin), "LANG": "C.UTF-8"}
        done = subprocess.run([self.bin / program, *words], cwd=self.folder, env=home, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{program} {words} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
        return done.stdout


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Installed:
    return Installed(tmp_path_factory.mktemp("elsewhere"), wheel)


def test_the_wheel_carries_every_effect_and_asset_and_nothing_else(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for shipped, carried in (("daw", "daw"), ("plugins", "daw/_plugins"), ("assets", "daw/_assets")):
        files = [path.relative_to(ROOT / shipped) for path in (ROOT / shipped).rglob("*") if path.is_file()]
        assert {f"{carried}/{path.as_posix()}" for path in files if "__pycache__" not in path.parts} <= names
    assert not [name for name in names if not name.startswith(("daw/", "daw-")) or "__pycache__" in name]


def test_the_installed_program_uses_its_own_files(installed):
    questions = "from daw import resources as r; print(r.__file__, r.plugins_folder(), r.assets_folder() / 'fonts', sep='\\n')"
    answers = [Path(line) for line in installed.run("python", "-c", questions).splitlines()]
    assert len(answers) == 3
    assert all(path.is_relative_to(installed.folder) and path.exists() for path in answers), answers


def test_the_installed_program_explains_itself(installed):
    assert "bounce" in installed.run("daw", "--help")
    assert "DIR" in installed.run("daw", "demo", "--help")


@pytest.mark.timeout(600)
def test_the_installed_program_does_the_main_job(installed):
    installed.run("daw", "demo", "song")
    written = {path.suffix for path in (installed.folder / "song" / "renders").iterdir()}
    assert {".wav", ".flac", ".mp3"} <= written


@pytest.mark.realtime
def test_a_jack_server_without_hardware_is_a_device_of_the_rate_asked_for(jack_server):
    jack_server(period_frames=256, sample_rate=44100)
    question = "import sounddevice; device = sounddevice.query_devices(0); print(device['name'], device['default_samplerate'])"
    answer = subprocess.run([sys.executable, "-c", question], check=True, capture_output=True, text=True)
    assert answer.stdout.split() == ["system", "44100.0"]
