"""The heart: ``decide(programme, situation)``, a pure function, and the explanation made from its steps."""
