"""The editors of the compressor and the limiter."""
