"""The wheel: what is in it, that it is the same however it is built, and that it works where nothing else is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from assessor.assessment.reasoner import derive
from assessor.loading.compiled import encode
from assessor.loading.default_pack import read_default_pack

if TYPE_CHECKING:
    from assessor.model.knowledge import Knowledge

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).parents[2]
PROFILE = "assessor/_bundled/profiles/eclipse-ditto.yaml"
INSIDE = "assessor/_bundled"


class Installed(NamedTuple):
    """An environment with the wheel, its dependencies and nothing else."""

    python: Path
    site: Path

    def run(self, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """The outcome of its Python with these arguments."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV"))}
        return subprocess.run(
            [self.python, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
        )


def build(source: Path, target: str, out: Path) -> Path:
    """The distribution of a source tree."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(out)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = out.iterdir()
    return built


def copied(source: Path, folder: Path) -> Path:
    """A copy of a source tree, without what tools left in it; files with new times and modes."""
    left_out = shutil.ignore_patterns(".git", ".venv*", ".*_cache", ".hypothesis", "__pycache__", "build", "dist")
    return Path(shutil.copytree(source, folder, ignore=left_out, copy_function=shutil.copyfile))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout as it is now, so that an edit while the tests run does not matter."""
    return copied(ROOT, tmp_path_factory.mktemp("source") / "checkout")


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(source, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True)
    site = next((home / "lib").glob("python*/site-packages"))
    if subprocess.run([*pip, str(wheel)], check=False, capture_output=True).returncode:
        # No index here, or no compiler: the dependencies of this environment serve, without the editable install.
        (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return Installed(python, site)


def names_below(source: Path, *folders: str) -> set[str]:
    """The files of the source tree's folders, as a wheel names them."""
    files = [path for folder in folders for path in (source / folder).rglob("*") if path.is_file()]
    return {f"{INSIDE}/{path.relative_to(source)}" for path in files}


def test_rules_schemas_and_profiles_are_in_it_as_they_are_in_the_checkout(source: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if name.startswith(INSIDE)} - {f"{INSIDE}/knowledge.json"}
        assert inside == names_below(source, "rules", "schemas", "profiles")
        for name in inside:
            assert archive.read(name) == (source / name.removeprefix(f"{INSIDE}/")).read_bytes(), name


def default_pack(source: Path) -> Knowledge:
    knowledge = read_default_pack(source / "rules")
    return knowledge._replace(derived=derive(knowledge))


def test_the_default_pack_is_in_it_compiled(source: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read(f"{INSIDE}/knowledge.json") == encode(default_pack(source))


def test_nothing_else_is_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"assessor", "dtassess"}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", "hatch_build.py"))]
    assert "assessor/py.typed" in names


def test_the_templates_of_the_html_report_are_in_it(source: Path, wheel: Path) -> None:
    templates = {str(path.relative_to(source)) for path in (source / "assessor/report/html/templates").iterdir()}
    with zipfile.ZipFile(wheel) as archive:
        assert templates <= set(archive.namelist())
    assert "assessor/report/html/templates/style.css" in templates


def test_it_is_the_same_bytes_from_another_folder_with_other_times(source: Path, wheel: Path, tmp_path: Path) -> None:
    again = build(copied(source, tmp_path / "copy"), "wheel", tmp_path / "out")
    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()


def test_it_is_the_same_bytes_by_way_of_the_source_distribution(source: Path, wheel: Path, tmp_path: Path) -> None:
    sdist = build(source, "sdist", tmp_path / "sdist")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    again = build(tmp_path / sdist.name.removesuffix(".tar.gz"), "wheel", tmp_path / "out")
    assert again.read_bytes() == wheel.read_bytes()


def test_rules_that_are_broken_fail_the_build(source: Path, tmp_path: Path) -> None:
    copy = copied(source, tmp_path / "copy")
    (copy / "rules" / "core" / "caps" / "shallow.yaml").write_text("schema: dtassess/rule/v1\n")
    with pytest.raises(subprocess.CalledProcessError) as failed:
        build(copy, "wheel", tmp_path / "out")
    assert b"rules/core/caps/shallow.yaml:1:1: id is required" in failed.value.stderr
    assert list((tmp_path / "out").glob("*")) == []


def test_an_editable_install_reads_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT)
    from hatch_build import BundleHook

    data: dict[str, dict[str, str]] = {"force_include": {}}
    hook = BundleHook(str(ROOT), {}, None, None, "", "wheel")
    hook.initialize("editable", data)
    hook.finalize("editable", data, "")
    assert data == {"force_include": {}}


def test_the_command_works_from_any_folder(installed: Installed, tmp_path: Path) -> None:
    done = installed.run("-m", "assessor", "--version", cwd=tmp_path)
    assert done.stderr == ""
    assert done.returncode == 0
    assert done.stdout.startswith("dtassess ")
    assert "rules core 1.0.0 sha256 " in done.stdout
    assert subprocess.run([installed.python.with_name("dtassess"), "--help"], check=False, cwd=tmp_path).returncode == 0


def test_it_assesses_a_bundled_profile_as_the_checkout_does(installed: Installed, tmp_path: Path) -> None:
    profile = str(installed.site / PROFILE)
    arguments = ["-m", "assessor", "assess", profile, "--format", "json", "--as-of", "2026-11-23", "--engine", "plain"]
    there = installed.run(*arguments, cwd=tmp_path)
    here = subprocess.run([sys.executable, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (there.stderr, there.returncode) == ("", 0)
    assert json.loads(there.stdout)["schema"] == "dtassess/result/v1"
    assert there.stdout == here.stdout


def test_it_tests_a_pack_of_ones_own(installed: Installed, tmp_path: Path) -> None:
    pack = ROOT / "tests" / "packs" / "good"
    done = installed.run("-m", "assessor", "rules", "test", str(pack), cwd=tmp_path)
    assert (done.stderr, done.returncode) == ("", 0)


def test_a_start_parses_no_yaml_and_writes_nothing(installed: Installed, tmp_path: Path) -> None:
    before = sorted(path for path in installed.site.parent.rglob("*") if path.suffix != ".pyc")
    code = (
        "import sys; from assessor.loading.packs import load_knowledge; knowledge = load_knowledge();"
        "assert knowledge.trusted and len(knowledge.benchmarks) == 27;"
        "assert not {'yaml', 'jsonschema'} & set(sys.modules)"
    )
    done = installed.run("-c", code, cwd=tmp_path)
    assert (done.stderr, done.returncode) == ("", 0)
    assert sorted(path for path in installed.site.parent.rglob("*") if path.suffix != ".pyc") == before
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_installation_is_a_fault_and_never_a_pass(installed: Installed, tmp_path: Path) -> None:
    compiled = installed.site / INSIDE / "knowledge.json"
    whole = compiled.read_bytes()
    compiled.write_bytes(whole[: len(whole) // 2])
    try:
        done = installed.run("-m", "assessor", "assess", str(installed.site / PROFILE), cwd=tmp_path)
    finally:
        compiled.write_bytes(whole)
    assert done.returncode == 3
    assert f"{compiled} is damaged; install dtassess again" in done.stderr
    assert "Traceback" not in done.stderr
