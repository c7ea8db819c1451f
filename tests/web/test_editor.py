"""Profiles in an editor: what yaml-language-server completes, explains and underlines with the profile's schema."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from language_server import MARK, Diagnostic, language_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from language_server import Editor

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "schemas" / "profile.schema.json"
DEFINED = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]
PROFILES = sorted((ROOT / "profiles").glob("*.yaml"))
PAGE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
COMMENT = "# yaml-language-server: $schema=profile.schema.json\n"
TWIN = f"""{COMMENT}schema: dtassess/profile/v1
name: pump-station-3
controls:
  - id: AC-1
    title: Client certificates
    requirements: [trust]
    status: implemented
"""


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("twins")
    shutil.copy(SCHEMA, folder)
    with language_server(folder, {}) as opened:
        yield opened


class TestCompletion:
    def test_at_the_top_every_key_is_offered_with_its_description(self, editor: Editor) -> None:
        schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
        offered = editor.completions(COMMENT + MARK)
        assert {key: offered.get(key) for key in schema["properties"]} == {
            key: each["description"] for key, each in schema["properties"].items()
        }

    def test_in_a_control_its_keys_are_offered_that_are_not_there_yet(self, editor: Editor) -> None:
        keys = set(DEFINED["control"]["properties"]) - {"id", "title", "requirements", "status"}
        assert set(editor.completions(f"{TWIN}    {MARK}")) == keys

    @pytest.mark.parametrize(
        ("key", "where"),
        [
            ("status", TWIN.replace("status: implemented", f"status: {MARK}")),
            ("activation", f"{TWIN}    activation: {MARK}"),
            ("responsibility", f"{TWIN}    responsibility: {MARK}"),
        ],
    )
    def test_the_values_of_a_choice_are_offered_with_what_they_mean(self, editor: Editor, key: str, where: str) -> None:
        ways = {
            one["const"]: one["description"] for one in DEFINED["control"]["properties"][key]["anyOf"] if "const" in one
        }
        offered = {
            value: text.partition("\n")[0] for value, text in editor.completions(where).items() if value != "null"
        }
        assert offered == ways

    def test_requirements_are_offered_in_a_sentence_each(self, editor: Editor) -> None:
        listed = TWIN.replace("requirements: [trust]", f"requirements:\n      - {MARK}")
        ways = {one["const"]: one["description"] for one in DEFINED["requirement"]["anyOf"]}
        assert editor.completions(listed) == ways
        within = editor.completions(TWIN.replace("[trust]", f"[{MARK}]"))
        assert {one: within.get(one) for one in ways} == ways


class TestHover:
    @pytest.mark.parametrize("key", ["activation", "status", "responsibility"])
    def test_over_a_key_the_value_and_the_key_are_explained(self, editor: Editor, key: str) -> None:
        described = DEFINED["control"]["properties"][key]
        way = described["anyOf"][1]
        text = TWIN.replace("    status: implemented\n", "") + f"    {key[:2]}{MARK}{key[2:]}: {way['const']}\n"
        shown = editor.hover(text)
        assert way["description"] in shown
        assert f"{described['title']}: {described['description']}" in shown

    def test_each_value_of_a_choice_also_says_what_its_key_is(self) -> None:
        """An editor shows the description of the value alone, whichever of the two the pointer is on."""
        for holder in ("control", "evidence", "targets"):
            for key in DEFINED[holder]["properties"].values():
                for way in (one for one in key.get("anyOf", ()) if "const" in one):
                    assert way["markdownDescription"] == f"{way['description']}\n\n{key['title']}: {key['description']}"

    def test_over_a_key_without_a_choice_stand_its_description_and_an_example(self, editor: Editor) -> None:
        shown = editor.hover(TWIN.replace("requirements", f"requi{MARK}rements"))
        assert "What the control serves." in shown
        assert "- authentication" in shown

    def test_over_a_requirement_stands_what_it_asks(self, editor: Editor) -> None:
        assert "rely on one another for reasons that can be checked" in editor.hover(
            TWIN.replace("trust", f"tr{MARK}ust")
        )


class TestProblems:
    @pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
    def test_profiles_that_are_valid_have_none(self, editor: Editor, path: Path) -> None:
        own = re.sub(r"^# yaml-language-server: .*\n", "", path.read_text(encoding="utf-8"))
        assert editor.problems(COMMENT + own) == []

    @pytest.mark.parametrize(
        ("change", "found"),
        [
            (("implemented", "done"), Diagnostic(8, "done", 'Value must be "implemented" | "partial" | "planned"')),
            (("[trust]", "[thrust]"), Diagnostic(7, "thrust", 'Value must be "confidentiality" | "integrity"')),
            (("title:", "titel:"), Diagnostic(6, "titel", "Property titel is not allowed.")),
            (("pump-station-3", '""'), Diagnostic(3, '""', "Expected text on one line, not blank.")),
        ],
    )
    def test_a_mistake_is_underlined_where_it_stands(
        self, editor: Editor, change: tuple[str, str], found: Diagnostic
    ) -> None:
        problems = editor.problems(TWIN.replace(*change))
        assert [(one.line, one.words) for one in problems if one.message.startswith(found.message)] == [found[:2]]

    @pytest.mark.parametrize(
        ("item", "words", "message"),
        [
            ("{type: policy, url: 'a page'}", "'a page'", "Expected an address with its scheme"),
            ("{type: policy, path: x, date: 1.10.2026}", "1.10.2026", "Expected a day such as 2026-11-23."),
            ("{type: policy, path: x, sha256: abc}", "abc", "Expected a SHA-256: 64 hexadecimal digits."),
        ],
    )
    def test_text_of_the_wrong_form_is_told_in_words_not_as_a_pattern(
        self, editor: Editor, item: str, words: str, message: str
    ) -> None:
        problems = editor.problems(f"{TWIN}    evidence:\n      - {item}\n")
        assert [one for one in problems if (one.line, one.words) == (10, words) and one.message.startswith(message)]
        assert not [one for one in problems if "pattern" in one.message]


class TestThePage:
    """What docs/editors.md tells to write."""

    BROKEN = TWIN.removeprefix(COMMENT).replace("implemented", "done")

    @pytest.mark.parametrize(
        "comment", ["# yaml-language-server: $schema=profile.schema.json", "# $schema: profile.schema.json"]
    )
    def test_either_comment_names_the_schema(self, editor: Editor, comment: str) -> None:
        assert comment.replace("profile.schema.json", "FILE") in PAGE or comment in PAGE
        assert [one.words for one in editor.problems(f"{comment}\n{self.BROKEN}")] == ["done"]
        assert editor.problems(f"{comment}\n{self.BROKEN.replace('done', 'planned')}") == []

    def test_the_settings_for_vs_code_name_it_without_a_comment(self, editor: Editor, tmp_path: Path) -> None:
        assert editor.problems(self.BROKEN) == []
        block = re.search(r'```json title="\.vscode/settings\.json"\n(.*?)```', PAGE, re.DOTALL)
        assert block
        settings = {key.removeprefix("yaml."): value for key, value in json.loads(block[1]).items()}
        assert settings.pop("schemaStore.enable") is False
        shutil.copy(SCHEMA, tmp_path)
        with language_server(tmp_path, settings) as configured:
            assert [one.words for one in configured.problems(self.BROKEN)] == ["done"]
