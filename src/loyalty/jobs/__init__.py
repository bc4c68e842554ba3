"""What falls due by time alone, each thing done once, and what members are to be told of it."""
