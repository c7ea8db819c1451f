"""A composite action run as GitHub's runner runs one, as far as action.yml needs it; what it does not know, it refuses.

Each step's script is written to a file and run by the shell that the step names, with files for outputs and summary of
its own; outputs are read as the runner reads them, and its log is searched for workflow commands as the runner does.
"""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from machine import plain_environment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_SHELLS = {"sh": ("sh", "-e"), "bash": ("bash", "--noprofile", "--norc", "-eo", "pipefail")}
_STEP_KEYS = {"name", "id", "shell", "env", "run"}


class Runner(NamedTuple):
    """A machine that runs jobs: where actions are put, where jobs may write, what the system is called."""

    action: Path
    temp: Path
    system: str = "Linux"


class Done(NamedTuple):
    """What a use of an action left behind."""

    code: int
    log: str
    outputs: Mapping[str, str]
    summary: str

    @property
    def commands(self) -> list[str]:
        """The workflow commands that the runner carries out: those of the log that no stop-commands holds back."""
        found, resume = [], ""
        for line in self.log.splitlines():
            if resume:
                resume = "" if line.strip() == f"::{resume}::" else resume
            elif line.lstrip().startswith("::stop-commands::"):
                resume = line.strip().removeprefix("::stop-commands::")
            elif line.lstrip().startswith("::") or "##[" in line:
                found.append(line)
        return found


def use(runner: Runner, workspace: Path, inputs: Mapping[str, str]) -> Done:
    """What comes of `uses:` with these inputs in a job's workspace."""
    action = yaml.safe_load((runner.action / "action.yml").read_text(encoding="utf-8"))
    assert inputs.keys() <= action["inputs"].keys()
    defaults = {name: str(about.get("default", "")) for name, about in action["inputs"].items()}
    contexts = {f"inputs.{name}": value for name, value in {**defaults, **inputs}.items()}
    code, log, summary = 0, "", ""
    for number, step in enumerate(action["runs"]["steps"]):
        assert step.keys() <= _STEP_KEYS
        files = {key: runner.temp / f"{key}_{number}" for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        done = _run(runner, step, workspace, _environment(step, contexts), files)
        code, log = done.returncode, log + done.stdout
        summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        for name, value in outputs_in(files["GITHUB_OUTPUT"].read_text(encoding="utf-8")).items():
            contexts[f"steps.{step['id']}.outputs.{name}"] = value
        if code:
            break
    outputs = {name: _evaluated(about["value"], contexts, missing="") for name, about in action["outputs"].items()}
    return Done(code, log, outputs, summary)


def _environment(step: Mapping[str, Any], contexts: Mapping[str, str]) -> dict[str, str]:
    return {name: _evaluated(str(value), contexts) for name, value in step.get("env", {}).items()}


def _evaluated(text: str, contexts: Mapping[str, str], missing: str | None = None) -> str:
    """A text with its expressions replaced; one that names nothing known is an error, or what is given for it."""

    def value(found: re.Match[str]) -> str:
        name, _, instead = found[1].partition("||")
        known = contexts[name.strip()] if missing is None else contexts.get(name.strip(), missing)
        return known or instead.strip().strip("'")

    return _EXPRESSION.sub(value, text)


def _run(
    runner: Runner, step: Mapping[str, Any], workspace: Path, variables: Mapping[str, str], files: Mapping[str, Path]
) -> subprocess.CompletedProcess[str]:
    assert not _EXPRESSION.search(step["run"]), "an expression in a script would let an input write more script"
    script = runner.temp / "step.sh"
    script.write_text(step["run"], encoding="utf-8")
    for file in files.values():
        file.write_text("", encoding="utf-8")
    environment = {
        **plain_environment(),
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(runner.action),
        "GITHUB_WORKSPACE": str(workspace),
        "RUNNER_OS": runner.system,
        "RUNNER_TEMP": str(runner.temp),
        **{name: str(file) for name, file in files.items()},
        **variables,
    }
    return subprocess.run(
        [*_SHELLS[step["shell"]], script],
        cwd=workspace,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def outputs_in(text: str) -> dict[str, str]:
    """What a GITHUB_OUTPUT file sets: lines of `name=value`, and `name<<END` with the lines up to END."""
    outputs: dict[str, str] = {}
    lines = iter(text.splitlines())
    for line in lines:
        mark = re.search("=|<<", line)
        assert mark, f"the runner cannot read this output: {line}"
        name, end = line[: mark.start()], line[mark.end() :]
        value = [end] if mark[0] == "=" else []
        while mark[0] == "<<" and (next_line := next(lines)) != end:
            value.append(next_line)
        outputs[name] = "\n".join(value)
    return outputs
