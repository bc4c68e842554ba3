"""What falls due by time alone: found, done once each, listed; and the notices that come of it."""
