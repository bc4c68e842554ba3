"""Webhooks: endpoints kept, what was announced handed on to them, sent, and sent again."""
