"""The editors of reverb, delay and panner."""
