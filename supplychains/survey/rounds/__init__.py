"""Opening rounds of calls, changing and closing them, and what the next one would take: for supervisors."""
