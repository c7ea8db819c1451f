"""What the rule packs and the bundled data know: requirements, CSF 2.0, benchmarks, policy, rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.model.fact import TableRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from assessor.model.place import Location
    from assessor.model.rule import Kind, Rule
    from assessor.model.vocabulary import Band, Group, Layer, UseCase


class Requirement(NamedTuple):
    """One of the 20 security requirements of the study (section 3, Table 2)."""

    id: str
    title: str
    group: Group
    definition: str
    layers: Mapping[Layer, str]
    """What the requirement means on each layer."""
    primary: str
    """The CSF category that alone decides which function the requirement covers."""
    secondary: tuple[str, ...]
    """CSF categories that are shown and never counted."""
    basis: str
    """What the choice of categories rests on."""
    remediation: str
    effort: Fraction
    """What one cell takes to be brought to full, in the author's own unit; over 0."""
    location: Location


class CsfCategory(NamedTuple):
    """A category of NIST CSF 2.0."""

    id: str
    title: str
    text: str
    function: str
    location: Location


class CsfFunction(NamedTuple):
    """A function of NIST CSF 2.0."""

    id: str
    title: str
    text: str


class Clause(NamedTuple):
    """A place in a document that speaks of a requirement, in our own words, and how sure the reading is."""

    requirement: str
    clause: str
    title: str
    summary: str
    confidence: str
    """`high`, `medium` or `low`."""
    basis: str
    """What was read: `full text`, `contents page`, or words that say more."""


class Difference(NamedTuple):
    """A CSF function that the rules derive and the study did not publish, or the other way round, and why."""

    function: str
    reason: str


class Coverage(NamedTuple):
    """A band with the functions behind it; `functions` None where they are unknown, which is not the same as none."""

    band: Band | None
    """None only for what was published of a user's own benchmark: nothing."""
    functions: tuple[str, ...] | None


class Benchmark(NamedTuple):
    """A document that a profile can be held against: one of the 27 of Tables 1 and 2, or a user's own."""

    id: str
    number: int | None
    """The study's number; None for a user's own, as is whatever else its file leaves out."""
    body: str | None
    document: str | None
    """As the study's Table 1 names it."""
    title: str
    """The study's title."""
    type: str | None
    reference_architecture: bool | None
    cross_layer: bool | None
    applied_to: tuple[Layer, ...]
    use_cases: tuple[UseCase, ...]
    requirements: tuple[str, ...]
    """What the study ticked, in the paper's order."""
    published: Coverage
    doubts: tuple[str, ...]
    differences: tuple[Difference, ...]
    band_difference: str | None
    """Why the band that the rules derive is not the published one; None where it is."""
    printed_cells: tuple[int, ...]
    """The columns ticked in the document's row of Table 2 as printed, from 1 to 27."""
    identifier: str | None
    publisher: str | None
    publisher_title: str | None
    publisher_type: str | None
    version: str | None
    date: str | None
    status: str | None
    url: str | None
    clauses: tuple[Clause, ...]
    location: Location

    @property
    def clauses_verified(self) -> bool:
        """Whether some of its clauses were read in the full text of the very document."""
        return any(clause.basis == "full text" for clause in self.clauses)

    @property
    def rank(self) -> tuple[bool, int, str]:
        """Its place among benchmarks: the study's by number, then users' own by id."""
        return self.number is None, self.number or 0, self.id


class Policy(NamedTuple):
    """The constants of the arithmetic (`rating.yaml` of a pack)."""

    credits: Mapping[str, Fraction]
    """What a cell of each level is worth, from 0 to 1; `none`, `partial` and `full`."""
    thresholds: Mapping[str, Fraction]
    """Scores from 0 to 100 that rules ask about by name."""
    expiring_within_days: int
    max_age_days: int | None
    """The age at which evidence stops counting; None for never."""


class PackIdentity(NamedTuple):
    """Which rules spoke: the pack's id and version, and the SHA-256 of its files."""

    pack: str
    version: str
    sha256: str


class Knowledge(NamedTuple):
    """All that an assessment needs to know beside the profile."""

    packs: tuple[PackIdentity, ...]
    """The default pack first, unless it was left out; then those that a user gave, by id."""
    requirements: tuple[Requirement, ...]
    """In the paper's order."""
    csf_publication: str
    """Where CSF 2.0 is published."""
    csf_rights: str
    functions: tuple[CsfFunction, ...]
    """GV ID PR DE RS RC."""
    categories: tuple[CsfCategory, ...]
    """In the order of the functions, then CSF's own."""
    benchmarks: tuple[Benchmark, ...]
    """By number, then users' own by id."""
    policy: Policy
    kinds: tuple[Kind, ...]
    rules: tuple[Rule, ...]
    """By id."""
    trusted: bool
    """Whether every rule is the project's own; if not, the engine runs them in a process of their own."""
    derived: Mapping[str, Coverage] | None = None
    """What the rules derive from each benchmark's ticks, where that was worked out in advance."""

    def tables(self) -> Mapping[str, Mapping[str, TableRow]]:
        """What rules can look up: the `primary-category` of a requirement and the `function` of a category."""
        primary = {r.id: TableRow("primary-category", r.id, r.primary, r.location) for r in self.requirements}
        function = {c.id: TableRow("function", c.id, c.function, c.location) for c in self.categories}
        return {"primary-category": primary, "function": function}
