"""Teamwork: workbooks, signatures, editions from one year to the next, comparisons, what is left to do."""
