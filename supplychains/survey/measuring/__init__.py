"""What a round has come to: dispositions, rates, how right the lists were, how far two tellings agree, and progress."""
