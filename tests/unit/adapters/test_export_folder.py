"""The folder of an export: its owner's alone from the first byte, and read as files of its own only."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from loyalty.adapters.export_folder import MANIFEST, read_part, write_folder
from loyalty.erasure.refusals import ExportUnfit

OWNERS = {"folder": 0o700, "file": 0o600}


@pytest.fixture(autouse=True)
def _open_to_everybody() -> Iterator[None]:
    """Let new files be open to everybody where nothing else is said."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.parametrize("there", [False, True])
def test_what_is_exported_of_a_member_is_its_owners_alone(tmp_path: Path, *, there: bool) -> None:
    """The folder, also one that stood open before, the folders in it, and every file."""
    folder = tmp_path / "out"
    if there:
        folder.mkdir(mode=0o777)
    write_folder(folder, {MANIFEST: {}, "data/member.json": []})

    made = [folder, *folder.rglob("*")]
    found = {str(each): stat.S_IMODE(each.stat().st_mode) for each in made}
    assert {str(each): OWNERS["folder" if each.is_dir() else "file"] for each in made} == found
    assert 4 == len(made)


def test_nothing_is_written_into_a_folder_that_holds_anything(tmp_path: Path) -> None:
    """What somebody put there before, such as a link to another file, is not written through."""
    (tmp_path / MANIFEST).symlink_to(tmp_path / "elsewhere")

    with pytest.raises(FileExistsError):
        write_folder(tmp_path, {MANIFEST: {}})
    assert not (tmp_path / "elsewhere").exists()


def test_a_link_is_not_read_as_a_part(tmp_path: Path) -> None:
    """A folder that was handed over shows no other file of the machine."""
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    (tmp_path / MANIFEST).symlink_to(tmp_path / "other.json")

    with pytest.raises(ExportUnfit):
        read_part(tmp_path, MANIFEST)
