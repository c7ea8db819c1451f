"""What has to come out when the rules derive verdicts from the ticks of the study's documents."""

from __future__ import annotations

from typing import NamedTuple


class Agreement(NamedTuple):
    """In how many cases of how many the derived is what was published."""

    agree: int
    of: int

    def __str__(self) -> str:
        return f"{self.agree} of {self.of}"


class Expected(NamedTuple):
    """The figures of `rules/reproduction.yaml`, and the doubts that concern the tables as a whole."""

    bands: Agreement
    function_sets: Agreement
    function_cells: Agreement
    doubts: tuple[str, ...]
