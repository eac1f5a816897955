"""What an archive changes here, where two laptops worked on the same workshop."""
