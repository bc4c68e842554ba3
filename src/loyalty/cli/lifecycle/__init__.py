"""Commands about the life of a programme's versions: plan, approve, adopt, freeze, audit."""
