"""Claims: facts about numbers that a text says in words (« près de la moitié », « premier », « progresse »).

``forms`` reads French words into meanings, ``spotting`` tells claims from the same words used otherwise, ``spans`` finds
what an author bound to the data, ``judging`` holds it to the register.
"""
