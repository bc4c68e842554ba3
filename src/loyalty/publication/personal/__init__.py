"""What is known of a person, held to the law of publication."""
