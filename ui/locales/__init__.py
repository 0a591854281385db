"""The interface's texts, one module a language; ``ui.strings.strings_for`` hands them out."""
