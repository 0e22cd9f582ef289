"""The Word file that comes back from proofreading, read: tracked changes accepted, comments, what the export left in it."""
