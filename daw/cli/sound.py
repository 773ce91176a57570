"""The commands that make sound or measure it: record, play, bounce, measure."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from daw.cli.argument import AsJson, Block, Device, Folder, changed, frame_at, inputs_of, looked_at
from daw.cli.output import CommandError, clock, decibels, emit, note, progress

if TYPE_CHECKING:
    from daw.audio.measure import Measurement
    from daw.engine.offline import Report


class FileFormat(StrEnum):
    """What a bounce can be."""

    WAV16 = "wav16"
    WAV24 = "wav24"
    WAV32F = "wav32f"
    FLAC16 = "flac16"
    FLAC24 = "flac24"
    MP3 = "mp3"
    OGG = "ogg"
    OPUS = "opus"


class TakeFormat(StrEnum):
    """What a take can be."""

    PCM24 = "pcm24"
    FLOAT32 = "float32"


class DitherKind(StrEnum):
    """What whole-number formats are dithered with."""

    TPDF = "tpdf"
    NONE = "none"


def record(  # noqa: PLR0913  one argument for each option
    folder: Folder,
    *,
    track: Annotated[str, typer.Option(metavar="NAME", help="The track to record on; made if there is none.")],
    seconds: Annotated[float, typer.Option(metavar="SECONDS", help="How long.")],
    input_text: Annotated[str | None, typer.Option("--input", metavar="1|1+2", help="A device input, or a pair of them.")] = None,
    device: Device = None,
    virtual_input: Annotated[Path | None, typer.Option(metavar="WAV", help="What the null device's microphone hears.")] = None,
    play_along: Annotated[bool, typer.Option("--play", help="Hear the song while recording.")] = False,
    at: Annotated[float, typer.Option(metavar="SECONDS", help="Where in the song the take begins.")] = 0.0,
    take_format: Annotated[TakeFormat, typer.Option("--format", help="24-bit or 32-bit float.")] = TakeFormat.PCM24,
    block: Block = None,
    as_json: AsJson = False,
) -> int:
    """Record a take on a track."""
    from daw.cli.live import Recording

    if virtual_input is not None and device not in (None, "null"):
        raise CommandError("--virtual-input is heard by the null device alone: leave --device out, or say --device null.")
    if not 0.0 < seconds <= 1e6:
        raise CommandError(f"--seconds is how long to record, more than 0; {seconds:g} is not.")
    inputs = None if input_text is None else inputs_of(input_text)
    with changed(folder) as document:
        recording = Recording(document, track, inputs, frame_at(at, document.session.sample_rate, "--at"), seconds)
        result, code = recording.run(
            "null" if virtual_input is not None else device, block, virtual_input, sample_format=take_format.value, play_along=play_along
        )
    told = f"{result.track}, {result.take}: {clock(result.seconds)} in {result.file}, peak {decibels(result.peak_dbfs, 'dBFS')}"
    emit(result, told, as_json=as_json)
    return code


def play(
    folder: Folder,
    *,
    start: Annotated[float, typer.Option("--from", metavar="SECONDS", help="Where to begin.")] = 0.0,
    seconds: Annotated[float | None, typer.Option(metavar="SECONDS", help="How long; to the end of the song unless given.")] = None,
    device: Device = None,
    block: Block = None,
    as_json: AsJson = False,
) -> int:
    """Play a song."""
    from daw.cli.live import play_song

    if seconds is not None and not 0.0 < seconds <= 1e6:
        raise CommandError(f"--seconds is how long to play, more than 0; {seconds:g} is not.")
    with looked_at(folder) as document:
        first = frame_at(start, document.session.sample_rate, "--from")
        result, code = play_song(document, first, seconds, device, block)
    told = (
        f"{clock(result.frames / result.sample_rate)} on {result.device}, "
        f"{result.xruns} xruns, load {result.load:.1%} (at most {result.worst_load:.1%})"
    )
    emit(result, told, as_json=as_json)
    return code


def bounce(  # noqa: PLR0913  one argument for each option
    folder: Folder,
    out: Annotated[Path | None, typer.Argument(metavar="[OUT]", help="The file; in the song's renders/ unless given.")] = None,
    *,
    file_format: Annotated[FileFormat | None, typer.Option("--format", help="wav24 unless OUT ends otherwise.")] = None,
    rate: Annotated[int | None, typer.Option(metavar="HZ", help="The file's sample rate; the song's unless given.")] = None,
    start: Annotated[float, typer.Option("--from", metavar="SECONDS", help="Where to begin.")] = 0.0,
    end: Annotated[float | None, typer.Option("--to", metavar="SECONDS", help="Where to end; after the last clip unless given.")] = None,
    tail: Annotated[float | None, typer.Option(metavar="SECONDS", help="How long effects ring out; until silent unless given.")] = None,
    stems: Annotated[bool, typer.Option("--stems", help="Also write each track and bus to a file.")] = False,
    loudness: Annotated[float | None, typer.Option(metavar="LUFS", help="Bring the mix to this loudness.")] = None,
    ceiling: Annotated[float | None, typer.Option(metavar="DBTP", help="Let no true peak be higher; −1 with --loudness.")] = None,
    dither: Annotated[DitherKind, typer.Option(help="For 16 and 24 bit.")] = DitherKind.TPDF,
    block: Annotated[int | None, typer.Option(metavar="FRAMES", min=1, help="Frames per block; changes no sample.")] = None,
    threads: Annotated[int | None, typer.Option(metavar="N", min=1, help="How many cores; changes no sample.")] = None,
    as_json: AsJson = False,
) -> None:
    """Mix a song down to a file, and measure it."""
    from daw import song

    with looked_at(folder) as document, progress("Bouncing") as told, _interruptible() as asked:
        hz = document.session.sample_rate
        options: dict[str, Any] = {} if block is None else {"block": block}
        report = song.bounce(
            document, out, progress=told, cancelled=asked, format=(file_format or _format_of(out)).value, rate=rate,
            start=frame_at(start, hz, "--from"), end=None if end is None else frame_at(end, hz, "--to"), tail_s=tail, stems=stems,
            loudness_lufs=loudness, ceiling_dbtp=ceiling, dither=dither.value, threads=threads, **options,
        )  # fmt: skip
    if not as_json:
        note(report.notes)
    emit(report, bounce_lines(report), as_json=as_json)


@contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """Ctrl-C ends a bounce where it is; if the exception is lost in somebody's callback, at its next look whether to stop."""
    from daw.engine.offline import BounceCancelledError

    asked = Event()

    def ask(_number: int, _frame: FrameType | None) -> NoReturn:
        asked.set()
        raise KeyboardInterrupt

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked.is_set
    except BounceCancelledError:
        raise KeyboardInterrupt from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _format_of(out: Path | None) -> FileFormat:
    """What an ending asks for; 24-bit WAV when it says nothing."""
    endings = {".flac": FileFormat.FLAC24, ".mp3": FileFormat.MP3, ".ogg": FileFormat.OGG, ".opus": FileFormat.OPUS}
    return FileFormat.WAV24 if out is None else endings.get(out.suffix.casefold(), FileFormat.WAV24)


def bounce_lines(report: "Report") -> list[str]:
    """A finished bounce in words."""
    speed = report.audio_seconds / report.wall_seconds
    return [
        report.file,
        f"{clock(report.audio_seconds)} at {report.sample_rate} Hz in {report.wall_seconds:.2f} s ({speed:.0f} × real time)",
        measured_line(report),
        *(f"stem: {stem}" for stem in report.stems),
    ]


def measured_line(measured: "Measurement | Report") -> str:
    """What was measured, in one line."""
    parts = [
        decibels(measured.integrated_lufs, "LUFS"),
        f"short-term at most {decibels(measured.short_term_max_lufs, 'LUFS')}",
        f"range {decibels(measured.lra_lu, 'LU')}",
        f"true peak {decibels(measured.true_peak_dbtp, 'dBTP')}",
        f"sample peak {decibels(measured.sample_peak_dbfs, 'dBFS')}",
    ]
    return "silent" if measured.sample_peak_dbfs is None else ", ".join(parts)


def measure(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Audio files.")],
    *,
    series: Annotated[bool, typer.Option("--series", help="Also momentary and short-term loudness every 10 ms (with --json).")] = False,
    as_json: AsJson = False,
) -> None:
    """Measure the loudness and the peaks of audio files: ITU-R BS.1770, EBU R 128."""
    from daw import song

    results = []
    with progress("Measuring") as told:
        for number, file in enumerate(files):
            results.append(song.measure(file, series=series))
            told((number + 1) / len(files))
    lines = (f"{one.file}: {measured_line(one)}" for one in results)
    emit(results, lines, as_json=as_json)
