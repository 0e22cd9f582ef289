"""The command line: commands, what they print, the tables of the French pages."""
