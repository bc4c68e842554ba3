"""Rule folders on disk: what is read, what is passed over, what is refused."""

from pathlib import Path

from loyalty.adapters.rule_folder import FILES_MAX, read_rule_folder


def _lines(folder: Path) -> list[str]:
    return [str(finding) for finding in read_rule_folder(folder).findings]


def test_rule_files_and_tables_are_read(tmp_path: Path) -> None:
    """YAML and CSV files of the folder and its sub-folders are read by relative path; notes are not."""
    (tmp_path / "earn").mkdir()
    (tmp_path / "earn" / "weeks.yaml").write_text("rules: []\n")
    (tmp_path / "vat.csv").write_text("country,rate\n")
    (tmp_path / "README.md").write_text("notes\n")
    (tmp_path / ".draft.yaml").write_text("hidden\n")

    read = read_rule_folder(tmp_path)

    assert {"earn/weeks.yaml": "rules: []\n", "vat.csv": "country,rate\n"} == read.source
    assert () == read.findings


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    """A link to a file elsewhere is a finding, and the file is not read."""
    (tmp_path / "secret.yaml").write_text("secret: 1\n")
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "tiers.yaml").symlink_to(tmp_path / "secret.yaml")

    assert ["tiers.yaml:1:1 a link out of the folder; copy the file into it"] == _lines(folder)
    assert {} == read_rule_folder(folder).source


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are not UTF-8, and bytes that no text has, are findings."""
    (tmp_path / "a.yaml").write_bytes(b"name: \xff\n")
    (tmp_path / "b.csv").write_bytes(b"a\0b")

    assert [
        "a.yaml:1:7 not UTF-8 at byte 7; save it as UTF-8",
        "b.csv:1:1 not a text; rule files are plain texts",
    ] == _lines(tmp_path)


def test_other_files_are_refused(tmp_path: Path) -> None:
    """A file that would silently not count is a finding."""
    (tmp_path / "tiers.yml").write_text("tiers: {}\n")
    (tmp_path / "notes.txt").write_text("tiers: {}\n")

    assert [
        "notes.txt:1:1 not a rule file; rule files are `.yaml` and `.csv`",
        "tiers.yml:1:1 not a rule file; call it `tiers.yaml`",
    ] == _lines(tmp_path)


def test_a_folder_has_rule_files_but_not_too_many(tmp_path: Path) -> None:
    """An empty folder is a finding, and so is the first file too many."""
    said = "; a rule file ends in `.yaml`; `loyalty rules init` makes a small programme"
    assert [f"{tmp_path.name}:1:1 the folder has no rule files{said}"] == _lines(tmp_path)

    for number in range(FILES_MAX + 5):
        (tmp_path / f"{number:04}.yaml").write_text("a: 1\n")

    assert [f"0200.yaml:1:1 more than {FILES_MAX} rule files; join some"] == _lines(tmp_path)
