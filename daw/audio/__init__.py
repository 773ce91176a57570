"""Audio files: reading, take writing, importing, export formats, peaks, resampling, measuring."""
