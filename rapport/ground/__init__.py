"""What every room uses and that knows nothing of a report: problems, French, Markdown, cache, memo, outside programs."""
