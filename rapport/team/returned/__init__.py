"""What a Word file that comes back changes in the author files: compared, rewritten, listed where nothing can be brought back."""
