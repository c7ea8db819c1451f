"""The study's Tables 1 and 2 from the data, and what the rules derive from each document's ticks beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.model.reproduction import Agreement
from assessor.model.vocabulary import Layer, UseCase
from assessor.report.document import to_coverage_object
from assessor.report.layout import labelled, paragraph, table, text_of
from assessor.report.paint import Paint
from assessor.report.reference.benchmarks import to_object
from assessor.report.terminal import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assessor.model.knowledge import Benchmark, Coverage, Knowledge
    from assessor.model.reproduction import Expected
    from assessor.report.document import Document
    from assessor.report.view import View

_USE_CASES = {
    UseCase.MANUFACTURING: "Ma",
    UseCase.ENERGY: "En",
    UseCase.HEALTH: "He",
    UseCase.TRANSPORTATION: "Tr",
    UseCase.COMMUNICATION: "Co",
    UseCase.CITIES_AND_BUILDINGS: "Ci",
    UseCase.SECURITY_AND_TRAINING: "Se",
    UseCase.CPS: "CP",
}
_DOCUMENT = 20
_LEGEND = 3


class Figure(NamedTuple):
    """One figure: what came out, and what has to."""

    name: str
    actual: Agreement
    expected: Agreement


class Comparison(NamedTuple):
    """One document, what the rules derive from its ticks, and each difference with its reason (None: none is told)."""

    benchmark: Benchmark
    derived: Coverage
    differences: tuple[tuple[str, str | None], ...]


class Reproduction(NamedTuple):
    """The whole comparison."""

    knowledge: Knowledge
    comparisons: tuple[Comparison, ...]
    figures: tuple[Figure, ...]
    doubts: tuple[str, ...]

    @property
    def as_expected(self) -> bool:
        """Whether every figure is the expected one and every difference has its reason."""
        told = all(reason for comparison in self.comparisons for _, reason in comparison.differences)
        return told and all(figure.actual == figure.expected for figure in self.figures)


def reproduce(knowledge: Knowledge, derived: Mapping[str, Coverage], expected: Expected) -> Reproduction:
    """The study's documents beside what the rules derive from their ticks."""
    documents = [benchmark for benchmark in knowledge.benchmarks if benchmark.number is not None]
    functions = [function.id for function in knowledge.functions]
    known = [one for one in documents if one.published.functions is not None]
    agreeing = [_agreeing(one, derived[one.id], functions) for one in known]
    bands = sum(one.published.band is derived[one.id].band for one in documents)
    return Reproduction(
        knowledge=knowledge,
        comparisons=tuple(_compare(one, derived[one.id], functions) for one in documents),
        figures=(
            Figure("bands", Agreement(bands, len(documents)), expected.bands),
            Figure(
                "function sets",
                Agreement(sum(count == len(functions) for count in agreeing), len(known)),
                expected.function_sets,
            ),
            Figure("function cells", Agreement(sum(agreeing), len(known) * len(functions)), expected.function_cells),
        ),
        doubts=expected.doubts,
    )


def _agreeing(benchmark: Benchmark, derived: Coverage, functions: Sequence[str]) -> int:
    published, found = benchmark.published.functions or (), derived.functions or ()
    return sum((function in published) == (function in found) for function in functions)


def _compare(benchmark: Benchmark, derived: Coverage, functions: Sequence[str]) -> Comparison:
    told = {one.function: one.reason for one in benchmark.differences}
    differences: list[tuple[str, str | None]] = []
    if benchmark.published.band is not derived.band:
        differences.append(("band", benchmark.band_difference))
    if benchmark.published.functions is not None:
        published, found = benchmark.published.functions, derived.functions or ()
        differences += [(one, told.get(one)) for one in functions if (one in published) != (one in found)]
    return Comparison(benchmark, derived, tuple(differences))


def to_json_object(reproduction: Reproduction) -> Document:
    """The comparison as plain values."""
    return {
        "schema": "dtassess/reproduction-result/v1",
        "as_expected": reproduction.as_expected,
        "figures": [
            {
                "name": figure.name,
                "agree": figure.actual.agree,
                "of": figure.actual.of,
                "expected": {"agree": figure.expected.agree, "of": figure.expected.of},
            }
            for figure in reproduction.figures
        ],
        "documents": [
            {
                **to_object(one.benchmark),
                "derived": to_coverage_object(one.derived),
                "differences": [{"about": about, "reason": reason} for about, reason in one.differences],
            }
            for one in reproduction.comparisons
        ],
        "doubts": list(reproduction.doubts),
    }


def text(reproduction: Reproduction, view: View) -> str:
    """Both tables, the comparison, the differences with their reasons, the doubts, the figures."""
    paint = Paint(view)
    sections = (_table_1, _table_2, _comparison, _differences, _doubts, _figures)
    return "\n".join(text_of(section(reproduction, paint)) for section in sections)


def _table_1(reproduction: Reproduction, paint: Paint) -> Iterator[str]:
    yield paint.heading("TABLE 1", "the documents, what they apply to, and their use cases")
    heads = ("no", "body", "document", "type", "RA", "CL", *(layer[0].upper() for layer in Layer), *_USE_CASES.values())
    heads = (f">{heads[0]}", *heads[1:])
    documents = [one.benchmark for one in reproduction.comparisons]
    yield from table(heads, (_row_1(document, paint) for document in documents), paint, gap=1)
    legend = "RA reference architecture, CL cross-layer; D data, S system, N network; "
    yield from paragraph(legend + ", ".join(f"{short} {case}" for case, short in _USE_CASES.items()), paint, indent=0)
    yield ""
    for document in documents:
        yield from labelled(f"{document.number:>2}", document.title, paint, width=4)


def _row_1(benchmark: Benchmark, paint: Paint) -> tuple[str, ...]:
    ticks = [benchmark.reference_architecture, benchmark.cross_layer]
    ticks += [layer in benchmark.applied_to for layer in Layer]
    ticks += [case in benchmark.use_cases for case in _USE_CASES]
    document = shorten(benchmark.document or "", _DOCUMENT, unicode=paint.unicode)
    return (str(benchmark.number), benchmark.body or "", document, benchmark.type or "", *_ticks(ticks, paint))


def _ticks(ticks: Sequence[bool | None], paint: Paint) -> tuple[str, ...]:
    return tuple(paint.mark("ticked" if ticked else "not ticked") for ticked in ticks)


def _table_2(reproduction: Reproduction, paint: Paint) -> Iterator[str]:
    yield paint.heading("TABLE 2", "the requirements ticked, the functions and the band published")
    requirements = [requirement.id for requirement in reproduction.knowledge.requirements]
    functions = [function.id for function in reproduction.knowledge.functions]
    heads = (">no", *(str(number) for number in range(1, len(requirements) + 1)), *functions, "band")
    documents = [one.benchmark for one in reproduction.comparisons]
    yield from table(heads, (_row_2(one, requirements, functions, paint) for one in documents), paint, gap=1)
    yield from map(paint.dim, _legend(requirements))
    yield from paragraph("? means that the functions are unknown, which is not the same as none.", paint, indent=0)


def _legend(names: Sequence[str]) -> Iterator[str]:
    """The columns' names, in as many columns as go on a line."""
    rows = -(-len(names) // _LEGEND)
    for row in range(rows):
        numbers = range(row, len(names), rows)
        yield "".join(f"{number + 1:>2} {names[number]:<23}" for number in numbers).rstrip()


def _row_2(benchmark: Benchmark, requirements: Sequence[str], functions: Sequence[str], paint: Paint) -> list[str]:
    published = benchmark.published.functions
    ticked = _ticks([requirement in benchmark.requirements for requirement in requirements], paint)
    covered = "?" * len(functions) if published is None else _ticks([one in published for one in functions], paint)
    return [str(benchmark.number), *ticked, *covered, benchmark.published.band or ""]


def _comparison(reproduction: Reproduction, paint: Paint) -> Iterator[str]:
    yield paint.heading("DERIVED", "what the rules make of the ticks, beside what was published")
    heads = (">no", "document", "published", "", "derived", "", "")
    yield from table(heads, (_row_3(one, paint) for one in reproduction.comparisons), paint, gap=1)


def _row_3(one: Comparison, paint: Paint) -> tuple[str, ...]:
    document = shorten(f"{one.benchmark.body} {one.benchmark.document}", _DOCUMENT, unicode=paint.unicode)
    published, derived = one.benchmark.published, one.derived
    differs = paint.mark("failed") if one.differences else paint.mark("passed")
    return (
        str(one.benchmark.number),
        document,
        published.band or "",
        _functions(published),
        derived.band or "",
        _functions(derived),
        differs,
    )


def _functions(coverage: Coverage) -> str:
    return "unknown" if coverage.functions is None else " ".join(coverage.functions) or "-"


def _differences(reproduction: Reproduction, paint: Paint) -> Iterator[str]:
    yield paint.heading("DIFFERENCES", "and the reason for each")
    for one in reproduction.comparisons:
        if one.differences:
            yield f"{one.benchmark.number:>2} {paint.text(one.benchmark.id)}"
        for about, reason in one.differences:
            yield from labelled(f"   {about}", reason or "NO REASON IS TOLD", paint, width=8)


def _figures(reproduction: Reproduction, paint: Paint) -> Iterator[str]:
    yield paint.heading("FIGURES", "derived and published agree in so many cases")
    for figure in reproduction.figures:
        outcome = "passed" if figure.actual == figure.expected else "failed"
        beside = "as expected" if outcome == "passed" else f"EXPECTED {figure.expected}"
        mark = paint.coloured(paint.mark(outcome), outcome)
        yield f"  {mark} {figure.name:<16}{figure.actual!s:<14}{beside}"


def _doubts(reproduction: Reproduction, paint: Paint) -> Iterator[str]:
    yield paint.heading("DOUBTS", "about the tables as a whole")
    for doubt in reproduction.doubts:
        yield from labelled(f" {paint.mark('bullet')}", doubt, paint, width=3)
