"""Answers that one statement reads out of several rooms, for questions that are asked all the time."""
