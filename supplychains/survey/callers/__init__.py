"""What each caller of a round came to, with the mix of cases they were given beside it."""
