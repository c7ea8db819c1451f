from __future__ import annotations

from twins import reasoner

from assessor.assessment.dependencies import kinds_behind


def test_caps_depend_on_levels_scores_and_characteristics_and_not_on_evidence_or_functions():
    behind = kinds_behind("cap", reasoner().knowledge)
    assert {"cap", "level", "excluded", "characteristic", "score", "watched", "applicability", "requirement"} <= behind
    assert not behind & {"function-covered", "evidence-item", "gate-basis", "basis", "target", "requirement-finding"}


def test_a_rating_depends_on_caps_and_on_what_is_counted():
    behind = kinds_behind("rating", reasoner().knowledge)
    assert {"cap", "function-covered", "category-covered", "basis"} <= behind


def test_what_no_rule_derives_depends_on_itself_alone():
    assert kinds_behind("characteristic", reasoner().knowledge) == {"characteristic"}
