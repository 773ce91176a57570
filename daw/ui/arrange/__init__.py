"""The arrange view: tracks over time."""
