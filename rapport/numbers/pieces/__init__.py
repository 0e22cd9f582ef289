"""Numbers tied to their pieces: what is asked of each document, what is read there, whether it is the number's value."""
