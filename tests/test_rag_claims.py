"""Checks of claims: taken out of a question, their figures and dates read, held against sentences, whole texts."""

import time

import pytest
from conftest import write_jsonl

from ingest.pipeline import ingest
from rag.answerer import open_answerer
from rag.claims.agreeing import agree, comparable
from rag.claims.asking import claim_in, claimed_in
from rag.claims.checking import check
from rag.claims.lexicon import members_in, negations_in
from rag.claims.parts import parts_of
from rag.claims.texts import LONGEST_TEXT, check_text
from rag.claims.values import values_in
from rag.errors import QuestionError
from rag.types import Filters, Question

DOCUMENTS = [
    {
        "uri": "https://example.org/piano",
        "title": "Piano degli asili comunali",
        "language": "it",
        "text": "Piano degli asili comunali\n\nIl Piano degli asili è stato approvato dal Consiglio comunale il 12 marzo 2021 ed è in "
        "vigore. Gli asili comunali sono 27 e accolgono circa 1.850 bambini. Il bilancio degli asili è di 4,6 milioni di euro "
        "per il 2021.\n\nIl servizio mensa è gratuito per le famiglie numerose. Le iscrizioni agli asili non si fanno allo "
        "sportello.\n\nIl coordinamento pedagogico è affidato alla dottoressa Marta Ferri. Gli asili notturni hanno sede a "
        "Modena.",
    },
    {
        "uri": "https://example.org/tavolo",
        "title": "Nasce il tavolo sugli anziani",
        "language": "it",
        "text": "Nasce il tavolo sugli anziani\n\nFanno parte del tavolo sugli anziani il Comune di Parma, i sindacati e le Ausl di "
        "Parma e Piacenza. Il tavolo ha tenuto tre incontri nel 2023. Un ultimo incontro del tavolo è stato dedicato alle "
        "conclusioni.",
    },
    {
        "uri": "https://example.org/plan",
        "title": "Le plan vélo",
        "language": "fr",
        "text": "Le plan vélo\n\nLe plan vélo de la région prévoit 340 kilomètres de pistes cyclables. Il a été adopté le 3 mai 2022.",
    },
    {
        "uri": "https://example.org/harbour",
        "title": "The harbour programme",
        "language": "en",
        "text": "The harbour programme\n\nThe harbour programme funds 15 new quays and costs 54 million euros. The harbour museum is "
        "closed.",
    },
]


@pytest.fixture(scope="module")
def answerer(tmp_path_factory):
    from rag.settings import load_settings

    folder = tmp_path_factory.mktemp("claims")
    settings = load_settings(home=folder / "home", offline=True)
    assert ingest([write_jsonl(folder / "documents.jsonl", DOCUMENTS)], settings).added == len(DOCUMENTS)
    answerer = open_answerer(settings)
    yield answerer
    answerer.close()


@pytest.mark.parametrize(
    ("question", "language", "claim"),
    [
        ("È vero che gli asili sono 27?", "it", "gli asili sono 27"),
        ("E' corretto dire che gli asili sono 27?", "it", "gli asili sono 27"),
        ("Gli asili sono 27, giusto?", "it", "Gli asili sono 27"),
        ("Mi dicono che gli asili sono 27: ok?", "it", "gli asili sono 27"),
        ("Gli asili sono 27. Vero?", "it", "Gli asili sono 27"),
        ("Gli asili sono 27. Torna?", "it", "Gli asili sono 27"),
        ("Ho letto che gli asili sono 27. Confermi?", "it", "gli asili sono 27"),
        ("il piano è scaduto?", "it", "il piano è scaduto"),
        ("Est-il vrai que le plan est échu ?", "fr", "le plan est échu"),
        ("Est-ce vrai qu’il est échu ?", "fr", "il est échu"),
        ("Le plan compte 64 mesures, n’est-ce pas ?", "fr", "Le plan compte 64 mesures"),
        ("Le plan est-il encore en vigueur ?", "fr", "Le plan est encore en vigueur"),
        ("Is it true that the plan was extended?", "en", "the plan was extended"),
        ("The plan has 64 measures, right?", "en", "The plan has 64 measures"),
        ("Was the region really the first with a law?", "en", "the region the first with a law"),
    ],
)
def test_a_claim_is_taken_out_of_the_words_of_asking(question, language, claim):
    assert claim_in(question, language) == claim


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("quanti asili ci sono?", "it"), ("chi è il presidente, giusto?", "it"), ("priorità del gruppo?", "it"),
        ("orari asili Parma", "it"), ("le pensioni stanno sotto difesa o sotto protezione sociale?", "it"),
        ("Che aliquota paga una casa nel 2026?", "it"), ("Combien de pistes sont prévues ?", "fr"),
        ("What does the plan say?", "en"), ("", "it"), ("?", "it"),
    ],
)  # fmt: skip
def test_other_questions_are_no_claims(question, language):
    assert claim_in(question, language) is None


def test_who_says_it_is_no_part_of_the_claim():
    assert claim_in("Rossi è un assessore, lo dice l'articolo francese. È giusto?", "it") == "Rossi è un assessore"
    claimed = claimed_in("In aula hanno detto tutti che la gara costa un milione, giusto?", "it")
    assert claimed is not None
    assert (claimed.text, claimed.by_all) == ("la gara costa un milione", True)


@pytest.mark.parametrize(
    ("text", "language", "kind", "low"),
    [
        ("tre incontri", "it", "number", 3), ("centoventicinque posti", "it", "number", 125), ("1.850 bambini", "it", "number", 1850),
        ("100mila ore", "it", "number", 100_000), ("4,6 milioni di euro", "it", "money", 4_600_000),
        ("un milione e mezzo di euro", "it", "money", 1_500_000), ("1 milione e 800mila euro", "it", "money", 1_800_000),
        ("il 12,5% dei comuni", "it", "percent", 12.5), ("€ 3.000.000", "it", "money", 3_000_000),
        ("quatre-vingt-dix-sept communes", "fr", "number", 97), ("16,8 milliards d'euros", "fr", "money", 16.8e9),
        ("1 038 places", "fr", "number", 1038), ("twenty-five homes", "en", "number", 25), ("1,500 people", "en", "number", 1500),
        ("54 million euros", "en", "money", 54e6),
    ],
)  # fmt: skip
def test_figures_are_read_in_digits_and_in_words(text, language, kind, low):
    (value,) = values_in(text, language)
    assert value.kind == kind
    assert value.low == pytest.approx(low)
    assert text[value.start : value.end] == value.written


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("il 28 marzo 2014", "it", (2014, 3, 28)), ("il 07.06.2016", "it", (2016, 6, 7)), ("2022-06-23", "it", (2022, 6, 23)),
        ("entro dicembre", "it", (None, 12, None)), ("a fine 2016", "it", (2016, None, None)), ("il 1° marzo 2022", "it", (2022, 3, 1)),
        ("le 1er mars 2022", "fr", (2022, 3, 1)), ("on July 3, 2021", "en", (2021, 7, 3)),
    ],
)  # fmt: skip
def test_dates_are_read(text, language, day):
    (value,) = values_in(text, language)
    assert (value.kind, value.day) == ("date", day)


@pytest.mark.parametrize("text", ["PM10 e S3 e Euro3", "scrivere a 18app@consap.it"])
def test_codes_and_addresses_are_no_figures(text):
    assert not [value for value in values_in(text, "it") if value.kind in ("number", "money", "percent", "date")]


@pytest.mark.parametrize(
    ("claim", "said", "same"),
    [
        ("1,8 milioni di euro", "1.800.000 euro", True), ("quasi 1,8 milioni di euro", "1.795.000 euro", True),
        ("1,8 milioni di euro", "1.795.000 euro", True), ("1,8 milioni di euro", "1.950.000 euro", False),
        ("oltre 5 milioni", "5,3 milioni", True), ("oltre 5 milioni", "4,3 milioni", False), ("oltre 5 milioni", "15 milioni", False),
        ("circa 40.000 ore", "40.300 ore", True), ("40.000 ore", "100mila ore", False), ("circa 600mila", "600.047", True),
        ("650.000 euro", "600-700.000 euro", True), ("un milione di euro", "600-700.000 euro", False),
        ("il 23 giugno 2022", "giugno 2022", True), ("il 23 giugno 2022", "il 23 luglio 2022", False),
        ("5%", "5 comuni", False), ("564mila euro", "564,09 milioni di euro", False),
    ],
)  # fmt: skip
def test_figures_agree_as_far_as_their_words_allow(claim, said, same):
    (one,), (other,) = values_in(claim, "it"), values_in(said, "it")
    assert agree(one, other) is same


def test_unlike_things_do_not_stand_for_one_another():
    (percent,), (count,), (day,) = (
        values_in("5%", "it"),
        values_in("5 comuni", "it"),
        values_in("il 3 maggio 2022", "it"),
    )
    assert not comparable(percent, count)
    assert not comparable(count, day)


def test_negations_and_opposites_in_three_languages():
    assert list(negations_in("il piano non è scaduto"))
    assert list(negations_in("le plan n'est pas échu"))
    assert list(negations_in("it isn't closed"))
    assert not list(negations_in("enti no profit, non solo a Parma"))
    assert [(each.group, each.which) for each in members_in("in vigore / en vigueur / in force")] == [("state", 0)] * 3
    assert [(each.group, each.which) for each in members_in("scaduto / échu / expired")] == [("state", 1)] * 3


def test_a_claim_of_two_statements_has_two_clauses():
    parts = parts_of("Il piano voleva 300 asili nel 2021, e nel 2020 partiva già dal 95%.", "it")
    assert {part.text: part.clause for part in parts} == {"300": 0, "2021": 0, "2020": 1, "95%": 1}


TRUE = (
    "È vero che gli asili comunali sono 27?",
    "Gli asili comunali accolgono quasi 1.900 bambini, giusto?",
    "Il bilancio degli asili è di 4.600.000 euro, giusto?",
    "Il Piano degli asili è stato approvato il 12/03/2021, vero?",
    "Il coordinamento pedagogico è affidato a Marta Ferri, giusto?",
    "Le plan vélo prévoit 340 kilomètres de pistes cyclables, n'est-ce pas ?",
    "Is it true that the harbour programme funds fifteen new quays?",
)
FALSE = (
    ("È vero che gli asili comunali sono 29?", "29", "27"),
    ("Il bilancio degli asili è di 6,4 milioni di euro, giusto?", "6,4 milioni di euro", "4,6 milioni di euro"),
    ("Il Piano degli asili è stato approvato il 12 aprile 2021, vero?", "12 aprile 2021", "12 marzo 2021"),
    ("Il coordinamento pedagogico è affidato alla dottoressa Carla Neri, giusto?", "Carla Neri", "Marta Ferri"),
    ("Gli asili notturni hanno sede a Rimini, giusto?", "Rimini", "Modena"),
    ("Il Piano degli asili è scaduto, vero?", "scaduto", "in vigore"),
    ("Il servizio mensa è a pagamento per le famiglie numerose, giusto?", "a pagamento", "gratuito"),
    ("Le plan vélo prévoit 430 kilomètres de pistes cyclables, n'est-ce pas ?", "430", "340"),
    ("Le plan vélo a été adopté le 3 juin 2022, n'est-ce pas ?", "3 juin 2022", "3 mai 2022"),
    ("Is it true that the harbour programme costs 45 million euros?", "45 million euros", "54 million euros"),
    ("The harbour museum is open, right?", "open", "closed"),
)
UNTOLD = (
    "È vero che gli asili hanno una piscina?",
    "Il sindaco ha incontrato gli ambasciatori a Tokyo, giusto?",
    "Est-il vrai que le tramway sera gratuit en 2030 ?",
    "The airport will get a second runway, right?",
)


@pytest.mark.parametrize("question", TRUE)
def test_what_the_documents_say_is_supported(answerer, question):
    answer = check(Question(question), answerer)
    assert (answer.verdict, answer.status) == ("supported", "answered"), answer.notes
    assert answer.citations


@pytest.mark.parametrize(("question", "claimed", "said"), FALSE)
def test_what_differs_is_pointed_out_word_by_word(answerer, question, claimed, said):
    answer = check(Question(question), answerer)
    assert answer.verdict == "contradicted"
    assert any(claimed in note and said in note for note in answer.notes), answer.notes
    assert any(said in citation.quote for citation in answer.citations)


def test_the_remark_is_in_the_language_of_the_question(answerer):
    said = {
        "it": check(Question("È vero che gli asili comunali sono 29?"), answerer).notes[0],
        "fr": check(Question("Le plan vélo prévoit 430 kilomètres de pistes, n'est-ce pas ?"), answerer).notes[0],
        "en": check(Question("The harbour programme costs 45 million euros, right?"), answerer).notes[0],
    }
    assert said["it"].startswith("Cifra diversa")
    assert said["fr"].startswith("Chiffre différent")
    assert said["en"].startswith("A different figure")


@pytest.mark.parametrize(
    "question",
    ["Le iscrizioni agli asili si fanno allo sportello, giusto?", "Gli asili comunali non sono 27, giusto?"],
)
def test_a_negation_too_many_or_too_few_is_told(answerer, question):
    answer = check(Question(question), answerer)
    assert answer.verdict == "contradicted"
    assert answer.notes


@pytest.mark.parametrize("question", UNTOLD)
def test_what_no_document_speaks_of_is_not_found(answerer, question):
    answer = check(Question(question), answerer)
    assert (answer.verdict, answer.status, answer.sentences) == ("not_found", "refused", ())
    assert answer.notes


def test_a_closed_list_without_the_name_contradicts(answerer):
    answer = check(Question("Del tavolo sugli anziani fa parte anche l'Ausl di Ravenna, giusto?"), answerer)
    assert answer.verdict == "contradicted"
    assert "Piacenza" in answer.notes[0]
    assert (
        check(Question("Del tavolo sugli anziani fa parte l'Ausl di Piacenza, giusto?"), answerer).verdict
        == "supported"
    )


def test_a_total_that_leaves_one_out_is_right_in_part(answerer):
    answer = check(Question("È vero che gli incontri del tavolo sono stati tre?"), answerer)
    assert answer.verdict == "partly"
    assert answer.sentences[-1].text == "Con quello in più sono 4 in tutto."
    assert len(answer.citations) == 2


def test_of_two_statements_one_may_stand(answerer):
    answer = check(
        Question("Gli asili comunali sono 27, e il bilancio degli asili è di 9 milioni di euro, giusto?"), answerer
    )
    assert answer.verdict == "partly"
    assert any("9 milioni di euro" in note for note in answer.notes)


def test_every_quote_of_a_check_is_in_the_document(answerer):
    for question in (*TRUE, *(each for each, _, _ in FALSE)):
        for citation in check(Question(question), answerer).citations:
            library = answerer.search.library
            assert library.slice(citation.document, citation.edition, citation.start, citation.end) == citation.quote


def test_few_words_are_shown(answerer):
    for question in (*TRUE, *(each for each, _, _ in FALSE)):
        answer = check(Question(question), answerer)
        assert len(answer.citations) <= 2


def test_filters_hold(answerer):
    asked = Question("È vero che gli asili comunali sono 27?", filters=Filters(document="https://example.org/plan"))
    assert check(asked, answerer).verdict == "not_found"


def test_asking_for_a_check_in_the_chat_gives_the_verdict(answerer):
    assert answerer.answer(Question("È vero che gli asili comunali sono 29?")).verdict == "contradicted"
    assert answerer.answer(Question("quanti sono gli asili comunali?")).verdict is None
    assert answerer.answer(Question("È vero che gli asili hanno una piscina?")).verdict == "not_found"


RELEASE = """COMUNICATO STAMPA

Buongiorno a tutti,

Gli asili comunali sono 27 e accolgono circa 1.850 bambini. Il bilancio degli asili è di 9,1 milioni di euro per il 2021.
Siamo orgogliosi di questo risultato straordinario. Chi l'avrebbe mai detto?

Il coordinamento pedagogico è affidato alla dottoressa Carla Neri.
"""


def test_a_whole_release_is_checked_sentence_by_sentence(answerer):
    every = list(check_text(RELEASE, answerer))
    checked = [each for each in every if each.answer]
    assert [each.verdict for each in checked] == ["supported", "contradicted", "contradicted"]
    for each in every:
        assert RELEASE[each.start : each.end] == each.text
    assert [each.text.split()[0] for each in checked] == ["Gli", "Il", "Il"]


@pytest.mark.parametrize("text", ["", "   \n", "…!"])
def test_an_empty_text_is_refused_with_what_to_do(answerer, text):
    with pytest.raises(QuestionError, match="vuot"):
        list(check_text(text, answerer))
    with pytest.raises(QuestionError, match="vuot"):
        check(Question(text), answerer)


def test_a_text_too_long_is_refused_with_the_limit(answerer):
    with pytest.raises(QuestionError, match=str(LONGEST_TEXT)):
        list(check_text("Parole. " * LONGEST_TEXT, answerer))


def test_a_text_in_another_language_does_not_break(answerer):
    german = "Die Stadt hat siebenundzwanzig Kindergärten. Der Haushalt beträgt 4,6 Millionen Euro."
    assert all(each.verdict in ("not_found", "supported", None) for each in check_text(german, answerer))


def test_a_sentence_full_of_figures_holds_nobody_up(answerer):
    """2,000 characters took 38 s where each of 200 figures cut the whole claim anew; now some 0.3 s."""
    full = "Gli asili comunali sono " + ", ".join(f"{at * 37 + 11} nel {1990 + at % 35}" for at in range(130)) + "."
    assert 1_900 < len(full) < 2_000
    begun = time.process_time()
    assert len(list(check_text(full, answerer))) == 1
    assert time.process_time() - begun < 3
