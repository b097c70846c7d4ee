"""Finding an organisation to call, or the one that rang back."""
