"""The method once more, as plainly as it can be said, to hold the assessor against. It shares no code with it."""

from __future__ import annotations

from fractions import Fraction

PRIMARY = {
    "confidentiality": "PR.DS", "integrity": "PR.DS", "availability": "PR.IR", "authentication": "PR.AA",
    "authorization": "PR.AA", "accountability": "PR.AA", "auditing": "PR.PS", "data-traceability": "ID.AM",
    "non-repudiation": "PR.AA", "trust": "PR.AA", "privacy": "PR.DS", "governance": "GV.PO", "reliability": "PR.IR",
    "monitoring": "DE.CM", "response": "RS.MA", "recovery": "RC.RP", "maintainability": "ID.IM",
    "logical-protection": "PR.IR", "physical-protection": "PR.AA", "secure-coding": "PR.PS",
}  # fmt: skip
BASIC = list(PRIMARY)[:11]
DEMANDS = {
    "actuation": ["physical-protection", "response", "recovery"],
    "safety_critical": ["physical-protection", "reliability", "monitoring", "recovery"],
    "personal_data": ["privacy"],
    "federated": ["trust", "non-repudiation", "data-traceability"],
    "exposed": ["logical-protection", "monitoring"],
    "autonomous": ["monitoring", "accountability", "auditing"],
    "third_party_models": ["secure-coding", "trust"],
}
WATCHED = {
    "actuation": [("authentication", "network"), ("authorization", "network"), ("integrity", "network")],
    "exposed": [("logical-protection", "network")],
}


def evidence_state(item, as_of):
    if item.date and item.date > as_of:
        return "future"
    if item.expires and item.expires < as_of:
        return "expired"
    return "current" if item.date or item.expires else "undated"


def counts(control, basis, as_of):
    if basis == "claimed":
        return True
    if basis == "evidenced":
        return len(control.evidence) > 0
    return any(evidence_state(item, as_of) == "current" for item in control.evidence)


def is_full(control):
    return control.status == "implemented" and control.activation != "opt-in"


def is_partial(control):
    return control.status == "partial" or (control.status == "implemented" and control.activation == "opt-in")


def in_scope(profile):
    no_privacy = profile.twin.characteristics.get("personal_data") is False
    gone = {(entry.requirement, layer) for entry in profile.not_applicable for layer in entry.layers}
    return [
        (requirement, str(layer))
        for requirement in PRIMARY
        for layer in profile.twin.layers
        if (requirement, layer) not in gone and not (no_privacy and requirement == "privacy")
    ]


def speakers(profile, cell):
    return [c for c in profile.controls if cell[0] in c.requirements and cell[1] in c.layers]


def level(profile, cell, basis, as_of):
    there = speakers(profile, cell)
    counting = [c for c in there if counts(c, basis, as_of) and (is_full(c) or is_partial(c))]
    if not counting:
        return "none"
    if any(map(is_full, counting)) and not any(c.status in ("partial", "not-implemented") for c in there):
        return "full"
    return "partial"


def colour(levels):
    if not levels:
        return "not-applicable"
    if set(levels) == {"full"}:
        return "green"
    return "red" if set(levels) == {"none"} else "orange"


def mean(numbers):
    return sum(numbers, Fraction(0)) / len(numbers)


CREDIT = {"full": Fraction(1), "partial": Fraction(1, 2), "none": Fraction(0)}


def score_of(levels_by_requirement):
    means = [mean([CREDIT[one] for one in levels]) for levels in levels_by_requirement.values() if levels]
    return 100 * mean(means) if means else None


def applicability(profile, scope):
    yes = [name for name, value in profile.twin.characteristics.items() if value]
    demanded = {requirement for name in yes for requirement in DEMANDS[name]}
    return {
        requirement: "not-applicable"
        if not any(requirement == cell[0] for cell in scope)
        else "mandatory"
        if requirement in BASIC or requirement in demanded
        else "recommended"
        for requirement in PRIMARY
    }


def caps_with(characteristics, levels, bands, score):
    yes = [name for name, value in characteristics.items() if value]
    demanded = {requirement for name in yes for requirement in DEMANDS[name]}
    caps = set()
    if any(bands[r] == "red" and (r in BASIC or r in demanded) for r in PRIMARY):
        caps.add("mandatory-red")
    if score is not None and score < 50:
        caps.add("shallow")
    for name, cap in (("actuation", "actuation-unprotected"), ("exposed", "exposed-unprotected")):
        if name in yes and any(levels.get(cell) == "none" for cell in WATCHED[name]):
            caps.add(cap)
    return sorted(caps)


def verdict(profile, basis, as_of):
    """Everything that one basis says."""
    scope = in_scope(profile)
    levels = {cell: level(profile, cell, basis, as_of) for cell in scope}
    by_requirement = {r: [levels[cell] for cell in scope if cell[0] == r] for r in PRIMARY}
    filled = {
        r: ["full" if not speakers(profile, cell) else levels[cell] for cell in scope if cell[0] == r] for r in PRIMARY
    }
    bands = {r: colour(levels) for r, levels in by_requirement.items()}
    functions = {PRIMARY[r].split(".")[0] for r, band in bands.items() if band in ("green", "orange")}
    band = "green" if len(functions) >= 4 else "orange" if functions else "red"
    score, ceiling = score_of(by_requirement), score_of(filled)
    known = dict(profile.twin.characteristics)
    caps = caps_with(known, levels, bands, score)
    supposed = {name: known.get(name, True) for name in DEMANDS}
    possible = [c for c in caps_with(supposed, levels, bands, score) if c not in caps]
    return {
        "levels": levels,
        "bands": bands,
        "functions": [f for f in ("GV", "ID", "PR", "DE", "RS", "RC") if f in functions],
        "band": band,
        "rating": "orange" if band == "green" and caps else band,
        "caps": caps,
        "caps_possible": possible,
        "score": score,
        "range": None if score is None else (score, ceiling),
        "assessed": Fraction(100 * sum(1 for c in scope if speakers(profile, c)), len(scope)) if scope else None,
    }


def benchmark(profile, requirements, layers, basis, as_of):
    """Verdict, coverage, cells asked and cells out of scope."""
    scope = set(in_scope(profile))
    wanted = {r: [(r, layer) for layer in layers if (r, layer) in scope] for r in requirements}
    levels = {r: [level(profile, cell, basis, as_of) for cell in cells] for r, cells in wanted.items()}
    left = {r: colour(of) for r, of in levels.items() if of}
    asked = len(requirements) * len(layers)
    gone = asked - sum(map(len, wanted.values()))
    if not left:
        word = "nothing-required"
    elif set(left.values()) == {"red"}:
        word = "not-met"
    elif set(left.values()) == {"green"}:
        word = "met-in-scope" if gone else "met"
    else:
        word = "partial"
    credit = [CREDIT[one] for of in levels.values() for one in of]
    return word, 100 * mean(credit) if credit else None, asked, gone
