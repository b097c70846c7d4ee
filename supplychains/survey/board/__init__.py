"""What supervisors look after while a round is called: who holds what, what waits for a decision, and deciding it."""
