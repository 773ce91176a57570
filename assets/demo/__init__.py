"""The demo song "Slow Light": its score, its instruments and its mix.  `song.py` is the way in."""
