"""Benchmarks: ratios against a peer or a limit in the same run. See ``bench/README.md``."""
