"""Factsheets: what their sections call, who gets one, and what each says: its own member's answers, published cells, no other.

- ``calls.fact_calls`` finds in a section the calls that differ from one factsheet to the next (``own``, ``median``…).
- ``subjects.subjects_of`` lists who gets a factsheet; ``facts.facts_of`` calculates the calls for one of them.
- ``faults.faults_of`` says what is wrong in a template, for all factsheets at once.
"""
