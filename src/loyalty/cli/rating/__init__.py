"""``loyalty rate`` and ``loyalty rate-batch``: what quantities cost."""
