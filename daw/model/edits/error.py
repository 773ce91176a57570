"""The one error an edit raises."""


class EditError(ValueError):
    """Why an edit can't be done: a sentence for the user.  The song is unchanged."""
