"""Where compiled kernels are kept between runs: one folder per state of the sources they were compiled from.

numba notices an edit of the file a kernel stands in, but not of the files that kernel calls into, so the folder's name
is a hash of every source a kernel can reach, of the numba version and of the machine.  (The CPU's name and features are
part of numba's own index keys.)  Importing this module sets the folder; it must come before the first `njit`.
"""

import hashlib
import os
import shutil
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import platformdirs

PACKAGE = Path(__file__).parent
SOURCES = ("audio/*.py", "dsp/*.py", "engine/*.py", "kernelbuild.py", "plugin.py", "units.py")
VERSIONS = (("numba", "_version.py"), ("llvmlite", "_version.py"), ("numpy", "version.py"))  # read, since importing them takes time
KEEP_DAYS = 30
KEEP_FOLDERS = 20


def source_hash() -> str:
    """Hash of everything outside its own file that a compiled kernel depends on; 16 hex digits."""
    digest = hashlib.sha256()
    digest.update(f"{sys.version} {os.uname().machine if hasattr(os, 'uname') else ''}".encode())
    for package, file in VERSIONS:
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            digest.update((Path(spec.origin).parent / file).read_bytes() + b"\0")
    for pattern in SOURCES:
        for path in sorted(PACKAGE.glob(pattern)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def use(root: Path | None = None) -> Path:
    """Make numba keep its kernels under `root` (the user's cache folder) and return the folder chosen."""
    root = root or Path(platformdirs.user_cache_dir("daw")) / "kernels"
    folder = root / source_hash()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        os.utime(folder)  # "last used", for remove_old
        if not os.access(folder, os.W_OK):
            raise PermissionError(folder)
        remove_old(root, keep=folder)
    except OSError:  # a home that cannot be written to: compile afresh in a private folder, never load what others could have put there
        folder = Path(tempfile.mkdtemp(prefix="daw-kernels-"))
    os.environ["NUMBA_CACHE_DIR"] = str(folder)
    if "numba" in sys.modules:
        sys.modules["numba"].config.CACHE_DIR = str(folder)
    return folder


def remove_old(root: Path, keep: Path) -> None:
    """Delete the folders of sources nobody has run for `KEEP_DAYS`, and all but the last `KEEP_FOLDERS`."""
    oldest = time.time() - KEEP_DAYS * 86400.0
    ages = sorted(((path.stat().st_mtime, path) for path in root.iterdir() if path.is_dir()), reverse=True)
    for rank, (used, folder) in enumerate(ages):
        if folder != keep and (used < oldest or rank >= KEEP_FOLDERS):
            shutil.rmtree(folder, ignore_errors=True)


FOLDER = use()
