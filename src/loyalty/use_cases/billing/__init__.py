"""What subscriptions cost: bills, credit notes, prepaid credit; one file per verb, and what they share."""
