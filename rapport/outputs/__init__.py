"""Outputs: formats, engines, open data, and their publication."""
