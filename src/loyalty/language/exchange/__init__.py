"""Exchange rates: their table, and the rate of a day as a tree."""
