"""What members pay in beforehand: no points, without end, and given back where the law says so."""
