"""What a run must reach, as plain sentences with a yes or a no."""

from __future__ import annotations

from typing import Any, NamedTuple


class Verdict(NamedTuple):
    what: str
    value: float
    most: float

    @property
    def good(self) -> bool:
        return self.value <= self.most

    def line(self) -> str:
        return f"{'pass' if self.good else 'FAIL'}  {self.what}: {self.value:g} (at most {self.most:g})"


def verdicts(run: dict[str, Any]) -> list[Verdict]:
    """A run against the limits; larger runs are compared with the bare server of the same run."""
    clients, steady, burst = run["clients"], run["steady"], run["burst"]
    burst_most = 14.0 if clients <= 250 else burst["limit_p95_ms"] + 60
    return [
        Verdict(
            f"{clients} clients, 5 posts a second, p95 ms",
            steady["p95_ms"],
            max(10, 2 * steady["limit_p95_ms"]),
        ),
        Verdict(f"{clients} clients, 60 posts in a second, p95 ms", burst["p95_ms"], burst_most),
        Verdict("deliveries lost", *_lost(steady, burst)),
        Verdict("deliveries twice", steady["duplicates"] + burst["duplicates"], 0),
        Verdict("CPU s per 1000 deliveries", run["cpu_s_per_1000"], 1.6 * run["limit_cpu_s_per_1000"]),
        Verdict("bytes of a delivered card", run["bytes_per_card"], 450),
        Verdict("server memory per client, KB", run["kb_per_client"], 40),
        Verdict("compressed KB per phone without the board", run["join"]["kb_per_phone"], 75),
        *_joins(run),
    ]


def _joins(run: dict[str, Any]) -> list[Verdict]:
    """A hall of sixty, and the full house of a larger run."""
    limits = {"join": 0.4, "join_full": 1.5}
    return [
        Verdict(f"{run[name]['phones']} phones join at once, s", run[name]["seconds"], most)
        for name, most in limits.items()
        if name in run
    ]


def start_verdicts(run: dict[str, Any]) -> list[Verdict]:
    """The program of a laptop that is switched on in front of the hall."""
    return [
        Verdict(
            f"s from a start to the first answer, median of {len(run['starts'])} starts", run["start_s"], 1.5
        )
    ]


def return_verdicts(run: dict[str, Any]) -> list[Verdict]:
    """A hall whose laptop lost the program."""
    what = f"s from kill -9 until all {run['clients']} are back, median of {len(run['returns'])} kills"
    return [Verdict(what, run["return_s"], 2.5)]


def phone_verdicts(run: dict[str, Any]) -> list[Verdict]:
    """A first visit on a slow phone against what is promised."""
    return [
        Verdict(f"compressed KB of a first visit in {run['language']}", run["kb"], 75),
        Verdict("requests until a card can be written", run["requests"], 5),
        Verdict("ms until the language can be changed", run["language_ms"], 900),
        Verdict("ms until one can join", run["join_ms"], 900),
        Verdict("KB of another language", run["language_change_kb"], 15),
        Verdict(f"ms until {run['cards']} cards are drawn", run["cards_ms"], 600),
    ]


def attack_verdicts(run: dict[str, Any]) -> list[Verdict]:
    """What the honest must not feel of one person with a script."""
    return [verdict for row in run["attacks"] for verdict in _attack(row)]


def _attack(row: dict[str, Any]) -> list[Verdict]:
    name = f"{row['name']} x{row['connections']}:"
    return [
        Verdict(f"{name} honest cards, p95 ms", row["p95_ms"], 100),
        Verdict(f"{name} honest cards, longest ms", row["max_ms"], 500),
        Verdict(f"{name} joining, s", row["join_s"], 2),
        Verdict(f"{name} honest devices cut off", row["cut_off"], 0),
        Verdict(f"{name} cards lost", row["lost"], 0),
        Verdict(f"{name} memory afterwards, MB", row["memory_mb_after"], 1.2 * row["memory_mb_before"]),
    ]


def _lost(*phases: dict[str, Any]) -> tuple[int, int]:
    return sum(phase["expected"] - phase["delivered"] for phase in phases), 0
