"""What each article cost, in rows that only grow; and what a compared price may be by them."""
