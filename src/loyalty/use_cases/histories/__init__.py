"""What versions of a programme read of sales of the past, and where a history states it."""
