"""What the pages say that people look at."""
