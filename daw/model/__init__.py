"""The song: records, pure edits, the document, storage.  No Qt, no numba, no audio arrays."""
