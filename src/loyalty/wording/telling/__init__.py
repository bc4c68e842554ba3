"""What an explanation tells beside its lines and reasons: alternatives, rights, notices, the trace."""
