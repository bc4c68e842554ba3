"""Reports about groups of members: how few are told, and what two reports would tell together."""
