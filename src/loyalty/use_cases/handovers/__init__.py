"""What others get of members and are told of it, and the marketing members get; one file per verb."""
