"""Profiles of any length for measurements: the platforms' own controls in turn, under new ids.

They are as long as real ones (some 2.6 evidence items a control, with descriptions, caveats and links), and the same on
every machine.
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path

PROFILES = Path(__file__).resolve().parent.parent / "profiles"
PLATFORMS = ("eclipse-ditto", "eclipse-basyx-go", "fiware-orion-ld", "eclipse-arrowhead", "azure-digital-twins")
HEAD = """\
schema: dtassess/profile/v1
name: sample
version: "1.0"
twin:
  use_cases: [manufacturing]
  layers: [data, system, network]
  characteristics: {actuation: true, personal_data: false, exposed: true}
controls:
"""
CONTROL = re.compile(r"^  - id: \S+\n((?:    .*\n)+)", re.MULTILINE)


def sample(controls: int = 40) -> bytes:
    """A valid profile with so many controls, from 1 to 2,000, as a file's bytes."""
    files = (PROFILES / f"{platform}.yaml" for platform in PLATFORMS)
    bodies = [body for file in files for body in CONTROL.findall(file.read_text(encoding="utf-8"))]
    chosen = itertools.islice(itertools.cycle(bodies), controls)
    blocks = (f"  - id: C-{number:04}\n{body}" for number, body in enumerate(chosen, start=1))
    return (HEAD + "\n".join(blocks)).encode()
