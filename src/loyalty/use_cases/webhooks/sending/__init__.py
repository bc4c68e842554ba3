"""Parts of sending: what is made of an announcement, what is taken, whom nobody can sign for."""
