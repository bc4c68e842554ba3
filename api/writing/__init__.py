"""How answers other than JSON are written."""
