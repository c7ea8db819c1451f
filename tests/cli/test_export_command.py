from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

FORMS = ("oscal", "oscal-poam", "oscal-catalog", "oscal-profile")
DAY = ("--as-of", "2026-11-23")


@pytest.fixture
def result(run: Callable[..., Outcome], folder: Path) -> dict[str, Any]:
    """A result in `result.json`."""
    assert run("assess", "twin.yaml", *DAY, "--quiet", "--report", "json=result.json").code == 0
    return json.loads((folder / "result.json").read_text())


def test_a_recorded_result_is_exported_as_assess_formats_it(run: Callable[..., Outcome], result: Any) -> None:
    exported = run("export", "oscal", "result.json")
    assert (exported.code, exported.err) == (0, "")
    assert exported.out == run("assess", "twin.yaml", *DAY, "--format", "oscal").out


def test_a_result_may_be_yaml_or_the_only_one_of_several_or_standard_input(
    run: Callable[..., Outcome], folder: Path, result: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = run("export", "oscal-poam", "result.json").out
    (folder / "result.yaml").write_text(yaml.safe_dump(result, sort_keys=False))
    (folder / "results.json").write_text(json.dumps({"schema": "dtassess/results/v1", "results": [result]}))
    assert run("export", "oscal-poam", "result.yaml").out == expected
    assert run("export", "oscal-poam", "results.json").out == expected
    with (folder / "result.json").open(encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdin", file)
        assert run("export", "oscal-poam", "-").out == expected


@pytest.mark.parametrize(
    ("form", "arguments", "model"),
    [
        ("oscal", ["result.json"], "assessment-results"),
        ("oscal-poam", ["result.json"], "plan-of-action-and-milestones"),
        ("oscal-catalog", [], "catalog"),
        ("oscal-profile", ["itu-t-x-2011"], "profile"),
    ],
)
@pytest.mark.parametrize("version", ["1.1.2", "1.2.1"])
@pytest.mark.usefixtures("result")
def test_each_form_is_written_in_the_version_that_is_asked_for_to_output_or_a_file(
    form: str, arguments: list[str], model: str, version: str, run: Callable[..., Outcome]
) -> None:
    printed = run("export", form, *arguments, "--oscal-version", version)
    assert json.loads(printed.out)[model]["metadata"]["oscal-version"] == version
    written = run("export", form, *arguments, "--oscal-version", version, "--output", "out.json")
    assert written == (0, "", "")
    assert Path("out.json").read_text() == printed.out


def test_a_profile_is_refused_with_what_to_do(run: Callable[..., Outcome]) -> None:
    assert run("export", "oscal-poam", "twin.yaml") == (
        2,
        "",
        "twin.yaml: this is a profile, and a result is wanted: assess it first, with `--report json=FILE`\n",
    )


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("none.json", None, "none.json: there is no such file"),
        ("other.json", "{}", "other.json: this is not a result: its `schema` is not dtassess/result/v1"),
        ("text.json", "x: [", "text.json:2:1: expected a value here"),
    ],
)
def test_what_is_no_result_is_refused(
    name: str, text: str | None, said: str, run: Callable[..., Outcome], folder: Path
) -> None:
    if text is not None:
        (folder / name).write_text(text)
    outcome = run("export", "oscal", name)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(said)


def without(key: str) -> Callable[[Any], Any]:
    return lambda piece: piece.pop(key)


def with_(**values: Any) -> Callable[[Any], Any]:
    return lambda piece: piece.update(values)


@pytest.mark.parametrize(
    ("place", "change", "said"),
    [
        (["requirements", 0], with_(applicability="maybe"), "requirement confidentiality: applicability 'maybe'"),
        (["requirements", 0], without("controls"), "requirement confidentiality: controls is required"),
        (["findings", 0], with_(location=None), "location has no value; it must be a mapping"),
        (["findings", 0], with_(waived={"reason": 1}), "waived.approved_by is required"),
        (["benchmarks", 0, "current"], without("coverage"), "current.coverage is required"),
        (["summary", "current"], with_(caps=None), "caps has no value; it must be a list"),
        (["inputs", "profile", "controls", 0], without("title"), "`inputs.profile.controls[0].title` is not what"),
        (
            ["inputs", "profile", "controls", 0],
            with_(evidence=[1]),
            "`inputs.profile.controls[0].evidence` is not what",
        ),
    ],
)
def test_a_result_that_somebody_broke_is_refused_at_its_place(
    place: list[Any], change: Callable[[Any], Any], said: str, run: Callable[..., Outcome], result: Any
) -> None:
    piece = result
    for key in place:
        piece = piece[key]
    change(piece)
    Path("result.json").write_text(json.dumps(result))
    for form in ("oscal", "oscal-poam"):
        outcome = run("export", form, "result.json")
        assert (outcome.code, outcome.out) == (2, "")
        assert said in outcome.err


def test_a_form_that_there_is_none_of_names_the_nearest(run: Callable[..., Outcome]) -> None:
    outcome = run("export", "oscal-poan", "result.json")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("dtassess: there is no form 'oscal-poan' to export to; did you mean oscal-poam?")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_help_with_an_example(form: str, run: Callable[..., Outcome]) -> None:
    assert f"dtassess export {form} " in run("export", form, "--help").out + " "


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["oscal-catalog", "--oscal-version", "1.1.3"], "--oscal-version: '1.1.3' is not known; did you mean 1.1.2"),
        (["oscal", "result.json", "--output", "result.json"], "--output: `result.json` would replace the result"),
        (["oscal-catalog", "--output", "no/such/folder.json"], "--output: `no/such/folder.json` cannot be written"),
        (["oscal-catalog", "--rules", "nowhere"], "--rules: `nowhere` is not a folder"),
        (["oscal-profile"], "dtassess export oscal-profile: one of ID and --all is wanted"),
        (["oscal-profile", "itu-t-x-2011", "--all"], "dtassess export oscal-profile: one of ID and --all is wanted"),
        (["oscal-profile", "--all"], "--all: it writes a file for each benchmark: --output DIR is wanted too"),
        (["oscal-profile", "--all", "--output", "twin.yaml"], "--output: `twin.yaml` is no folder"),
        (["oscal-profile", "itu-t-x-2012"], "there is no benchmark 'itu-t-x-2012'; did you mean itu-t-x-2011"),
        (["oscal-profile", "itu-t-x-2011", "--catalog", "file:///x"], "--catalog: 'file:///x' is no link"),
        (["oscal-profile", "itu-t-x-2011", "--catalog", "/x.json"], "--catalog: '/x.json' is no link"),
    ],
)
def test_flags_that_cannot_be_used_are_refused_and_nothing_is_written(
    arguments: list[str], said: str, run: Callable[..., Outcome], folder: Path, result: Any
) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    outcome = run("export", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_all_profiles_go_into_a_folder_with_the_catalog_that_they_import(
    run: Callable[..., Outcome], folder: Path
) -> None:
    assert run("export", "oscal-profile", "--all", "--output", "oscal") == (0, "", "")
    files = {path.name: json.loads(path.read_text()) for path in (folder / "oscal").iterdir()}
    assert "catalog" in files.pop("oscal-catalog.json")
    assert len(files) == 27
    assert {one["profile"]["imports"][0]["href"] for one in files.values()} == {"oscal-catalog.json"}


def test_a_catalog_elsewhere_is_imported_from_there_and_not_written(run: Callable[..., Outcome], folder: Path) -> None:
    where = "https://example.org/catalog.json"
    assert run("export", "oscal-profile", "--all", "--output", "oscal", "--catalog", where).code == 0
    files = {path.name: json.loads(path.read_text()) for path in (folder / "oscal").iterdir()}
    assert len(files) == 27
    assert {one["profile"]["imports"][0]["href"] for one in files.values()} == {where}


def test_a_benchmark_of_ones_own_is_a_profile_too(run: Callable[..., Outcome], folder: Path) -> None:
    text = "{schema: dtassess/benchmark/v1, id: ours, title: Our *baseline*, requirements: [trust, auditing], "
    (folder / "ours.yaml").write_text(f"{text}applied_to: [data]}}")
    outcome = run("export", "oscal-profile", "ours.yaml")
    assert outcome.err == ""
    profile = json.loads(outcome.out)["profile"]
    assert profile["metadata"]["title"] == "ours: Our \\*baseline\\*"
    assert profile["imports"][0]["include-controls"] == [{"with-ids": ["auditing", "trust"]}]


def test_assess_takes_the_version_for_all_reports_that_do_not_name_their_own(
    run: Callable[..., Outcome], folder: Path
) -> None:
    reports = ("--report", "oscal=a.json", "--report", "oscal?version=1.1.2=b.json", "--report", "json=c.json")
    outcome = run("assess", "twin.yaml", *DAY, "--oscal-version", "1.2.1", "--format", "oscal", *reports)
    texts = [outcome.out, *((folder / name).read_text() for name in ("a.json", "b.json"))]
    versions = [json.loads(text)["assessment-results"]["metadata"]["oscal-version"] for text in texts]
    assert versions == ["1.2.1", "1.2.1", "1.1.2"]


def test_assess_refuses_a_version_that_there_is_none_of(run: Callable[..., Outcome]) -> None:
    outcome = run("assess", "twin.yaml", "--oscal-version", "2")
    assert outcome.code == 2
    assert outcome.err.startswith("--oscal-version: '2' is not known; ")


def test_an_invalid_profile_beside_a_valid_one_is_in_the_report(run: Callable[..., Outcome], folder: Path) -> None:
    outcome = run("assess", "twin.yaml", "broken.yaml", *DAY, "--quiet", "--report", "oscal=out.json")
    assert outcome.code == 2
    first, last = json.loads((folder / "out.json").read_text())["assessment-results"]["results"]
    assert first["title"] == "twin, as of 2026-11-23"
    assert last["title"].startswith("NOT ASSESSED")
    assert "owners" in last["observations"][0]["description"]
