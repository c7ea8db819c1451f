"""The figures that `dtassess reproduce` has to arrive at (`rules/reproduction.yaml`)."""

from __future__ import annotations

from assessor.errors import RulesError
from assessor.loading.bundled import bundled
from assessor.loading.fields import Fields
from assessor.loading.schemas import explain
from assessor.loading.source import read_document
from assessor.model.reproduction import Agreement, Expected


def expected_reproduction() -> Expected:
    """The expected figures. Raises `RulesError` where the file is not what its schema says."""
    path = bundled("rules") / "reproduction.yaml"
    document = read_document(path.read_bytes(), str(path))
    problems = document.problems or explain(document, "reproduction")
    if problems:
        raise RulesError(problems)
    fields = Fields(document.root, document.path)
    figures = fields.mapping("expected")
    return Expected(
        bands=_agreement(figures, "bands"),
        function_sets=_agreement(figures, "function_sets"),
        function_cells=_agreement(figures, "function_cells"),
        doubts=fields.texts("doubts"),
    )


def _agreement(figures: Fields, name: str) -> Agreement:
    figure = figures.mapping(name)
    return Agreement(agree=figure.whole("agree") or 0, of=figure.whole("of") or 0)
