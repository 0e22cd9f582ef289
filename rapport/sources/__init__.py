"""Author files: their models, their one reader, their links, their editing and their migration."""
