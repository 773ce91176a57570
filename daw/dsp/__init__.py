"""Compiled kernels and analysis: arrays in, numbers out."""
