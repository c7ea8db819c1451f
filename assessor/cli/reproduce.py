"""`dtassess reproduce`: the study's tables, and what the rules derive beside what was published."""

from __future__ import annotations

from assessor.cli import lookup, parameters
from assessor.cli.configured import Configured
from assessor.cli.exit_codes import NOT_PASSED, PASSED
from assessor.cli.settings import application, examples

app = application()


@app.command(cls=Configured, epilog=examples("dtassess reproduce", "dtassess reproduce --format json"))
def reproduce(*, format: lookup.Format = "text", engine: parameters.Engine = "auto") -> int:  # noqa: A002
    """The study's Tables 1 and 2 from the data, and what the rules derive from each document's ticks beside them.

    Exit codes: 0 every figure is the expected one and every difference has its reason, 1 not so.
    """
    from assessor.loading.reproduction import expected_reproduction
    from assessor.report.reference import reproduction as report

    assessor = lookup.checked(format, None, engine).open()
    derived = {benchmark.id: assessor.derived(benchmark.id) for benchmark in assessor.knowledge.benchmarks}
    found = report.reproduce(assessor.knowledge, derived, expected_reproduction())
    lookup.show(format, lambda view: report.text(found, view), lambda: report.to_json_object(found))
    return PASSED if found.as_expected else NOT_PASSED
