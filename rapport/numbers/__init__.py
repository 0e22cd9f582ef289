"""Numbers: their intervals, the register, formulas, evolutions, what texts call, claims in words, where each comes from."""
