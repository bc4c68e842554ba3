"""Sales of nobody that a member claims later."""
