"""One decision of 20 rules on 5 lines, with its steps, beside zen-engine and a function written by hand."""

import json
import time
import tracemalloc
from collections.abc import Callable
from statistics import median

import zen

from bench import programme as made
from bench.by_hand import decide_by_hand
from bench.report import Ratio, seconds
from loyalty.decision.decide import decide
from loyalty.decision.explain import Heading, explain

RULES = 20
ROUNDS = 7
MANY = 500


def run() -> list[Ratio]:
    """Measure and give the ratios with their limits."""
    compiled = made.compiled(RULES)
    situation = made.situation(compiled)
    by_hand = _by_hand(situation_lines=_lines())
    decided = decide(compiled, situation)
    assert by_hand() == (decided.due, decided.value("total.tax_inside"), decided.points_earned)
    table = _zen_table()
    ours, theirs, hand = [], [], []
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: decide(compiled, situation), 2000))
        hand.append(seconds(by_hand, 2000))
        theirs.append(seconds(table, 100))
    one, zen_one, hand_one = median(ours), median(theirs), median(hand)
    print(
        f"one decision {one * 1e6:.1f} us, by hand {hand_one * 1e6:.1f} us, zen-engine {zen_one * 1e6:.1f} us"
    )
    expanded = seconds(lambda: explain(decided, Heading("bench", "quote")), 20)
    print(f"expanding its explanation {expanded * 1e3:.2f} ms")
    return [
        Ratio("decide: times faster than zen-engine", zen_one / one, at_least=15),
        Ratio("decide: times as long as by hand", one / hand_one, at_most=3),
        *_many_rules(),
    ]


def _lines() -> list[tuple[str, int, int]]:
    return [(made.CATEGORIES[n % 3], (n + 1) * 1000, (999 + 100 * n) * 100) for n in range(made.LINES)]


def _by_hand(situation_lines: list[tuple[str, int, int]]) -> Callable[[], object]:
    multipliers = [(made.CATEGORIES[n // 2 % 3], n * 100, 4 + n % 4) for n in range(RULES) if n % 2 == 0]
    additions = [(n * 500, n % 9 + 1) for n in range(RULES) if n % 2]
    return lambda: decide_by_hand("gold", "app", "home", 100, situation_lines, multipliers, additions)


def _zen_table() -> Callable[[], object]:
    """Give the nearest equivalent: one decision table of 20 rules, over the same 5 lines."""
    rules = []
    for n in range(RULES):
        category = f'"{made.CATEGORIES[n // 2 % 3]}"' if n % 2 == 0 else ""
        channel = '"app"' if n % 2 else ""
        rules.append(
            {"_id": f"r{n}", "c1": category, "c2": channel, "c3": f">= {n * 5}", "o1": str(1 + n % 4)}
        )
    fields = [
        {"id": f"c{k}", "name": f, "field": f} for k, f in enumerate(("category", "channel", "amount"), 1)
    ]
    content = {
        "hitPolicy": "collect",
        "inputs": fields,
        "outputs": [{"id": "o1", "name": "times", "field": "times"}],
        "rules": rules,
        "inputField": "lines",
        "outputPath": "lines",
        "executionMode": "loop",
        "passThrough": False,
    }
    place = {"x": 0, "y": 0}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": place},
        {"id": "table", "type": "decisionTableNode", "name": "table", "position": place, "content": content},
        {"id": "out", "type": "outputNode", "name": "out", "position": place},
    ]
    edges = [
        {"id": "e1", "sourceId": "in", "targetId": "table", "type": "edge"},
        {"id": "e2", "sourceId": "table", "targetId": "out", "type": "edge"},
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    lines = [{"category": c, "channel": "app", "amount": p // 10000} for c, _, p in _lines()]
    return lambda: decision.evaluate({"lines": lines})


def _many_rules() -> list[Ratio]:
    """Compile 500 rules: time from text to function, and what the compiled programme keeps."""
    start = time.perf_counter()
    made.compiled(MANY)
    took = time.perf_counter() - start
    tracemalloc.start()
    kept = made.compiled(MANY)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert kept.name == "bench"
    print(f"check of {MANY} rules {took:.2f} s, memory of the compiled programme {size / 1e6:.1f} MB")
    return [
        Ratio(f"check of {MANY} rules, beside 1 second", took, at_most=1),
        Ratio(f"memory of {MANY} rules, beside 20 MB", size / 20e6, at_most=1),
    ]
