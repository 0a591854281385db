"""Answers worded by a language model, of which nothing is shown that its quotes do not bear out.

``writer`` asks the model (``models``, ``prompt``, ``stream``), reads what it writes while it writes it (``drafts``),
and shows each sentence once it has passed (``quoting``, ``checking``).
"""
