"""WAV files, the one way in: read a header, build a header, mend a header."""

from daw.audio.recovery import Repaired, recover_takes, repair
from daw.audio.riff import WavInfo, read_header
from daw.audio.wavheader import HeaderTemplate, Loudness, build_header, patch_header

__all__ = [
    "HeaderTemplate",
    "Loudness",
    "Repaired",
    "WavInfo",
    "build_header",
    "patch_header",
    "read_header",
    "recover_takes",
    "repair",
]
