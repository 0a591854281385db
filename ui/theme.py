"""The look: a Gradio theme in calm colours with the reader's own fonts (nothing is fetched from a font service)."""

from __future__ import annotations

from typing import Any, Final

_SANS: Final = ["system-ui", "Segoe UI", "Roboto", "DejaVu Sans", "sans-serif"]
_MONO: Final = ["ui-monospace", "DejaVu Sans Mono", "monospace"]


def institutional() -> Any:
    """The theme; ``ui/static/regesto.css`` does the rest."""
    import gradio as gr

    return gr.themes.Base(
        primary_hue=gr.themes.Color(
            c50="#eef4fa",
            c100="#d9e6f2",
            c200="#b4cde5",
            c300="#86aed3",
            c400="#4f86b8",
            c500="#2c6699",
            c600="#1d4f7c",
            c700="#184267",
            c800="#143553",
            c900="#0f2840",
            c950="#0a1b2c",
        ),
        neutral_hue="slate",
        radius_size="sm",
        font=_SANS,
        font_mono=_MONO,
    ).set(
        body_background_fill="#fbfaf7",
        body_background_fill_dark="#12181f",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_300",
        button_primary_background_fill_hover_dark="*primary_200",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#0a1b2c",
    )
