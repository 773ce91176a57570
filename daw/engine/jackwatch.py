"""Whether the JACK server that PortAudio talks to is still there.

PortAudio ends the whole program by an assertion when it is told to terminate after its JACK server has gone (pa_jack.c, Terminate).  So
before that, somebody must know: a client of our own, which JACK tells when the server shuts down.
"""

import ctypes
import threading

_NO_START_SERVER = 1


class JackWatch:
    """Watches the server there is now; `gone` is set when it has shut down."""

    def __init__(self) -> None:
        self.gone = threading.Event()
        self._client: int | None = None
        self._callback = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(self._on_shutdown)
        try:
            self._lib: ctypes.CDLL | None = ctypes.CDLL("libjack.so.0")
        except OSError:
            self._lib = None
            return
        self._lib.jack_client_open.restype = ctypes.c_void_p
        self._client = self._lib.jack_client_open(b"daw-watch", _NO_START_SERVER, None)
        if self._client:
            self._lib.jack_on_shutdown(ctypes.c_void_p(self._client), self._callback, None)
            self._lib.jack_activate(ctypes.c_void_p(self._client))

    def _on_shutdown(self, _argument: object) -> None:
        self.gone.set()

    def close(self) -> None:
        """Watch no more."""
        if self._client and self._lib is not None and not self.gone.is_set():
            self._lib.jack_client_close(ctypes.c_void_p(self._client))
        self._client = None
