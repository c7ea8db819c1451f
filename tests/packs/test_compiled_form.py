from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from pack_folders import HERE, ROOT

from assessor.loading.compiled import decode, encode
from assessor.loading.default_pack import read_default_pack
from assessor.loading.packs import load_knowledge

if TYPE_CHECKING:
    from pathlib import Path


def test_the_way_to_the_compiled_form_and_back_loses_nothing() -> None:
    knowledge = read_default_pack(ROOT / "rules")
    again = decode(encode(knowledge))
    assert again == knowledge
    assert repr(again) == repr(knowledge)  # text that is an enumeration's member comes back as one


def test_so_it_does_for_a_benchmark_that_leaves_out_most() -> None:
    knowledge = load_knowledge([HERE / "good"])
    assert decode(encode(knowledge)) == knowledge


def test_equal_rules_give_equal_bytes_wherever_they_stand(tmp_path: Path) -> None:
    elsewhere = tmp_path / "far" / "away"
    elsewhere.parent.mkdir()
    elsewhere.symlink_to(ROOT / "rules")
    form = encode(read_default_pack(ROOT / "rules"))
    assert encode(read_default_pack(elsewhere)) == form
    assert str(ROOT).encode() not in form


def test_every_text_is_plain_text() -> None:
    """A scalar that YAML could take for a number is a kind of text while it is read; none of that is left."""
    row = json.loads(encode(load_knowledge()))
    assert not re.search(r"Plain\(", repr(row))
    kinds = {type(rule.id) for rule in load_knowledge([HERE / "good"]).rules}
    kinds |= {type(value) for rule in load_knowledge([HERE / "good"]).rules for p in rule.when for _, value in p.terms}
    assert kinds <= {str, tuple}


@pytest.mark.parametrize(
    "junk",
    [b"", b"\xff", b"{", b"null", b"{}", b"[]", b"[1,2,3,4,5,6,7,8,9,10,11]", b"[" * 100_000, b'"text"', b"NaN"],
    ids=repr,
)
def test_anything_else_is_refused(junk: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        decode(junk)


def test_a_form_with_another_number_of_fields_is_refused() -> None:
    row = json.loads(encode(load_knowledge()))
    row[1][0].append("one more")
    with pytest.raises(ValueError, match="too many values to unpack"):
        decode(json.dumps(row).encode())


def test_a_form_with_an_unknown_word_is_refused() -> None:
    row = json.loads(encode(load_knowledge()))
    row[1][0][2] = "middling"
    with pytest.raises(ValueError, match="'middling' is not a valid Group"):
        decode(json.dumps(row).encode())
