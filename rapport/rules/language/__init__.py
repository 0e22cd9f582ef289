"""Authored texts as they are read aloud, and what proofreaders say of them."""
