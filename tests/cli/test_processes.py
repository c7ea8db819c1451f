"""What can only be seen from outside: pipes, signals, terminals, what a start imports."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and terminals are those of POSIX")

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "assessor")
ASSESS = (*COMMAND, "assess", "twin.yaml", "--as-of", "2026-11-23")


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"LC_ALL", "NO_COLOR", "PYTHONIOENCODING"}}
    return {**kept, "LC_CTYPE": "C.UTF-8", "TERM": "xterm", **more}


def run(*argv: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(argv, capture_output=True, env=environment(**more), check=False)


def on_a_terminal(*argv: str, **more: str) -> bytes:
    """What the command writes to a terminal."""
    import pty

    main, side = pty.openpty()
    process = subprocess.Popen(argv, stdout=side, env=environment(**more))
    os.close(side)
    written = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:
            break
        if not piece:
            break
        written += piece
    process.wait()
    os.close(main)
    return written


def test_the_module_is_the_command(folder: Path) -> None:
    assert run(*ASSESS).returncode == 0
    assert run(*ASSESS, "--min-score", "99").returncode == 1
    assert run(*COMMAND, "assess", "broken.yaml").returncode == 2


def test_standard_input_is_a_profile(folder: Path) -> None:
    text = (folder / "twin.yaml").read_bytes()
    argv = (*COMMAND, "assess", "-", "-", "--format", "json")
    done = subprocess.run(argv, input=text, capture_output=True, env=environment(), check=False)
    assert done.returncode == 0
    assert b'"name": "twin", "version": null, "path": "-"' in done.stdout


@pytest.mark.parametrize(("gate", "code"), [((), 0), (("--min-score", "99"), 1)])
def test_a_closed_pipe_gives_the_verdicts_own_code(folder: Path, gate: tuple[str, ...], code: int) -> None:
    process = subprocess.Popen(
        (*ASSESS, *gate, "--all-findings"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), error) == (code, b"")


def test_a_closed_standard_output_gives_the_verdicts_own_code(folder: Path) -> None:
    done = subprocess.run(
        ("/bin/sh", "-c", 'exec "$@" >&-', "sh", *ASSESS, "--min-score", "99"),
        stderr=subprocess.PIPE,
        env=environment(),
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device")  # noqa: PTH110
def test_a_full_disk_does_not_look_like_a_pass(folder: Path) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(ASSESS, stdout=full, stderr=subprocess.PIPE, env=environment(), check=False)
    assert done.returncode == 2
    assert done.stderr == b"standard output: cannot be written: No space left on device\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device")  # noqa: PTH110
def test_a_full_disk_under_the_help_is_no_fault_of_ours(folder: Path) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run((*COMMAND, "--help"), stdout=full, stderr=subprocess.PIPE, env=environment(), check=False)
    assert (done.returncode, done.stderr) == (2, b"dtassess: No space left on device\n")


def test_help_that_nobody_reads_to_the_end_is_no_failed_gate(folder: Path) -> None:
    process = subprocess.Popen(
        (*COMMAND, "--help"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(PYTHONUNBUFFERED="1")
    )
    assert process.stdout is not None
    process.stdout.close()
    _, error = process.communicate()
    assert (process.returncode, error) == (0, b"")


def test_a_working_directory_that_is_gone_is_told_in_a_sentence(folder: Path) -> None:
    script = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"'
    twin = str(folder / "twin.yaml")
    argv = ("/bin/sh", "-c", script, "sh", *COMMAND, "assess", twin, "--report", "json=x.json")
    done = run(*argv, PYTHONPATH=str(ROOT))
    assert done.returncode == 2
    assert b"fault" not in done.stderr


def test_an_interrupt_ends_with_130_and_no_traceback(folder: Path) -> None:
    process = subprocess.Popen(
        (*COMMAND, "assess", "-"), stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    time.sleep(1.5)  # until it waits for its input; too early, it is the interpreter that is interrupted
    process.send_signal(signal.SIGINT)
    _, error = process.communicate()
    assert (process.returncode, error) == (130, b"")


@pytest.mark.parametrize("more", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}])
@pytest.mark.parametrize("argv", [ASSESS, (*COMMAND, "benchmarks", "show", "etsi-ts-103-846"), (*COMMAND, "reproduce")])
def test_an_ascii_terminal_gets_ascii(folder: Path, more: dict[str, str], argv: tuple[str, ...]) -> None:
    done = run(*argv, **more)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()


def test_another_terminal_gets_more(folder: Path) -> None:
    assert "●" in run(*ASSESS).stdout.decode()


def test_colour_is_for_terminals_that_want_it(folder: Path) -> None:
    assert b"\x1b[31m" in on_a_terminal(*ASSESS)
    assert b"\x1b" not in on_a_terminal(*ASSESS, NO_COLOR="1")
    assert b"\x1b" not in on_a_terminal(*ASSESS, TERM="dumb")
    assert b"\x1b" not in on_a_terminal(*ASSESS, "--color", "never")
    assert b"\x1b[31m" in on_a_terminal(*ASSESS, "--color", "always", NO_COLOR="1")


@pytest.mark.parametrize(("columns", "rule"), [("200", 120), ("100", 100), ("20", 60)])
def test_a_report_is_as_wide_as_the_terminal_within_reason(folder: Path, columns: str, rule: int) -> None:
    lines = on_a_terminal(*ASSESS, NO_COLOR="1", COLUMNS=columns).decode().splitlines()
    assert "─" * rule in lines


def test_the_code_does_not_depend_on_the_format(folder: Path) -> None:
    codes = {run(*ASSESS, "--min-score", "99", "--format", name).returncode for name in ("text", "json", "yaml")}
    assert codes == {1}


def test_a_start_imports_no_more_than_the_command_needs(folder: Path) -> None:
    script = (
        "import sys; from assessor.cli.main import main; "
        "code = main(['assess', 'twin.yaml', '--format', 'json', '-q']); "
        "print(code, *sorted(sys.modules))"
    )
    code, *modules = run(sys.executable, "-c", script).stdout.decode().split()
    assert code == "0"
    reports = {"assessor.report.text", "assessor.report.yaml_format"}
    unwanted = {"rich", "jsonschema", "assessor.cli.validate", "assessor.model.nearest", *reports}
    assert unwanted & set(modules) == set()
    assert {name for name in modules if name.startswith("assessor.report.reference")} == set()


def test_looking_something_up_builds_no_engine(folder: Path) -> None:
    script = (
        "import sys; from assessor.cli.main import main; main(['requirements', 'list']); "
        "print(*(name for name in sys.modules if name.startswith('assessor.engine.') or 'durable' in name))"
    )
    assert run(sys.executable, "-c", script).stdout.decode().splitlines()[-1] == ""
