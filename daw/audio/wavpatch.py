"""The header patcher of takes, compiled for the disk thread: `patch_header_rt(header, data_bytes)`.

header : uint8 (4096,), from `HeaderTemplate.bytes`; data_bytes : int64. Then write the 4096 bytes at offset 0, and one
zero byte after the audio when `data_bytes` is odd (24-bit mono), before the header. Takes no lock, allocates nothing.
"""

from daw.audio.wavheader import patch_header
from daw.dsp.compiled import compiled

patch_header_rt = compiled(patch_header)
