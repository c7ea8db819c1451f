"""Files that commands write: each is either the old one or the whole new one, whatever stops the run."""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from assessor.cli.format_choices import choice_of, split
from assessor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

    from assessor.cli.flags import Reading
    from assessor.model.profile import Profile
    from assessor.report.formats import Choice

REPORT = "--report"
_NEW_FILE = 0o666
_SIGNALLED = 128


class ReportFile(NamedTuple):
    """A file that was asked for beside the report on standard output."""

    path: Path
    flag: str = REPORT
    """That asked for it."""
    format: Choice | None = None
    """Of a report on a result; None for another kind of file."""


def report_files(reading: Reading, texts: Sequence[str]) -> list[ReportFile]:
    """The values of `--report FORMAT=PATH`, no path twice; what is wrong is refused in `reading`."""
    wanted: list[ReportFile] = []
    for text in texts:
        report = report_file(reading, REPORT, text)
        if report is None:
            continue
        if any(_same(report.path, other.path) for other in wanted):
            _, path = split(text) or ("", text)
            reading.refuse(REPORT, f"two reports to one path: `{path}`")
        wanted.append(report)
    return wanted


def report_file(reading: Reading, flag: str, text: str, *, library: bool = True) -> ReportFile | None:
    """`FORMAT=PATH`; None where it is refused in `reading` as no such thing. `library` is that of `choice_of`."""
    name, path = split(text) or ("", "-")
    if path == "-":
        reading.refuse(flag, f"`{text}` is not FORMAT=PATH such as json=result.json")
        return None
    if path.endswith(os.sep):
        reading.refuse(flag, f"`{path}` names a folder, and a report is a file")
    return ReportFile(Path(path), format=choice_of(reading, flag, name, library=library))


def refuse_inputs(
    reading: Reading, reports: Sequence[ReportFile], inputs: Sequence[str], what: str = "profile"
) -> None:
    """Refuse files that would replace what is read; `what` is what the inputs are."""
    for report in reports:
        for name in inputs:
            if name != "-" and _same(report.path, Path(name)):
                reading.refuse(report.flag, f"`{report.path}` would replace the {what} `{name}`")


def refuse_baseline(reading: Reading, reports: Sequence[ReportFile], baseline: str) -> None:
    """Refuse files that would replace the result that they are compared with."""
    for report in reports:
        if _same(report.path, Path(baseline)):
            reading.refuse(report.flag, f"`{report.path}` would replace the baseline")


def refuse_packs(reading: Reading, reports: Sequence[ReportFile], packs: Sequence[Path]) -> None:
    """Refuse files that would stand among the rules."""
    for report in reports:
        for pack in packs:
            if Path(os.path.realpath(report.path)).is_relative_to(os.path.realpath(pack)):
                reading.refuse(report.flag, f"`{report.path}` would stand in the rule pack `{pack}`")


def refuse_evidence(reading: Reading, reports: Sequence[ReportFile], profile: Profile, root: Path) -> None:
    """Refuse files that would replace, or become, a file that the profile names as evidence."""
    named = {item.path: None for control in profile.controls for item in control.evidence if item.path is not None}
    for report in reports:
        for name in named:
            if "\0" not in name and _same(report.path, root / name):
                what = f"`{name}`, evidence of the profile `{profile.path}`"
                reading.refuse(report.flag, f"`{report.path}` would replace {what}")


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def write_whole(path: Path, text: str, flag: str = REPORT) -> None:
    """Put the text, as UTF-8, in the place of the file, keeping its mode.

    Raises `UsageError`, said of the flag that asked for it; then nothing changed. A device or a pipe is written to,
    never replaced.
    """
    try:
        with _ended_cleanly():
            content = text.encode("utf-8", "backslashreplace")
            if _takes_a_stream(path):
                path.write_bytes(content)
            else:
                _replace(Path(os.path.realpath(path)), content)
    except OSError as problem:
        raise UsageError.of(flag, f"`{path}` cannot be written: {problem.strerror}") from problem


def _takes_a_stream(path: Path) -> bool:
    mode = path.stat().st_mode if path.exists() else stat.S_IFREG
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _replace(target: Path, content: bytes) -> None:
    import tempfile

    mode = _mode(target)
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    with ExitStack() as undo:
        undo.callback(_remove, name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)  # noqa: PTH101
        os.replace(name, target)  # noqa: PTH105
        undo.pop_all()


def _remove(name: str) -> None:
    with suppress(OSError):
        os.unlink(name)  # noqa: PTH108


def _mode(target: Path) -> int:
    """The mode of the file that is replaced, or that of a new file."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return _NEW_FILE & ~mask


@contextmanager
def _ended_cleanly() -> Iterator[None]:
    """Let a request to end the process run the clean-up first; only the main thread is asked."""
    import signal
    import threading

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001
    raise SystemExit(_SIGNALLED + number)
