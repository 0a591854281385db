"""The serving core: types, settings, library, retrieval, answering; every other floor imports from here."""
