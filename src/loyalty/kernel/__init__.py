"""Values every room shares: money, rounding, periods, ids, refusals. Pure; imports nothing of ours."""
