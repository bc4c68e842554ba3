"""Why a rule did not apply, what it would have needed, and what it would have given then."""
