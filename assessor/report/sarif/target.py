"""Who reads a SARIF file, and what each takes."""

from __future__ import annotations

import sys
from typing import NamedTuple


class Target(NamedTuple):
    """What differs between the readers of SARIF files."""

    fingerprint: str
    """The name under which it looks for what makes a result the same one in a later file."""
    suppressions: bool
    """Whether it knows them; otherwise what is waived is left out."""
    taxonomies: bool
    """Whether it knows them."""
    always_inputs: bool
    """Whether there is a run on the inputs even if nothing is wrong with them."""
    runs: int = sys.maxsize
    """The most runs that a file may have."""
    results: int = sys.maxsize
    """The most results that it shows of a run."""
    rules: int = sys.maxsize
    """The most rules that a run may have."""
    compressed: int = sys.maxsize
    """The most bytes that a file may have, compressed by gzip."""


ANY = Target(fingerprint="findingIdentity/v1", suppressions=True, taxonomies=True, always_inputs=False)

GITHUB = Target(
    # The one key that code scanning looks at. What it would reckon itself comes from the text of the line, which two
    # findings can share.
    fingerprint="primaryLocationLineHash",
    # Code scanning shows a suppressed result as an open alert.
    suppressions=False,
    taxonomies=False,
    # An alert is closed by a later run of its category without it: the one that says that an input is right again.
    always_inputs=True,
    runs=20,
    results=5_000,
    rules=25_000,
    compressed=10_000_000,
)

TARGETS = {"any": ANY, "github": GITHUB}
"""Each by its name in `sarif?target=`."""
