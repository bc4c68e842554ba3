"""One language server for all tests of the editor."""

from collections.abc import Iterator

import pytest

from tests.editor.server import EditorSession, language_server


@pytest.fixture(scope="session")
def editor() -> Iterator[EditorSession]:
    """Give an editor whose language server is running."""
    with language_server() as session:
        yield session
