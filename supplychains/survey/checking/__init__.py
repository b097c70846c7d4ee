"""Back-checks: a random share of interviews asked again by another caller, blind to what was answered."""
