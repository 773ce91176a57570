"""Controls and displays of the window.  They know numbers and words, and nothing of songs or engines."""
