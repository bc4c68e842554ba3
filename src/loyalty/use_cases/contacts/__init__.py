"""Where members are reached: sealed in the vault, apart from all that is decided and booked."""
