"""What members ask a person to look at: reviews and complaints, who answers, in which time, what follows."""
