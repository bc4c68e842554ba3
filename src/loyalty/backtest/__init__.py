"""Two versions of a programme on the same history: what each came to, who wins and who loses, exactly."""
