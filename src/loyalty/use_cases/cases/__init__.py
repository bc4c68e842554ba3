"""Cases: what members ask a person to look at; one file per verb."""
