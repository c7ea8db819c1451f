from __future__ import annotations

import sys

import pytest
from rule_values import HAS_DURABLE, compiled, fact, needs_durable, pattern, rule

from assessor.engine.choose import build_engine
from assessor.errors import UsageError

RULE = rule("r", [pattern("edge", x="$a")], [pattern("far", x="$a")])


def built(name, *, trusted=True):
    return build_engine(compiled(RULE), name=name, trusted=trusted, packs=["theirs"])


@pytest.fixture
def without_durable(monkeypatch):
    """As on a Python where durable-rules does not import."""
    monkeypatch.delitem(sys.modules, "assessor.engine.durable", raising=False)
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)


@pytest.mark.parametrize("trusted", [True, False])
def test_plain_is_plain(trusted):
    assert built("plain", trusted=trusted).name == "plain"


@needs_durable
@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("name", ["auto", "durable"])
def test_durable_runs_where_it_imports(name, trusted):
    assert built(name, trusted=trusted).name == "durable"


@pytest.mark.skipif(HAS_DURABLE, reason="durable-rules imports here")
def test_auto_is_plain_on_a_python_without_durable_rules():
    assert built("auto").name == "plain"


@pytest.mark.usefixtures("without_durable")
@pytest.mark.parametrize("trusted", [True, False])
def test_auto_is_plain_where_durable_rules_does_not_import(trusted):
    engine = built("auto", trusted=trusted)
    assert engine.run([fact("edge", "a", "b")]).facts[1:] == (fact("far", "a"),)
    assert engine.run([]).engine == "plain"


@pytest.mark.usefixtures("without_durable")
def test_durable_asked_for_where_it_does_not_import_says_why_and_what_to_do():
    with pytest.raises(UsageError) as refused:
        built("durable")
    (problem,) = refused.value.problems
    assert str(problem) == (
        "--engine: durable-rules does not import here (import of durable_rules_engine halted; None in sys.modules): "
        "use auto or plain, or a Python below 3.13"
    )
