"""The closed vocabularies of profiles and verdicts (NIST CSF 2.0 and the study keep theirs in the rule files).

Members are their own spelling in files and results: `Level.FULL == "full"`.
"""

from __future__ import annotations

from enum import StrEnum


class Layer(StrEnum):
    """What a control protects: the study's D, S and N (Table 1, "applied to")."""

    DATA = "data"
    SYSTEM = "system"
    NETWORK = "network"


class Basis(StrEnum):
    """Which controls count: every one, those with evidence, or those with evidence that is not stale."""

    CLAIMED = "claimed"
    EVIDENCED = "evidenced"
    CURRENT = "current"


class UseCase(StrEnum):
    """The use cases of Table 1."""

    MANUFACTURING = "manufacturing"
    ENERGY = "energy"
    HEALTH = "health"
    TRANSPORTATION = "transportation"
    COMMUNICATION = "communication"
    CITIES_AND_BUILDINGS = "cities-and-buildings"
    SECURITY_AND_TRAINING = "security-and-training"
    CPS = "cps"


class Characteristic(StrEnum):
    """What a twin is, as far as it bears on what it must protect; each is true, false or unknown."""

    ACTUATION = "actuation"
    SAFETY_CRITICAL = "safety_critical"
    PERSONAL_DATA = "personal_data"
    FEDERATED = "federated"
    EXPOSED = "exposed"
    AUTONOMOUS = "autonomous"
    THIRD_PARTY_MODELS = "third_party_models"


class Status(StrEnum):
    """How far a control is."""

    IMPLEMENTED = "implemented"
    PARTIAL = "partial"
    PLANNED = "planned"
    NOT_IMPLEMENTED = "not-implemented"


class Activation(StrEnum):
    """How a control stands in the deployment: always on, on unless switched off, or off unless switched on."""

    ENFORCED = "enforced"
    DEFAULT = "default"
    OPT_IN = "opt-in"


class Responsibility(StrEnum):
    """Who has to keep a control."""

    PRODUCT = "product"
    OPERATOR = "operator"
    SHARED = "shared"
    INHERITED = "inherited"


class EvidenceType(StrEnum):
    """What kind of thing an evidence item is."""

    DOCUMENTATION = "documentation"
    SOURCE = "source"
    CONFIGURATION = "configuration"
    TEST_REPORT = "test-report"
    SCAN = "scan"
    AUDIT_REPORT = "audit-report"
    POLICY = "policy"
    ATTESTATION = "attestation"


class EvidenceState(StrEnum):
    """What an evidence item is worth on a day. `current` means not stale: nobody has opened a link."""

    BROKEN = "broken"
    FUTURE = "future"
    EXPIRED = "expired"
    UNDATED = "undated"
    CURRENT = "current"


class FileState(StrEnum):
    """What is on disk where an evidence item names a path. Only `ok` counts; whatever else makes the item broken."""

    OK = "ok"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    NOT_A_FILE = "not-a-file"
    """A folder, a pipe, a device: anything that is not a regular file."""
    OUTSIDE = "outside"
    """It ends outside the evidence root, by `..`, an absolute path or a link; whether it exists is not told."""
    OTHER_SHA256 = "other-sha256"


class Level(StrEnum):
    """How far a cell (a requirement on a layer) is met; `not-applicable` where it is out of scope."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"
    NOT_APPLICABLE = "not-applicable"


class Band(StrEnum):
    """The study's traffic light (section 4); `not-applicable` only for a requirement without a cell in scope."""

    RED = "red"
    ORANGE = "orange"
    GREEN = "green"
    NOT_APPLICABLE = "not-applicable"


class Applicability(StrEnum):
    """What the rules ask of a requirement for this twin."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    NOT_APPLICABLE = "not-applicable"


class Group(StrEnum):
    """The study's two groups of requirements (section 3)."""

    BASIC = "basic"
    ADVANCED = "advanced"


class Severity(StrEnum):
    """How grave a finding is, as in SARIF."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class RequirementVerdict(StrEnum):
    """How a profile stands to one requirement of a benchmark."""

    MET = "met"
    PARTIAL = "partial"
    MISSING = "missing"
    NOT_APPLICABLE = "not-applicable"


class Verdict(StrEnum):
    """How a profile stands to a benchmark. Only `met` passes a gate."""

    MET = "met"
    MET_IN_SCOPE = "met-in-scope"
    PARTIAL = "partial"
    NOT_MET = "not-met"
    NOTHING_REQUIRED = "nothing-required"


BAND_ORDER = (Band.RED, Band.ORANGE, Band.GREEN)
"""From worst to best; `not-applicable` has no place in it and never passes a comparison."""

SEVERITY_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
"""From gravest to mildest."""
