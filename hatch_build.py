"""Builds into the wheel what a start needs: the rules in their compiled form, and the files they come from.

An editable install has none of it: it reads the checkout.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_INSIDE = "assessor/_bundled"


class BundleHook(BuildHookInterface):
    """Adds `rules/`, `schemas/`, `profiles/` and the compiled default pack to a wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the default pack; a pack that has problems fails the build."""
        if version == "editable":
            return
        self._work = Path(tempfile.mkdtemp())
        compiled = self._work / "knowledge.json"
        compiled.write_bytes(_compiled(Path(self.root)))
        included = build_data["force_include"]
        included[str(compiled)] = f"{_INSIDE}/knowledge.json"
        for folder in ("rules", "schemas", "profiles"):
            included[str(Path(self.root) / folder)] = f"{_INSIDE}/{folder}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 the interface
        """Remove what was built on the side."""
        if version != "editable":
            shutil.rmtree(self._work)


def _compiled(root: Path) -> bytes:
    """The compiled default pack of a source tree, made by the tree's own code."""
    sys.path.insert(0, str(root))
    from assessor.assessment.reasoner import derive
    from assessor.loading.compiled import encode
    from assessor.loading.default_pack import read_default_pack

    knowledge = read_default_pack(root / "rules")
    return encode(knowledge._replace(derived=derive(knowledge)))
