"""Results as YAML for people who keep their files in it; the same document as the JSON one.

Every YAML reader has to find the same text in it, so whatever a 1.1 or a 1.2 reader could take for a boolean, a number,
a date or a null is quoted, and there are no anchors.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from assessor.report.document import to_report_object

if TYPE_CHECKING:
    from assessor.report.contents import Contents
    from assessor.report.view import View

# Words that no reader takes for anything but text; what else a string may be is quoted.
_TEXT = re.compile(r"[A-Za-z][A-Za-z0-9_./()-]*(?:[ ,][A-Za-z0-9_./()-]+)*")
_TAKEN = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})

_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _PlainDumper(_Dumper):  # type: ignore[misc, valid-type]
    """A dumper without anchors that quotes text as `_TEXT` says."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    plain = _TEXT.fullmatch(text) and text.lower() not in _TAKEN
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=None if plain else '"')


_PlainDumper.add_representer(str, _represent_text)
_PlainDumper.add_multi_representer(str, _represent_text)  # members of the vocabularies


def render(contents: Contents, view: View) -> str:  # noqa: ARG001
    """The report's document as YAML, ASCII only."""
    return dumps(to_report_object(contents.results, contents.problems))


def dumps(document: object) -> str:
    """The document as block YAML in the order of its keys."""
    return str(yaml.dump(document, Dumper=_PlainDumper, sort_keys=False, width=120, default_flow_style=False))
