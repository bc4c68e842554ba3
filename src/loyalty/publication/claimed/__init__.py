"""What texts claim: that something is lawful or fair, and what it cost before."""
