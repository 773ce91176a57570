"""What turns blocks into the bytes of an exported file: our own WAV, and libsndfile for the rest."""

import contextlib
import os
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
import soundfile

from daw.audio import pcm
from daw.audio.error import AudioFileError, explain_os_error, shown
from daw.audio.oggserial import set_serial
from daw.audio.partfile import PartFile
from daw.audio.wavheader import SAMPLE_BYTES, Broadcast, Loudness, build_header, plain_header

INFO_CHUNKS = {  # RIFF INFO, by the name of the tag
    "title": b"INAM", "artist": b"IART", "album": b"IPRD", "date": b"ICRD", "tracknumber": b"ITRK",
    "genre": b"IGNR", "comment": b"ICMT", "copyright": b"ICOP", "software": b"ISFT",
}  # fmt: skip
_PLAIN_LIMIT_BYTES = 1 << 32
_CALL_FRAMES = 16384  # libsndfile's Vorbis encoder keeps a whole call on its stack


class WavEncoder:
    """WAV: `fmt`, `data` and, with metadata, a LIST after the audio. Without a known length, room is kept for RF64."""

    def __init__(
        self,
        file: PartFile,
        sample_format: str,
        sample_rate: int,
        channels: int,
        *,
        metadata: Mapping[str, str],
        frames: int | None,
        broadcast: Broadcast | None,
    ) -> None:
        self._file = file
        self._format = (channels, sample_rate, sample_format)
        self._info = _info_chunk(metadata)
        self._block_align = channels * SAMPLE_BYTES[sample_format]
        self._broadcast = broadcast
        self._keeps_room = frames is None or frames * self._block_align > _PLAIN_LIMIT_BYTES - 65536
        self._header_bytes = len(self._header(frames or 0, None))
        file.write(self._header(frames or 0, None))

    def _header(self, frames: int, loudness: Loudness | None) -> bytes:
        if self._broadcast is None:
            return plain_header(*self._format, frames, extra_bytes=len(self._info), keeps_room=self._keeps_room)
        header = build_header(
            *self._format, description=self._broadcast.description, originator=self._broadcast.originator,
            time_reference=self._broadcast.time_reference, frames=frames, loudness=loudness,
        )  # fmt: skip
        return header.bytes

    def write(self, block: np.ndarray) -> None:
        """Append float32 (channels, frames), or whole numbers of the file's format."""
        if block.dtype == np.float32:
            self._file.write(pcm.to_bytes(block, self._format[2]).data)
        else:
            self._file.write(pcm.whole_to_bytes(block, self._format[2]).data)

    def finish(self, frames: int, loudness: Loudness | None) -> None:
        """Write what comes after the audio, then the true header."""
        data_bytes = frames * self._block_align
        self._file.write(bytes(data_bytes & 1))
        if self._broadcast is None:
            self._file.write(self._info)
        header = self._header(frames, loudness)
        if len(header) != self._header_bytes or (self._file.bytes_written >= _PLAIN_LIMIT_BYTES and header[:4] != b"RF64"):
            raise AudioFileError(f"{shown(self._file.path)} became longer than was said at its start and was not kept. Export it again.")
        self._file.rewrite(header)

    def abort(self) -> None:
        """Nothing but the file, which is not ours."""


class LibraryEncoder:
    """FLAC, MP3, Vorbis and Opus through libsndfile."""

    def __init__(
        self,
        file: PartFile,
        container: str,
        encoding: str,
        sample_rate: int,
        channels: int,
        *,
        metadata: Mapping[str, str],
        settings: Mapping[str, float | str],
    ) -> None:
        self._file = file
        self._sound: Any = None  # soundfile.SoundFile
        self._is_ogg = container == "OGG"
        name = os.fsencode(file.part) if os.name == "posix" else os.fspath(file.part)
        try:
            self._sound = soundfile.SoundFile(name, "w", sample_rate, channels, encoding, format=container, **settings)
        except soundfile.LibsndfileError as error:
            raise self._explained(error) from error
        for tag, text in metadata.items():
            if tag in INFO_CHUNKS or tag == "license":
                setattr(self._sound, tag, text)

    def write(self, block: np.ndarray) -> None:
        """Append float32 (channels, frames), or whole numbers of 16 or 24 bits."""
        if block.dtype == np.int32:
            block = block << 8  # libsndfile takes 24 bits from the top of 32
        frames_first = np.ascontiguousarray(block.T)
        try:
            for start in range(0, len(frames_first), _CALL_FRAMES):
                self._sound.write(frames_first[start : start + _CALL_FRAMES])
        except (soundfile.LibsndfileError, AssertionError) as error:
            raise self._explained(error) from error

    def finish(self, frames: int, loudness: Loudness | None) -> None:
        """Flush the encoder, then check that the file holds what was written: libsndfile does not report every failure."""
        try:
            self._sound.close()
            written = soundfile.info(os.fsencode(self._file.part) if os.name == "posix" else os.fspath(self._file.part)).frames
        except soundfile.LibsndfileError as error:
            raise self._explained(error) from error
        if written != frames:
            raise self._explained(None)
        if self._is_ogg:
            try:
                set_serial(self._file.part)
            except OSError as error:
                raise explain_os_error(error, self._file.path, self._file.work) from error

    def abort(self) -> None:
        """Let go of the file, which is about to be removed."""
        sound, self._sound = self._sound, None
        if sound is not None:
            with contextlib.suppress(soundfile.LibsndfileError):
                sound.close()

    def _explained(self, error: Exception | None) -> AudioFileError:
        """The sentence for a failure: libsndfile does not say why a write failed, so another write is tried."""
        try:
            self._file.append_probe()
        except OSError as reason:
            self.abort()
            self._file.abort()
            return explain_os_error(reason, self._file.path, self._file.work)
        return AudioFileError(
            f"{self._file.work} stopped: {shown(self._file.path)} could not be encoded ({error or 'it came out too short'})."
        )


def _info_chunk(metadata: Mapping[str, str]) -> bytes:
    """A LIST INFO chunk of the tags it has names for; b"" when there are none."""
    body = b""
    for tag, identity in INFO_CHUNKS.items():
        if metadata.get(tag):
            text = metadata[tag].encode("utf-8", "replace") + b"\0"
            body += identity + struct.pack("<I", len(text)) + text + bytes(len(text) & 1)
    return b"LIST" + struct.pack("<I", len(body) + 4) + b"INFO" + body if body else b""
