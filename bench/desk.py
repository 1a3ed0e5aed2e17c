"""`python -m bench.desk --world PATH`: the product's own routing and skill learning at a simulated desk.

PATH is a Python file that describes a world with `run(make_router, seed, ...)`, `World`, `baseline` and `oracle`; it isn't
part of this repository. The routers of the world itself are the measure: the best of its baselines, and an oracle that knows
what is hidden. Ours sees what a desk sees: the reading with its confidence, the settings, who is there, and what became of
each ticket. What is played is the daemon's road: `route` for each ticket that comes or is given on, `given_out` for what
waits, with what `learned` and `skills_of` make of the outcomes; `--router assign` plays only the matching, where every ticket
waits in one queue. This file only translates. The same seed gives the same figures."""

from __future__ import annotations

import argparse
import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.desk_pictures import AIM_TIME, AIM_TRANSFERS, drawn
from bench.desk_play import BASELINES, ORACLE, OURS, Ours, Score, closed, one_seed


def all_closed(results: Sequence[dict[str, Score]], of: Callable[[Score], float]) -> float:
    """The mean over the seeds that have a gap."""
    found = [share for scores in results if not math.isnan(share := closed(scores, of))]
    return statistics.fmean(found) if found else math.nan


def numbers(text: str) -> list[int]:
    """`1-20`, `3,5,8` or both."""
    parts = (part.partition("-") for part in text.split(","))
    return [n for low, _, high in parts for n in range(int(low), int(high or low) + 1)]


def told(seeds: Sequence[int], results: Sequence[dict[str, Score]]) -> Iterable[str]:
    yield "seed   time: best  oracle    ours  closed   transfers: best  oracle    ours  closed   whole run closed   over"
    for seed, scores in zip(seeds, results, strict=True):
        best, few = (min(of(scores[b]) for b in BASELINES) for of in (_late, _transfers))
        yield (
            f"{seed:4d}  {best:10.2f}  {scores[ORACLE].late:6.2f}  {scores[OURS].late:6.2f}  {closed(scores, _late):6.0%}"
            f"  {few:15.2f}  {scores[ORACLE].transfers:6.2f}  {scores[OURS].transfers:6.2f}  {closed(scores, _transfers):6.0%}"
            f"  {closed(scores, _whole):17.0%}  {scores[OURS].over:5d}"
        )
    for name in (*BASELINES, ORACLE, OURS):
        mine = [scores[name] for scores in results]
        yield (
            f"{name:14s} mean {_mean(mine, _late):7.2f} h after learning, {_mean(mine, _whole):7.2f} h in all,"
            f" {_mean(mine, _transfers):.3f} transfers a ticket ({_mean(mine, lambda s: s.late_transfers):.3f} after learning),"
            f" over capacity {sum(s.over for s in mine)}"
        )
    time_, few_ = all_closed(results, _late), all_closed(results, _transfers)
    yield f"closed: {time_:.1%} of the gap in mean time (aim {AIM_TIME:.0%}), {few_:.1%} in transfers (aim {AIM_TRANSFERS:.0%})"
    pooled = {name: [scores[name] for scores in results] for name in (*BASELINES, ORACLE, OURS)}
    yield "  gap between the means of all seeds: " + ", ".join(
        f"{(best - _mean(pooled[OURS], of)) / (best - _mean(pooled[ORACLE], of)):.1%} in {what}"
        for what, of in (("mean time", _late), ("transfers", _transfers))
        for best in [min(_mean(pooled[b], of) for b in BASELINES)]
    )
    yield f"  slowest question: {max(scores[OURS].slowest for scores in results) * 1000:.0f} ms of CPU"


def _late(score: Score) -> float:
    return score.late


def _whole(score: Score) -> float:
    return score.whole


def _transfers(score: Score) -> float:
    return score.transfers


def _mean(scores: Sequence[Score], of: Callable[[Score], float]) -> float:
    return statistics.fmean(of(score) for score in scores)


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m bench.desk", description=__doc__.splitlines()[0] if __doc__ else None)
    asked.add_argument("--world", required=True, help="the Python file of the world")
    asked.add_argument("--seeds", default="1-20", help="such as 1-20 or 3,5 (1-20)")
    asked.add_argument("--agents", type=int, help="how many agents (the world's own number)")
    asked.add_argument("--tickets", type=int, help="how many tickets (the world's own number)")
    asked.add_argument("--no-drift", action="store_true", help="no product change and no new agent")
    asked.add_argument("--router", choices=("daemon", "assign"), default="daemon", help="which of our roads (%(default)s)")
    asked.add_argument("--at-hand", type=int, help="tickets that an agent has at hand (daemon: up to capacity, assign: 1)")
    asked.add_argument("--jobs", type=int, default=1, help="processes (%(default)s)")
    asked.add_argument("--pictures", type=Path, help="a folder for the pictures")
    given = asked.parse_args()
    options = {name: value for name in ("agents", "tickets") if (value := getattr(given, name)) is not None}
    options |= {"drift": False} if given.no_drift else {}
    seeds = numbers(given.seeds)
    ours = Ours(router=given.router, at_hand=given.at_hand)
    with ProcessPoolExecutor(given.jobs) as pool:
        asked_for = [pool.submit(one_seed, given.world, seed, options, ours) for seed in seeds]
        results = [one.result() for one in asked_for]
    print("\n".join(told(seeds, results)))
    if given.pictures:
        for name, svg in drawn(seeds, results, drift=not given.no_drift).items():
            (given.pictures / name).write_text(svg, encoding="utf-8")
            print(f"drawn: {given.pictures / name}")


if __name__ == "__main__":
    main()
