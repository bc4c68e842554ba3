"""What texts claim: that something is lawful or fair, free, cheaper or was dearer; and what is given."""
