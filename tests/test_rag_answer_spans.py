"""Where figures, sums, dates, names, places, addresses and acts stand in a sentence, and which kind is asked for."""

import pytest

from rag.answer_spans import KINDRED, spans_of, tokens_of, wanted
from rag.question import kind_of


def found(text: str) -> dict[str, list[str]]:
    """The words at the places of each kind."""
    tokens = tokens_of(text)
    return {kind: [tokens[at].word for at in places] for kind, places in spans_of(text, tokens).items()}


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("La casa ha 27 posti letto.", "figure", ["27"]),
        ("La maison compte douze lits.", "figure", ["douze"]),
        ("The home has twenty beds.", "figure", ["twenty"]),
        ("Il piano vale 4,6 milioni di euro.", "money", ["4,6", "milioni"]),
        ("Le plan coûte 300 000 euros ou 12 milliards d'euros.", "money", ["000", "12", "milliards"]),
        ("The plan costs € 45 and then 3 million euros.", "money", ["45", "3", "million"]),
        ("Il 12% dei residenti, cioè 7 per cento in più.", "share", ["12", "7"]),
        ("Près de 40 % des habitants, soit dix pour cent de plus.", "share", ["40", "dix"]),
        ("Some 15 per cent of them.", "share", ["15"]),
        ("Dura tre anni e 6 mesi.", "span", ["tre", "6"]),
        ("Le contrat dure deux ans.", "span", ["deux"]),
        ("It lasts 18 months.", "span", ["18"]),
        ("Approvato il 30 giugno 2021.", "date", ["giugno"]),
        ("Signé le 3 mai 2022.", "date", ["mai"]),
        ("Signed on June 30 in Parma.", "date", ["june"]),
        ("Scade il 15/9/2024.", "date", ["15/9/2024"]),
        ("Se ne parla lunedì, poi nel 2025.", "day", ["lunedi", "2025"]),
        ("Rendez-vous jeudi.", "day", ["jeudi"]),
        ("Lo dice la dottoressa Ferri.", "person", ["ferri"]),
        ("Il est signé par Jeanne Morel.", "person", ["jeanne", "morel"]),
        ("It was led by Mayor Brown.", "person", ["mayor", "brown"]),
        ("La sede è a Modena.", "place", ["modena"]),
        ("Le siège est à Lyon.", "place", ["lyon"]),
        ("The office is in Dublin.", "place", ["dublin"]),
        ("Secondo la delibera n. 1423/2017 si parte.", "act", ["1423/2017"]),
    ],
)
def test_things_stand_where_they_do(text, kind, words):
    assert found(text).get(kind) == words


@pytest.mark.parametrize(
    "text",
    [
        "Scrivere a posta@example.org.",
        "Tel. 059 123456, la mattina.",
        "Numéro : www.example.fr",
        "Call phone 555 123 456",
    ],
)
def test_ways_to_reach_somebody(text):
    assert "contact" in found(text)


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("Nel 2021 si è partiti.", "figure"),  # a year counts nothing
        ("1. Le priorità", "figure"),  # nor does the number of a list's item
        ("Sono 27 gli asili.", "money"),
        ("Sono 27 gli asili.", "share"),
        ("A giugno del 2021 si parte.", "date"),  # no day of it
        ("Il telefono squilla sempre.", "contact"),
        ("Roma è bella.", "place"),  # nothing says that something is there
        ("La legge sugli asili è vecchia.", "act"),
        ("", "any"),
    ],
)
def test_what_is_not_there_is_not_found(text, lacks):
    assert lacks not in found(text)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("quanti posti letto ha la casa?", "figure"),
        ("combien de lits compte la maison ?", "figure"),
        ("how many beds does the home have?", "figure"),
        ("quanto costa il piano?", "money"),
        ("qual è il budget del programma?", "money"),
        ("combien coûte le plan ?", "money"),
        ("quel est le montant du fonds ?", "money"),
        ("how much money does the plan get?", "money"),
        ("che percentuale di residenti ha più di 65 anni?", "share"),
        ("quelle part des habitants ?", "share"),
        ("what share of residents?", "share"),
        ("quanto dura il contratto?", "span"),
        ("combien de temps dure le contrat ?", "span"),
        ("how long does it last?", "span"),
        ("quando è stato approvato il piano?", "day"),
        ("quand a été signé l'accord ?", "day"),
        ("when was it signed?", "day"),
        ("in che giorno si tiene l'incontro?", "date"),
        ("quelle date pour la réunion ?", "date"),
        ("what day is the meeting?", "date"),
        ("chi coordina il gruppo?", "person"),
        ("qui a signé l'accord ?", "person"),
        ("who leads the group?", "person"),
        ("dove si trova la sede?", "place"),
        ("where is the office?", "place"),
        ("a chi scrivo per iscrivermi?", "contact"),
        ("qual è il numero di telefono?", "contact"),
        ("quelle est l'adresse du bureau ?", "contact"),
        ("who do I contact?", "contact"),
        ("con quale delibera è stato approvato?", "act"),
        ("quelle loi le prévoit ?", "act"),
        ("which law says so?", "act"),
        ("perché è stato chiuso?", "any"),
        ("cos'è una tariffa?", "any"),
        ("è vero che il costo è alto?", "any"),
    ],
)
def test_what_a_question_wants(question, kind):
    assert wanted(kind_of(question), question) == kind


def test_each_kind_is_answered_by_itself_first():
    assert all(kinds[0] == kind for kind, kinds in KINDRED.items())
