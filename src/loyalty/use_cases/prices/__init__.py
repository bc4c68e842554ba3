"""The history of prices, and what may be announced by it; one file per verb."""
