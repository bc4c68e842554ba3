"""What members read of themselves: standings, progress."""
