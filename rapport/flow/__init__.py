"""The flow of an edition, told once: what is asked of it, what asks it."""
