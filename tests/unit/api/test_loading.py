"""What a process that answers loads before it is asked anything."""

import subprocess
import sys

LARGE = ("fpdf", "z3", "duckdb", "pyarrow", "pandas", "numpy", "pyspark")


def test_what_is_large_and_seldom_needed_is_not_loaded() -> None:
    """The printer, the solver and the readers of columns are loaded by whoever first needs them."""
    asked = f"import sys, api.app; print([each for each in {LARGE} if each in sys.modules])"
    told = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-W", "ignore", "-c", asked], capture_output=True, check=True, text=True
    )

    assert "[]" == told.stdout.strip()
