"""The outside world behind small interfaces: the clock and chance."""
