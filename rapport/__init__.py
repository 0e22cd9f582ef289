"""The engine that proves and builds a document-as-code report; it knows nothing of any federation or year."""

__version__ = "2026.11.0"
