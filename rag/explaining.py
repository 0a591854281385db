"""What is wrong with a line of JSON or a table that a person wrote, told in one line of Italian."""

from __future__ import annotations

import json
from typing import Final

from pydantic import ValidationError

_KINDS_OF_ERROR: Final = {
    "missing": "manca",
    "extra_forbidden": "chiave sconosciuta",
    "string_type": "deve essere un testo",
    "bool_parsing": "deve essere true o false",
    "bool_type": "deve essere true o false",
    "int_type": "deve essere un numero intero",
    "int_parsing": "deve essere un numero intero",
    "int_from_float": "deve essere un numero intero",
    "finite_number": "deve essere un numero",
    "float_parsing": "deve essere un numero",
    "float_type": "deve essere un numero",
    "model_type": "la riga deve essere un oggetto JSON",
    "dict_type": "deve essere una tabella",
    "model_attributes_type": "la riga deve essere un oggetto JSON",
    "literal_error": "valore non ammesso",
    "list_type": "deve essere un elenco",
    "greater_than_equal": "è troppo piccolo",
    "less_than_equal": "è troppo grande",
}
# What pydantic calls the kinds a value may be of: no name that a person wrote.
_CHOICES: Final = ("int", "list[int]")


def explain(error: Exception) -> str:
    """An error of a list or a line, in one line."""
    if isinstance(error, RecursionError):
        return "JSON troppo annidato"
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"] if part not in _CHOICES)
        if not name:
            return _KINDS_OF_ERROR["model_type"]
        kind = _KINDS_OF_ERROR.get(first["type"], first["msg"])
        return f"«{name}»: {kind}"
    if isinstance(error, json.JSONDecodeError):
        return f"JSON non valido alla colonna {error.colno} ({error.msg})"
    if isinstance(error, UnicodeDecodeError):
        return "non è UTF-8"
    said = str(error).splitlines()[0]
    return "un numero ha troppe cifre" if "integer string conversion" in said else said
