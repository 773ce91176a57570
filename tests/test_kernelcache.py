"""Compiled kernels are kept per state of the sources, and old ones go."""

import os
import time

from daw import kernelcache


def test_the_folder_is_the_same_as_long_as_the_sources_are(tmp_path):
    assert kernelcache.use(tmp_path) == kernelcache.use(tmp_path) == tmp_path / kernelcache.source_hash()
    kernelcache.use()


def test_an_edit_of_a_source_means_another_folder(tmp_path, monkeypatch):
    (tmp_path / "dsp").mkdir()
    source = tmp_path / "dsp" / "filter.py"
    source.write_text("a = 1")
    monkeypatch.setattr(kernelcache, "PACKAGE", tmp_path)
    before = kernelcache.source_hash()
    source.write_text("a = 2")
    assert kernelcache.source_hash() != before
    source.write_text("a = 1")
    assert kernelcache.source_hash() == before


def test_folders_nobody_used_for_a_month_are_removed(tmp_path):
    now = time.time()
    for name, days in (("kept", 29), ("old", 31), ("ours", 40)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (now - days * 86400.0,) * 2)
    kernelcache.remove_old(tmp_path, keep=tmp_path / "ours")
    assert {path.name for path in tmp_path.iterdir()} == {"kept", "ours"}


def test_only_the_last_few_folders_are_kept(tmp_path):
    now = time.time()
    for age in range(kernelcache.KEEP_FOLDERS + 5):
        (tmp_path / str(age)).mkdir()
        os.utime(tmp_path / str(age), (now - age,) * 2)
    kernelcache.remove_old(tmp_path, keep=tmp_path / "0")
    assert {path.name for path in tmp_path.iterdir()} == {str(age) for age in range(kernelcache.KEEP_FOLDERS)}


def test_where_nothing_can_be_written_a_private_folder_is_used(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    folder = kernelcache.use(blocked)
    assert folder.is_dir()
    assert folder.stat().st_mode & 0o077 == 0
    folder.rmdir()
    kernelcache.use()
