"""How the service is: alive, ready, counted, written down."""
