"""A valid profile document as a `Profile`, quickly: accepted or not, without a schema and without a reason.

Whoever wants the reason asks the schema; tests hold the two to the same answer. Defaults are filled in here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.loading.nodes import Map, place
from assessor.loading.typed import (
    MOST_ENTRIES,
    RefusedError,
    address,
    day_or_none,
    entries,
    flag_or_none,
    layers,
    line,
    line_or_none,
    mapping,
    member,
    name,
    percentage_or_none,
    sha256,
    text,
    text_or_none,
    without_doubles,
    words_or_none,
)
from assessor.model.place import Marks
from assessor.model.profile import ALL_LAYERS, AcceptedRisk, Control, Evidence, NotApplicable, Profile, Targets, Twin
from assessor.model.vocabulary import (
    Activation,
    Band,
    Basis,
    Characteristic,
    EvidenceType,
    Responsibility,
    Status,
    UseCase,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from assessor.loading.nodes import Node
    from assessor.loading.source import Document

    Value = TypeVar("Value")

FORMAT = "dtassess/profile/v1"
MOST_CONTROLS = 2_000
MOST_EVIDENCE = 200


def _keys(names: str) -> frozenset[str]:
    return frozenset(names.split())


_PROFILE = _keys("schema name version owner description twin controls not_applicable exceptions targets based_on")
_TWIN = _keys("use_cases layers reference_architecture cross_layer characteristics")
_CONTROL = _keys("id title requirements layers status activation responsibility owner description caveats evidence")
_EVIDENCE = _keys("type url path date expires sha256 note")
_NOT_APPLICABLE = _keys("requirement layers reason")
_EXCEPTION = _keys("requirement layers reason approved_by ticket expires")
_TARGETS = _keys("rating basis min_score min_assessed benchmarks requirements")

_CHARACTERISTICS = frozenset(each.value for each in Characteristic)
_WANTED = {each.value: each for each in (Band.GREEN, Band.ORANGE)}
_STATUS = {each.value: each for each in Status}
_ACTIVATION = {each.value: each for each in Activation}
_RESPONSIBILITY = {each.value: each for each in Responsibility}
_EVIDENCE_TYPE = {each.value: each for each in EvidenceType}
_USE_CASE = {each.value: each for each in UseCase}
_BASIS = {each.value: each for each in Basis}


class Vocabulary:
    """The ids that exist: requirements, which are the study's 20 or some of them, and benchmarks. Orders are kept."""

    __slots__ = ("benchmarks", "by_benchmark", "by_requirement", "requirements")

    def __init__(self, requirements: tuple[str, ...], benchmarks: tuple[str, ...]) -> None:
        self.requirements = requirements
        self.benchmarks = benchmarks
        self.by_requirement = {each: each for each in requirements}
        self.by_benchmark = frozenset(benchmarks)


def accepted(document: Document, known: Vocabulary) -> Profile | None:
    """The profile; None if the document is not a valid one."""
    try:
        return _Reader(known).profile(document)
    except RefusedError:
        return None


class _Reader:
    """Reads the parts of one profile; the twin's layers are the default of every other part's."""

    __slots__ = ("known", "layers")

    def __init__(self, known: Vocabulary) -> None:
        self.known = known
        self.layers = ALL_LAYERS

    def profile(self, document: Document) -> Profile:
        root = mapping(document.root, _PROFILE)
        get = root.get
        if get("schema") != FORMAT or get("based_on") is not None:
            raise RefusedError
        twin = _twin(get("twin"), root)
        self.layers = twin.layers
        return Profile(
            name=line(get("name")),
            path=document.path,
            sha256=document.sha256,
            twin=twin,
            controls=self._controls(get("controls")),
            version=line_or_none(get("version")),
            owner=line_or_none(get("owner")),
            description=text_or_none(get("description")),
            not_applicable=_of_each(get("not_applicable"), self._not_applicable),
            exceptions=_of_each(get("exceptions"), self._exception),
            targets=self._targets(get("targets"), root),
            marks=root.marks,
        )

    def _controls(self, node: Node) -> tuple[Control, ...]:
        controls = tuple(map(self._control, entries(node, MOST_CONTROLS, least=0)))
        if len({control.id for control in controls}) < len(controls):
            raise RefusedError
        return controls

    def _control(self, node: Node) -> Control:
        node = mapping(node, _CONTROL)
        get = node.get
        activation = get("activation")
        responsibility = get("responsibility")
        evidence = get("evidence")
        return Control(
            id=name(get("id")),
            title=line(get("title")),
            requirements=self._requirements(get("requirements")),
            layers=layers(get("layers"), self.layers),
            status=member(get("status"), _STATUS),
            activation=Activation.DEFAULT if activation is None else member(activation, _ACTIVATION),
            responsibility=None if responsibility is None else member(responsibility, _RESPONSIBILITY),
            owner=line_or_none(get("owner")),
            description=text_or_none(get("description")),
            caveats=text_or_none(get("caveats")),
            evidence=() if evidence is None else _evidence(evidence),
            marks=node.marks,
        )

    def _requirements(self, node: Node) -> tuple[str, ...]:
        known = self.known.by_requirement
        requirements = tuple([member(each, known) for each in entries(node, len(known))])
        if len(set(requirements)) < len(requirements):
            raise RefusedError
        return requirements

    def _not_applicable(self, node: Node) -> NotApplicable:
        node = mapping(node, _NOT_APPLICABLE)
        return NotApplicable(
            requirement=member(node.get("requirement"), self.known.by_requirement),
            layers=layers(node.get("layers"), self.layers),
            reason=text(node.get("reason")),
            marks=node.marks,
        )

    def _exception(self, node: Node) -> AcceptedRisk:
        node = mapping(node, _EXCEPTION)
        expires = day_or_none(node.get("expires"))
        if expires is None:
            raise RefusedError
        return AcceptedRisk(
            requirement=member(node.get("requirement"), self.known.by_requirement),
            layers=layers(node.get("layers"), self.layers),
            reason=text(node.get("reason")),
            approved_by=line(node.get("approved_by")),
            expires=expires,
            ticket=line_or_none(node.get("ticket")),
            marks=node.marks,
        )

    def _targets(self, node: Node, root: Map) -> Targets:
        if node is None:
            return Targets(marks=_nearby(root), requirements_marks=_nearby(root))
        node = mapping(node, _TARGETS)
        get = node.get
        rating, basis, requirements = get("rating"), get("basis"), get("requirements")
        return Targets(
            rating=None if rating is None else member(rating, _WANTED),
            basis=None if basis is None else member(basis, _BASIS),
            min_score=percentage_or_none(get("min_score")),
            min_assessed=percentage_or_none(get("min_assessed")),
            benchmarks=tuple(map(self._benchmark, words_or_none(get("benchmarks")))),
            requirements=self._wanted(requirements),
            marks=node.marks,
            requirements_marks=requirements.marks if isinstance(requirements, Map) else _nearby(node),
        )

    def _benchmark(self, word: str) -> str:
        if word not in self.known.by_benchmark:
            raise RefusedError
        return str(word)

    def _wanted(self, node: Node) -> dict[str, Band]:
        """The band wanted of each requirement, in the order in which requirements are known."""
        if node is None:
            return {}
        known = self.known.by_requirement
        wanted = mapping(node, frozenset(known))
        return {each: member(wanted[each], _WANTED) for each in known if wanted.get(each) is not None}


def _nearby(node: Map) -> Marks:
    """The marks of a mapping that was left out of this one."""
    return Marks(place(node.mark))


def _twin(node: Node, root: Map) -> Twin:
    if node is None:
        return Twin(marks=_nearby(root), characteristics_marks=_nearby(root))
    node = mapping(node, _TWIN)
    get = node.get
    named = layers(get("layers"), ALL_LAYERS)
    characteristics = get("characteristics")
    return Twin(
        use_cases=tuple(member(each, _USE_CASE) for each in words_or_none(get("use_cases"))),
        layers=tuple(layer for layer in ALL_LAYERS if layer in named),
        reference_architecture=flag_or_none(get("reference_architecture")),
        cross_layer=flag_or_none(get("cross_layer")),
        characteristics=_characteristics(characteristics),
        marks=node.marks,
        characteristics_marks=characteristics.marks if isinstance(characteristics, Map) else _nearby(node),
    )


def _characteristics(node: Node) -> dict[Characteristic, bool]:
    if node is None:
        return {}
    given = {key: flag_or_none(value) for key, value in mapping(node, _CHARACTERISTICS).items()}
    return {each: value for each in Characteristic if (value := given.get(each)) is not None}


def _of_each(node: Node, read: Callable[[Node], Value]) -> tuple[Value, ...]:
    """What each entry of a list is, none of which is the same as another; nothing if the list was left out."""
    return () if node is None else tuple(map(read, without_doubles(entries(node, MOST_ENTRIES))))


def _evidence(node: Node) -> tuple[Evidence, ...]:
    given = entries(node, MOST_EVIDENCE)
    items = tuple(map(_item, given))
    if len({item.url or item.path for item in items}) < len(items):  # most differ in these already
        without_doubles(given)
    return items


def _item(node: Node) -> Evidence:
    node = mapping(node, _EVIDENCE)
    get = node.get
    url, path, digest = get("url"), get("path"), get("sha256")
    if (url is None) is (path is None):
        raise RefusedError
    return Evidence(
        type=member(get("type"), _EVIDENCE_TYPE),
        url=None if url is None else address(url),
        path=line_or_none(path),
        date=day_or_none(get("date")),
        expires=day_or_none(get("expires")),
        sha256=None if digest is None else sha256(digest),
        note=text_or_none(get("note")),
        marks=node.marks,
    )
