"""``python -m bench [NAME …]``: runs the benchmarks and prints each ratio with its limit; 1 on a miss."""

import sys
from importlib import import_module

DECIDING = ("decide", "rate", "spark", "replay", "ingest", "history", "backtest", "prove")
UNDER_LOAD = ("ledger", "balance", "http")
NAMES = DECIDING + UNDER_LOAD


def main() -> int:
    """Run the named benchmarks, or all; give the exit code."""
    missed = 0
    for name in sys.argv[1:] or NAMES:
        print(f"== {name}")
        for ratio in import_module(f"bench.{name}").run():
            print(ratio)
            missed += not (ratio.holds or ratio.asked)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
