"""The language server that editors use for YAML, spoken to over its standard input and output.

`make editor-test` has npm put it under `build/editor`, by the lock that stands beside this file.
"""

import json
import queue
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "build/editor/node_modules/yaml-language-server/bin/yaml-language-server"
PATIENCE = 60
"""Seconds until an answer is missed; the server reads a large schema first."""


class EditorSession:
    """One editor with the server: files are opened as texts, places are asked about."""

    def __init__(self, out: IO[bytes], into: IO[bytes]) -> None:
        """Speak with a server that writes to ``out`` and reads from ``into``."""
        self._out, self._into = out, into
        self._asked = 0
        self._answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        threading.Thread(target=self._listen, daemon=True).start()
        self.ask("initialize", {"processId": None, "rootUri": ROOT.as_uri(), "capabilities": _CAPABILITIES})
        self._say("initialized", {})

    def opened(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Open a file with this text and give what the server marks in it."""
        uri = path.as_uri()
        self._diagnostics.pop(uri, None)
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._say("textDocument/didOpen", {"textDocument": document})
        while uri not in self._diagnostics:
            self._take(self._answers.get(timeout=PATIENCE))
        return self._diagnostics[uri]

    def offered(self, path: Path, line: int, column: int) -> dict[str, dict[str, Any]]:
        """Give what is offered at a place (both counted from 0), by the label that is shown."""
        answer = self.ask("textDocument/completion", _place(path, line, column))
        items = answer if isinstance(answer, list) else answer["items"]
        return {item["label"]: item for item in items}

    def shown(self, path: Path, line: int, column: int) -> str:
        """Give the text that is shown over a place (both counted from 0)."""
        answer = self.ask("textDocument/hover", _place(path, line, column))
        return str(answer["contents"]["value"]) if answer else ""

    def ask(self, method: str, params: object) -> Any:  # noqa: ANN401  whatever the protocol answers
        """Give the answer to a request; raises AssertionError where the server refuses it."""
        self._asked += 1
        number = self._asked
        self._write({"id": number, "method": method, "params": params})
        while True:
            message = self._answers.get(timeout=PATIENCE)
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
            self._take(message)

    def _say(self, method: str, params: object) -> None:
        self._write({"method": method, "params": params})

    def _write(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._into.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._into.flush()

    def _take(self, message: dict[str, Any]) -> None:
        """Keep what the server marks; answer what it asks with its defaults."""
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and "method" in message:
            wanted = (
                message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
            )
            self._write(
                {
                    "id": message["id"],
                    "result": wanted if wanted is None else [_settings(one) for one in wanted],
                }
            )

    def _listen(self) -> None:
        while header := self._out.readline():
            length = int(header.partition(b":")[2])
            while self._out.readline().strip():
                pass
            self._answers.put(json.loads(self._out.read(length)))


def _settings(item: dict[str, Any]) -> object:
    """Give what an editor has set: it asks nobody outside for schemas."""
    if item.get("section") == "yaml":
        return {"schemaStore": {"enable": False}, "completion": True, "hover": True, "validate": True}
    return {}


def _place(path: Path, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": column}}


_CAPABILITIES = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
    },
}


@contextmanager
def language_server() -> Iterator[EditorSession]:
    """Give a session with a server of its own, which is ended afterwards."""
    with subprocess.Popen(  # noqa: S603  the server that the lock names
        ["node", SCRIPT, "--stdio"],  # noqa: S607  whichever node the machine has
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield EditorSession(process.stdout, process.stdin)
        finally:
            process.kill()
