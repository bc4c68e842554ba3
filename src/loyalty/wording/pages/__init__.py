"""Web pages as they are laid out, whatever they say."""
