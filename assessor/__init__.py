"""dtassess: hold a digital twin's security profile against 20 requirements, NIST CSF 2.0 and 27 documents.

    from assessor import assess, load_profile

    result = assess(load_profile("profiles/eclipse-ditto.yaml"))
    result.summary[result.basis].rating

Names are imported when they are first used, so that a command pays only for what it uses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assessor.api import Assessor, assess, load_profile, open_assessor
    from assessor.errors import AssessorError, InputError, Problem, ProfileError, RulesError, UsageError
    from assessor.model.gates import Gates, Require
    from assessor.model.profile import Profile
    from assessor.model.result import Finding, Result

__version__ = "0.1.0"

_HOMES = {
    "assessor.api": ("Assessor", "assess", "load_profile", "open_assessor"),
    "assessor.errors": ("AssessorError", "InputError", "Problem", "ProfileError", "RulesError", "UsageError"),
    "assessor.model.gates": ("Gates", "Require"),
    "assessor.model.profile": ("Profile",),
    "assessor.model.result": ("Finding", "Result"),
}

__all__ = [
    "Assessor",
    "AssessorError",
    "Finding",
    "Gates",
    "InputError",
    "Problem",
    "Profile",
    "ProfileError",
    "Require",
    "Result",
    "RulesError",
    "UsageError",
    "assess",
    "load_profile",
    "open_assessor",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
