"""What Python and the browser both work out is held together by cases that tests/node reads."""

from tests.contract import mirrors


def test_the_cases_are_what_python_works_out_today() -> None:
    """Else: python -m tests.contract.mirrors"""
    assert mirrors.FILE.read_text("utf-8") == mirrors.text()


def test_the_cases_tell_apart() -> None:
    """There are walls with and without focal points, questions of each origin, and late commands."""
    cases = mirrors.mirrors()
    assert {len(case["expected"]["focal_points"]) for case in cases["matrix"]} >= {0, 1, 4}
    heats = {
        step for case in cases["matrix"] for row in case["expected"]["heat"].values() for step in row.values()
    }
    assert heats == set(range(6))
    assert {case["expected"] for case in cases["question"]} >= {
        ("", ""),
        ("Was fehlt?", "de"),
        ("Anders?", "de"),
    }
    may = [frozenset(type for type, now in case["expected"].items() if now) for case in cases["allowed"]]
    assert frozenset() in may
    assert len(set(may)) > 5
