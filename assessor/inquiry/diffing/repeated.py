"""Whether an earlier result says what its inputs give when they are assessed again; if not, its causes are unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.inquiry.diffing.controls import few
from assessor.inquiry.diffing.trials import aligned
from assessor.inquiry.standing import GATE
from assessor.model.diff import Because, Cause

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from assessor.inquiry.diffing.sides import Side
    from assessor.inquiry.standing import Key, Said
    from assessor.model.vocabulary import Basis

BASELINE = "baseline"
_BENCHMARK = "benchmark:"
_NAMED = 3


def by_baseline(key: Key) -> bool:
    """Whether a baseline decides it where there is one."""
    return key.kind == "gate" and key.id in {GATE, BASELINE}


class Repeated:
    """A recorded side beside what its inputs give now.

    `who` is what sentences call the side, `again` what was found, `basis` the one that both are compared on,
    `benchmarks` the ids that are known, and `version` that of the tool.
    """

    def __init__(
        self,
        who: str,
        side: Side,
        again: Mapping[Key, Said],
        *,
        basis: Basis,
        benchmarks: Collection[str],
        version: str,
    ) -> None:
        self._who, self._side, self._again, self._version = who, side, again, version
        self._said = aligned(side.verdicts.said, basis)
        named = {key.id for key in self._said if key.kind == "benchmark"}
        self._lost = named - set(benchmarks)
        wanted = {*side.profile.targets.benchmarks, *(one.benchmark for one in side.gates.require)}
        self._gates_lost = bool(wanted - set(benchmarks))

    def note(self) -> Iterator[str]:
        """That the side is not what its inputs give, if it is not, for no reason that is known."""
        keys = dict.fromkeys((*self._said, *self._again))
        odd = [key for key in keys if self._said.get(key) != self._again.get(key) and not self._excuse(key)]
        if odd:
            named = few(list(dict.fromkeys(key.id for key in odd)), _NAMED)
            count = "1 verdict differs" if len(odd) == 1 else f"{len(odd)} verdicts differ"
            yield f"{self._who} does not say what its inputs give{self._other_tool}: {count}, on {named}."

    def doubts(self, key: Key) -> Iterator[Because]:
        """Why the side's word on a verdict cannot be taken, if it cannot."""
        said, again = self._said.get(key), self._again.get(key)
        if said != again:
            text = self._excuse(key) or (
                f"{self._who} says {_word(said)}, and its inputs give {_word(again)} when they are assessed again"
                f"{self._other_tool}: it was altered, or is not by this tool"
            )
            yield Because(Cause.UNKNOWN, text)

    @property
    def _other_tool(self) -> str:
        return "" if self._side.version == self._version else f" by dtassess {self._version}"

    def _excuse(self, key: Key) -> str:
        """What a result does not keep, if that is why."""
        if self._side.had_baseline and by_baseline(key):
            return f"a baseline decided the gate of {self._who}, and a result does not keep it"
        about = {key.id} if key.kind == "benchmark" else set()
        if key.kind == "gate":
            about = {key.id.partition("#")[0].removeprefix(_BENCHMARK)}
        if key.finding:
            about = {key.finding.benchmark or ""}
        lost = about & self._lost
        if lost or (self._gates_lost and key.kind == "gate" and key.id == GATE):
            name = next(iter(lost or sorted(self._lost)), "of its gate")
            return f"{self._who} knew the benchmark {name} from a file, which a result does not keep; see --benchmark"
        return ""


def _word(said: Said) -> str:
    return "nothing" if said is None else str(said)
