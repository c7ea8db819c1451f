from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_results import changed, check, contents, finding, profile, result, waiver

from assessor.errors import Problem
from assessor.model.place import Location
from assessor.model.result import Gate
from assessor.model.vocabulary import Severity
from assessor.report.contents import Contents
from assessor.report.formats import Choice, render
from assessor.report.terminal import harmless
from assessor.report.view import FILE

if TYPE_CHECKING:
    from collections.abc import Sequence

KNOWN = {"error", "warning", "notice", "debug", "add-mask", "stop-commands", "group", "set-env", "set-output"}
HOSTILE = (
    *(
        "::error::x",
        "\n::set-env name=A::b",
        "\r\n::add-mask::a",
        "##[error]x",
        "\n##[set-env name=A;]b",
        "%0A::error::x",
    ),
    *("%250A", "%", "100%25", "a,file=/etc/passwd", "a::b", ":", ",", "=", "]", "\u2028::error::x", "\x0b::error::x"),
    *("\u200b::error::x", ":\u200b:error::x", "\x1b[31m::error::", "\ud800", "::stop-commands::t", "  ::error::x", ""),
)
anything = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30), st.text(":%,#[]=0AaD25\n\r ", max_size=12))


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    data: str


def unescaped(text: str, *, inside: bool) -> str:
    pairs = [("%0D", "\r"), ("%0A", "\n"), *([("%3A", ":"), ("%2C", ",")] if inside else []), ("%25", "%")]
    for written, meant in pairs:
        text = text.replace(written, meant)
    return text


def commands_of(output: str) -> list[Command]:
    """What a runner finds in the lines of a step: the grammar of workflow commands, from GitHub's documentation.

    `::name key=value,key=value::data` at the start of a line, spaces before it let through; and the older `##[name]`
    anywhere in a line that is none of these. Lines end as they do for a runner, at CR, LF or both.
    """
    found = []
    for line in output.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        text = line.lstrip()
        head, mark, data = text.removeprefix("::").partition("::")
        name, _, properties = head.partition(" ")
        if text.startswith("::") and mark and name in KNOWN:
            pairs = [part.partition("=") for part in properties.strip().split(",") if part]
            told = {key: unescaped(value, inside=True) for key, _, value in pairs}
            found.append(Command(name, told, unescaped(data, inside=False)))
        elif "##[" in line:
            found.append(Command("##[", {}, line))
        else:
            assert line == "", line
    return found


def annotations(*results: Any, problems: Sequence[Problem] = ()) -> list[Command]:
    return commands_of(render(Choice("github"), contents(results, problems), FILE))


def passed(**more: Any) -> Any:
    return result(gate=Gate(passed=None, checks=()), **more)


def test_a_finding_is_an_annotation_at_its_place_with_what_to_do() -> None:
    first, last = annotations(passed(findings=(finding(),)))
    assert first == Command(
        "error",
        {"file": "plant/line-7.yaml", "line": "12", "col": "3", "title": "dtassess: mandatory-requirement-red"},
        f"{finding().message}. {finding().remediation}",
    )
    assert last == Command(
        "notice",
        {"title": "dtassess"},
        "bottling-line-7: no gate set, rating orange, score 47.5 (current, as of 2026-11-23).",
    )


def test_severities_are_the_three_commands_and_what_is_waived_is_left_out() -> None:
    found = [finding(severity=severity) for severity in Severity]
    told = annotations(passed(findings=(*found, finding(waived=waiver()))))
    assert [one.name for one in told] == ["error", "warning", "notice", "notice"]


def test_what_could_not_be_assessed_goes_first_then_the_gate_then_findings() -> None:
    bad = Problem("other.yaml", 3, 5, "unknown key")
    told = annotations(result(), problems=[bad])
    assert [one.properties["title"] for one in told] == [
        "dtassess: cannot be assessed",
        "dtassess: gate not passed",
        "dtassess: mandatory-requirement-red",
        "dtassess",
    ]
    assert (told[0].properties["file"], told[0].properties["line"]) == ("other.yaml", "3")
    assert told[1].data == "score: at least 60 wanted, 59.96 found"
    assert told[-1].data.endswith("Not everything could be assessed.")


def test_checks_that_passed_or_are_not_enforced_are_no_errors() -> None:
    gate = Gate(passed=True, checks=(check(passed=True), check(enforced=False)))
    assert [one.name for one in annotations(result(gate=gate, findings=()))] == ["notice"]


def test_there_are_ten_of_each_at_most_and_the_last_says_what_is_left_out() -> None:
    found = [finding(severity=severity, subject=str(n)) for severity in Severity for n in range(12)]
    told = annotations(passed(findings=found))
    assert [[one.name for one in told].count(name) for name in ("error", "warning", "notice")] == [10, 10, 10]
    assert told[-1].data.endswith(" Not shown here: 2 errors, 2 warnings, 3 notices.")


def test_the_first_finding_of_each_rule_goes_before_the_second_of_any() -> None:
    found = [*(finding(subject=str(n)) for n in range(20)), finding(rule="evidence-broken")]
    told = annotations(passed(findings=found))
    assert told[1].properties["title"] == "dtassess: evidence-broken"


@pytest.mark.parametrize(
    ("given_path", "file"),
    [("./a/b.yaml", "a/b.yaml"), ("a//b.yaml", "a/b.yaml"), ("../b.yaml", "../b.yaml"), ("/a/b.yaml", "/a/b.yaml")],
)
def test_a_path_is_as_it_was_given_but_for_what_says_nothing(given_path: str, file: str) -> None:
    told = annotations(passed(findings=[finding(location=Location(given_path, 1, 1))]))
    assert told[0].properties["file"] == file


def test_standard_input_has_no_file_and_a_whole_file_no_line() -> None:
    told = annotations(problems=[Problem("-", 3, 5, "no"), Problem("a.yaml", 0, 0, "cannot be read")])
    assert [sorted(one.properties) for one in told] == [["title"], ["file", "title"], ["title"]]
    assert told[-1].data == "Nothing was assessed."


def test_several_profiles_are_counted_and_a_run_that_only_validates_says_what_is_valid() -> None:
    assert annotations(result(), passed())[-1].data == "2 profiles assessed, 1 with a gate that did not pass."
    valid = Contents(valid=[profile(), profile()])
    assert commands_of(render(Choice("github"), valid, FILE))[-1].data == "2 profiles are valid."


@settings(deadline=None)
@given(anything, anything, anything)
def test_nothing_that_users_wrote_begins_a_command(text: str, other: str, path: str) -> None:
    twin = profile(name=text, path=path or "p")
    one = finding(message=text, rule=other, remediation=other, location=Location(path or "p", 2, 1))
    gate = Gate(passed=False, checks=(check(name=text, expected=other, actual=text),))
    bad = Problem(path or "p", 1, 1, other)
    told = annotations(result(profile=twin, findings=(one,), gate=gate), problems=[bad])
    assert [command.name for command in told] == ["error", "error", "error", "notice"]
    assert {key for command in told for key in command.properties} <= {"file", "line", "col", "title"}
    assert told[0].data == harmless(other)
    assert told[2].data == harmless(f"{text}. {other}")
    assert told[2].properties["title"] == harmless(f"dtassess: {other}").rstrip()


def test_a_message_is_cut_where_nobody_reads_on() -> None:
    assert len(annotations(passed(findings=[finding(message="x" * 5000)]))[0].data) == 1000


def test_a_line_is_escaped_as_runners_unescape_it() -> None:
    one = changed(finding(), message="50% of a\nb", location=Location("a,b:c%.yaml", 2, 1))
    line = render(Choice("github"), contents([passed(findings=[one])]), FILE).splitlines()[0]
    assert line.startswith("::error file=a%2Cb%3Ac%25.yaml,line=2,col=1,title=dtassess%3A mandatory")
    assert "::50%25 of a b. " in line
