"""The ground of the house: what every room stands on and that knows nothing of reports."""
