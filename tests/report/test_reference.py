from __future__ import annotations

from assessor.model.knowledge import Benchmark, Clause, Coverage
from assessor.model.place import Location
from assessor.model.vocabulary import Band
from assessor.report.reference import benchmarks
from assessor.report.view import View

DERIVED = Coverage(band=Band.ORANGE, functions=("PR",))
CLAUSE = Clause(
    requirement="trust",
    clause="a clause with a very long name",
    title="Trust",
    summary="It speaks of trust.",
    confidence="low",
    basis="full text",
)


def own(*clauses: Clause) -> Benchmark:
    """A user's own benchmark, which leaves out all that it may."""
    return Benchmark(
        id="own",
        number=None,
        body=None,
        document=None,
        title="Our \x1b[31mbaseline",
        type=None,
        reference_architecture=None,
        cross_layer=None,
        applied_to=(),
        use_cases=(),
        requirements=(),
        published=Coverage(band=None, functions=None),
        doubts=(),
        differences=(),
        band_difference=None,
        printed_cells=(),
        identifier=None,
        publisher=None,
        publisher_title=None,
        publisher_type=None,
        version=None,
        date=None,
        status=None,
        url=None,
        clauses=clauses,
        location=Location("own.yaml", 1, 1),
    )


def test_a_users_own_benchmark_shows_nothing_that_it_leaves_out() -> None:
    assert benchmarks.show_text(own(), DERIVED, View()) == (
        "own\n"
        "  Our \\x1b[31mbaseline\n"
        "\n"
        "Table 1\n"
        "  Applied to      no layer\n"
        "  Use cases       none ticked\n"
        "\n"
        "Table 2\n"
        "  Requirements    none\n"
        "  Published       nothing\n"
        "  Derived         orange (PR), by the rules from its ticks\n"
        "\n"
        "Clauses  clause not verified: no full text was read\n"
    )
    assert benchmarks.list_text([own()], View()).splitlines()[1].split() == ["own", "0"]


def test_a_clause_that_was_read_says_how_sure_the_reading_is() -> None:
    assert benchmarks.show_text(own(CLAUSE), DERIVED, View()).endswith(
        "\nClauses\n"
        "  a clause with\N{HORIZONTAL ELLIPSIS}  Trust (trust; confidence low, from: full text)\n"
        "                  It speaks of trust.\n"
    )
