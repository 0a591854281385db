"""Which questions ask for work across documents, and what for."""

import pytest

from rag.across.asked import across_in


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("cosa cambia tra il piano 2020-22 e il 2024-26?", ("compare", "piano 2020-22", "2024-26")),
        ("Che cosa è cambiato fra il piano 2018-20 e quello 2021-23?", ("compare", "piano 2018-20", "2021-23")),
        ("quali sono le differenze tra uno.md e due.md", ("compare", "uno.md", "due.md")),
        ("Confronta la delibera 12 con la delibera 15", ("compare", "delibera 12", "delibera 15")),
        ("What changed between plan.pdf@1 and plan.pdf@2?", ("compare", "plan.pdf@1", "plan.pdf@2")),
        ("Compare the 2018-2020 plan with the 2021-2023 plan", ("compare", "2018-2020 plan", "2021-2023 plan")),
        (
            "qu'est-ce qui change entre le plan 2018-2020 et le plan 2021-2023 ?",
            ("compare", "plan 2018-2020", "plan 2021-2023"),
        ),
        ("cronologia del piano di zona", ("timeline", "piano di zona")),
        ("mi puoi fare la storia della legge sui caregiver?", ("timeline", "legge sui caregiver")),
        ("quali sono le tappe dell'ospedale di comunità?", ("timeline", "ospedale di comunità")),
        ("chronologie de la réforme", ("timeline", "réforme")),
        ("timeline of the health plan", ("timeline", "health plan")),
        ("chi è responsabile della prevenzione?", ("who", "prevenzione")),
        ("Chi è il referente per i caregiver?", ("who", "caregiver")),
        ("chi si occupa di case della comunità", ("who", "case della comunità")),
        ("qui est responsable du fonds ?", ("who", "fonds")),
        ("Who is in charge of the working group?", ("who", "working group")),
    ],
)
def test_plain_requests(question, expected):
    assert across_in(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "",
        "?",
        "quanti posti letto ha l'ospedale?",
        "com'è cambiato l'obiettivo sui siti tra i due piani?",
        "quando è nato il gruppo di lavoro?",
        "chi coordina il gruppo?",
        "che storia è questa?",
        "di che anno è la legge?",
        "cosa cambia?",
        "cosa cambia tra " + "x" * 5000,
        "x" * 100_000,
        "e " * 5000,
    ],
)
def test_everything_else_is_no_request(question):
    assert across_in(question) is None
