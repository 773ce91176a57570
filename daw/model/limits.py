"""What a song may hold: the ranges every edit and every file is checked against."""

MAX_FRAME = 2**40  # 66 days at 192 kHz
MIN_SAMPLE_RATE = 8_000
MAX_SAMPLE_RATE = 768_000

FADER_LOW_DB = -150.0  # reads as −∞
FADER_HIGH_DB = 6.0
CLIP_GAIN_LOW_DB = -60.0
CLIP_GAIN_HIGH_DB = 24.0
STRETCH_LOW, STRETCH_HIGH = 0.25, 4.0  # of a clip's sound: how many times as long
MAX_CENTS = 2400.0  # of a clip's tuning, up and down
MAX_VALUE = 1e9  # of any parameter of any effect

MAX_NAME = 16_384  # characters
MAX_TEXT = 100_000  # characters of a note
MAX_PATH = 4_096  # characters of a path inside the song's folder
MAX_INPUT = 1_024  # a device's input, counted from 1
MAX_CHANNELS = 64  # of a source
MAX_RECORDS = 2_000_000  # of one kind in one list

BPM_LOW = 5.0
BPM_HIGH = 999.0
METER_UNITS = (1, 2, 4, 8, 16, 32)
MAX_METER_BEATS = 64

CUT_FADE_MS = 5.0  # on the edge a cut leaves, and on the free edges of a comp
CROSSFADE_MS = 10.0  # where the parts of a comp meet, and around a clip that lies inside another

COLORS = ("rose", "aqua", "copper", "lilac", "jade", "straw", "orchid", "azure", "stone")  # in order of assignment; stone for buses
