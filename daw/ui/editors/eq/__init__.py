"""The editor of the equaliser."""
