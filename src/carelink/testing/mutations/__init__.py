"""Changes that break one constraint: for each kind of constraint, what to try, in a fixed order."""
