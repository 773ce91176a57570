"""Ogg streams carry a random serial number; ours get a fixed one, so that the same sound gives the same bytes.

Source: RFC 3533 (page layout; CRC-32 of polynomial 0x04C11DB7, no reflection, start 0, computed with its own field zero).
"""

import os

import numpy as np

from daw.dsp.compiled import compiled

SERIAL = 0x64617731  # "1wad"


def set_serial(path: str | os.PathLike[str]) -> None:
    """Give every page of an Ogg file, in place, the serial number SERIAL; one logical stream is assumed."""
    pages = np.memmap(path, np.uint8, "r+")
    _renumber(pages, SERIAL, crc_table())
    pages.flush()


def crc_table() -> np.ndarray:
    """CRC of each single byte: uint32 (256,)."""
    table = np.arange(256, dtype=np.uint32) << np.uint32(24)
    for _ in range(8):
        table = (table << np.uint32(1)) ^ np.where(table & np.uint32(0x80000000), np.uint32(0x04C11DB7), np.uint32(0))
    return table


@compiled
def _renumber(pages: np.ndarray, serial: int, table: np.ndarray) -> None:
    """Walk the pages: write the serial, compute the CRC anew; stops at anything that is not a page."""
    at = 0
    while at + 27 <= pages.size and pages[at] == 79 and pages[at + 1] == 103 and pages[at + 2] == 103 and pages[at + 3] == 83:
        segments = pages[at + 26]
        end = at + 27 + segments
        if end > pages.size:
            return
        for n in range(at + 27, at + 27 + segments):
            end += pages[n]
        if end > pages.size:
            return
        for n in range(4):
            pages[at + 14 + n] = (serial >> (8 * n)) & 0xFF
            pages[at + 22 + n] = 0
        crc = np.uint32(0)
        for n in range(at, end):
            crc = np.uint32(crc << np.uint32(8)) ^ table[np.uint32(crc >> np.uint32(24)) ^ np.uint32(pages[n])]
        for n in range(4):
            pages[at + 22 + n] = (crc >> np.uint32(8 * n)) & np.uint32(0xFF)
        at = end
