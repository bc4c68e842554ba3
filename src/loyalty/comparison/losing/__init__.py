"""What members would lose by a new version, and which balance would buy less."""
