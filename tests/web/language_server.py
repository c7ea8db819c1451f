"""A client of yaml-language-server, as an editor is one: JSON-RPC over the server's standard input and output."""

from __future__ import annotations

import json
import os
import re
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from tools import HERE, MODULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    Message = dict[str, Any]

_SERVER = MODULES / "yaml-language-server" / "bin" / "yaml-language-server"
_ANSWERS = {"workspace/configuration", "client/registerCapability", "window/workDoneProgress/create"}
_OFF = {"schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}}
"""Without these it asks the network for schemas of well-known files."""
MARK = "│"
"""Where the cursor is in a text."""


class Diagnostic(NamedTuple):
    """A problem that an editor underlines."""

    line: int
    """From 1."""
    words: str
    message: str


class Editor:
    """An open folder with the server at work in it."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path, settings: Mapping[str, Any]) -> None:
        self._process = process
        self._folder = folder
        self._settings = {"yaml": {**_OFF, "completion": True, "hover": True, "validate": True, **settings}}
        self._number = 0
        self._problems: dict[str, list[Message]] = {}

    def start(self) -> None:
        """Say hello, as editors do."""
        item = {"snippetSupport": True, "documentationFormat": ["markdown"]}
        capabilities = {
            "textDocument": {"completion": {"completionItem": item}, "hover": {"contentFormat": ["markdown"]}},
            "workspace": {"configuration": True, "workspaceFolders": True},
        }
        root = self._folder.as_uri()
        folders = [{"uri": root, "name": "twins"}]
        hello = {"processId": os.getpid(), "rootUri": root, "workspaceFolders": folders, "capabilities": capabilities}
        self.ask("initialize", hello)
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": self._settings})

    def problems(self, text: str) -> list[Diagnostic]:
        """What the server says of a file once it has looked at it."""
        uri = self._open(text)
        while uri not in self._problems:
            self._handle(self._read())
        lines = text.split("\n")
        return [_diagnostic(one, lines) for one in self._problems[uri]]

    def completions(self, text: str) -> dict[str, str]:
        """What is offered where the text has its mark: labels with their documentation."""
        answer = self._at("textDocument/completion", text)
        return {one["label"]: _words(one.get("documentation", "")) for one in answer["items"]}

    def hover(self, text: str) -> str:
        """What is shown for what stands where the text has its mark, as Markdown."""
        answer = self._at("textDocument/hover", text)
        return _words(answer["contents"]) if answer else ""

    def _at(self, method: str, text: str) -> Any:
        before, _, after = text.partition(MARK)
        uri = self._open(before + after)
        line = before.count("\n")
        position = {"line": line, "character": len(before.rpartition("\n")[2])}
        return self.ask(method, {"textDocument": {"uri": uri}, "position": position})

    def _open(self, text: str) -> str:
        """Open a file that the server has not seen yet."""
        self._number += 1
        uri = (self._folder / f"twin-{self._number}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def ask(self, method: str, params: Message) -> Any:
        """The server's answer to a request."""
        self._number += 1
        number = self._number
        self._write({"id": number, "method": method, "params": params})
        while (message := self._read()).get("id") != number or "method" in message:
            self._handle(message)
        assert "error" not in message, message["error"]
        return message["result"]

    def tell(self, method: str, params: Message) -> None:
        """Send what has no answer."""
        self._write({"method": method, "params": params})

    def _handle(self, message: Message) -> None:
        """Take what the server says by itself, and answer what it asks."""
        if message.get("method") == "textDocument/publishDiagnostics":
            self._problems[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and "method" in message:
            result = [self._settings.get(one["section"]) for one in message["params"].get("items", [])]
            self._write({"id": message["id"], "result": result})

    def _write(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> Message:
        assert self._process.stdout
        length = 0
        while (line := self._process.stdout.readline().strip()) or not length:
            assert line or self._process.poll() is None, "the language server has ended"
            if found := re.match(rb"Content-Length: (\d+)", line):
                length = int(found[1])
        message: Message = json.loads(self._process.stdout.read(length))
        return message


@contextmanager
def language_server(folder: Path, settings: Mapping[str, Any]) -> Iterator[Editor]:
    """A server for the files of a folder, with settings below `yaml`; at the end, that it has tried no connection."""
    environment = {**os.environ, "NODE_OPTIONS": f"--require={HERE / 'no-network.cjs'}"}
    with (folder / "server.log").open("wb") as log:
        command = ["node", str(_SERVER), "--stdio"]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, cwd=folder, env=environment, stdin=pipe, stdout=pipe, stderr=log) as process:
            try:
                editor = Editor(process, folder, settings)
                editor.start()
                yield editor
            finally:
                process.kill()
    assert "connect:" not in (folder / "server.log").read_text(encoding="utf-8")


def _words(documentation: str | Message) -> str:
    return documentation if isinstance(documentation, str) else str(documentation["value"])


def _diagnostic(found: Message, lines: list[str]) -> Diagnostic:
    start, end = found["range"]["start"], found["range"]["end"]
    line = lines[start["line"]]
    words = line[start["character"] : end["character"] if end["line"] == start["line"] else None]
    return Diagnostic(start["line"] + 1, words, found["message"])
