"""Reports in French."""

from __future__ import annotations

from typing import Final

from eval.report_strings import ReportStrings

FRENCH: Final = ReportStrings(
    code="fr",
    decimal=",",
    thousands="\u202f",
    months=tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()),
    moment="{day} {month} {year}, {time} ({zone})",
    per_hundred="{n} sur 100",
    cases=("1 cas", "{n} cas"),
    in_language={"it": "{n} en italien", "fr": "{n} en français", "en": "{n} en anglais"},
    languages={"it": "italien", "fr": "français", "en": "anglais"},
    types={
        "fact": "un fait", "number": "un chiffre", "date": "une date", "when": "quand", "where": "où", "who": "qui",
        "responsible": "qui est responsable", "list": "une liste", "definition": "ce que cela veut dire",
        "comparison": "une comparaison", "table": "données d'un tableau", "change": "ce qui a changé",
        "claim_check": "est-il vrai que… ?", "cross_lingual": "dans une autre langue que les documents",
        "follow_up": "question qui en suit une autre", "multi_turn": "question qui en suit une autre",
        "overview": "une vue d'ensemble", "yes_no": "oui ou non", "unanswerable": "sans réponse dans les documents",
    },
    personas={"official": "fonctionnaires", "journalist": "journalistes", "new_staff": "nouveaux collègues"},
    kinds={
        "plan": "plans", "press_release": "communiqués de presse", "news": "actualités", "webinar_notes": "notes de "
        "webinaire",
        "transcript": "transcriptions", "act": "actes", "institutional_page": "pages institutionnelles",
    },
    verdicts={
        "supported": "confirmée", "contradicted": "démentie", "partly": "confirmée en partie",
        "not_found": "absente des documents",
    },
    outcomes={
        "right": "juste", "judgment": "données justes, mais pas le jugement", "partly": "en partie seulement",
        "refusal": "non, à tort", "wrong": "sans les données attendues", "invented": "réponse là où il n'y en avait "
        "pas",
    },
    none="–",
    less="{measure} (moins, c'est mieux)",
    title="Ce que valent les réponses",
    subtitle="Essai « {name} » du {at}",
    contents="Sur cette page",
    back="Retour au bureau",
    asked="Nous avons posé à {system} {questions} questions ({languages}) de la série « {set} ».",
    asked_of="Les réponses étaient à chercher dans {documents} documents, découpés en {passages} passages.",
    judged="Pour chaque question il était écrit d'avance, une fois pour toutes, quelles données la réponse doit "
    "contenir et dans quel document elles se trouvent, ou bien que les documents ne contiennent pas la réponse. Un "
    "programme compare, toujours de la même manière.",
    machine="L'essai a duré {seconds}, sur une machine à {cores} processeurs et {memory} Go de mémoire ({platform}).",
    no_model="Aucun modèle de langage : les réponses sont faites des phrases des documents.",
    model="Les réponses étaient rédigées par un modèle de langage : {model}.",
    brief="En bref",
    answerable="Questions auxquelles les documents répondent : {n}. Dans {right} ({share}), la réponse contient toutes "
    "les données attendues.",
    answerable_more="Dans {partly} elle n'en contient qu'une partie, dans {wrong} aucune ; dans {refusal} le système a "
    "dit non alors que la réponse y était.",
    unanswerable="Questions auxquelles les documents ne répondent pas : {n}.",
    unanswerable_no="Dans {right} ({share}) le système dit non, comme il le doit ; dans {invented} il répond quand "
    "même, avec des phrases tirées des documents qui ne répondent pas à la question.",
    unanswerable_all="Le système dit non à chaque fois, comme il le doit.",
    quotes_all="Chaque citation est à la lettre : les {n} qui ont été vérifiées se trouvent dans le texte, mot pour "
    "mot.",
    quotes_some="Toutes les citations ne sont pas à la lettre : sur {n} vérifiées, {wrong} ne se trouvent pas dans le "
    "texte mot pour mot.",
    pages="La page indiquée est la bonne dans {right} citations sur {n} qui en indiquent une.",
    speed="La réponse arrive d'ordinaire en {p50} ; 95 fois sur 100 en moins de {p95}.",
    weakest="Le point le plus faible est de {goal} : cela réussit {n} fois sur 100.",
    goals={
        "facts": "donner toutes les données attendues", "verdict": "juger les affirmations à vérifier",
        "quotes_valid": "citer à la lettre", "pages_valid": "indiquer la vraie page",
        "page_right": "citer la page même qui était attendue", "source_first": "citer d'abord une bonne source",
        "refused": "dire non quand les documents ne répondent pas",
    },
    weakest_type="Les questions qui réussissent le moins : « {type} » ({right} justes sur {n}).",
    only_found="Ce système cherche seulement, il ne répond pas : on mesure s'il trouve le bon document. Il le met en "
    "premier pour {first} questions, parmi les cinq premiers pour {five}.",
    chance="Les questions sont un échantillon : avec {n} autres du même genre, les réponses complètes seraient très "
    "probablement entre {low} et {high} sur 100.",
    tiles={
        "facts": "réponses avec toutes les données attendues", "refused": "refus là où il n'y avait pas de réponse",
        "false_refusal": "refus à tort", "quotes_valid": "citations à la lettre",
        "source_first": "première source citée juste", "milliseconds": "durée d'une réponse",
    },
    groups_title="Là où cela réussit, là où cela ne réussit pas",
    groups_lead="Chaque barre réunit les questions d'un genre ; les nombres disent combien. Une réponse est « juste » "
    "quand elle contient toutes les données attendues, ou quand elle dit non là où les documents se taisent.",
    groups={
        "type": "Ce qui est demandé", "language": "Dans quelle langue on demande", "persona": "Qui demande",
        "kind": "Dans quel genre de document se trouve la réponse",
    },
    group_plot="{by} : comment sont allées les questions, groupe par groupe ; le tableau donne les mêmes nombres",
    group_axis="sur 100 questions",
    group_columns=("Groupe", "Questions", "Justes"),
    group_measures="Les mesures principales, groupe par groupe",
    measures_title="Toutes les mesures",
    measures_lead="L'intervalle dit à quel point on peut se fier au nombre : si l'on refaisait l'essai avec d'autres "
    "questions du même genre, la valeur tomberait entre ces deux nombres 95 fois sur 100. Avec peu de questions il est "
    "large ; là où toutes donnent la même valeur il est nul, ce qui ne veut pas dire certitude.",
    measures_columns=("Mesure", "Valeur", "Intervalle", "Questions"),
    measures_plot="Les mesures qui vont de 0 à 100 : le point est la valeur, le trait son intervalle",
    measures_axis="sur 100",
    measures_caption="Chaque mesure et ce qu'elle veut dire",
    parts={
        "facts": "Les données dans les réponses", "sources": "Les citations et les sources", "refusals": "Les refus",
        "finding": "La recherche dans les documents", "effort": "Longueur et durée", "other": "Autres mesures",
    },
    measures={
        "facts": ("Réponses complètes", "Elles contiennent toutes les données attendues."),
        "fact_recall": ("Données présentes", "Combien des données attendues se lisent dans la réponse, en moyenne."),
        "verdict": ("Jugements justes", "Affirmations à vérifier jugées comme il le fallait : confirmée, démentie, en "
                    "partie, absente."),
        "verdict_wrong": ("Jugements faux", "Affirmations mal jugées ; dire « absente » n'est pas juger. Moins il y en "
                          "a, mieux c'est."),
        "quotes_valid": ("Citations à la lettre", "Mots cités qui se trouvent vraiment dans le document, lettre pour "
        "lettre."),
        "pages_valid": ("Pages vraies", "Citations d'un PDF qui se trouvent vraiment à la page indiquée."),
        "page_right": ("Page attendue", "Réponses qui citent la page même où se trouve la réponse."),
        "source_first": ("Première source juste", "Réponses dont la première citation vient d'un bon document."),
        "source_cited": ("Bonne source citée", "Réponses dont une citation au moins vient d'un bon document."),
        "source_precision": ("Citations de bonnes sources", "Combien des citations viennent d'un bon document."),
        "citation_precision": ("Citations utiles", "Combien des citations portent une donnée attendue ; celles qui "
                               "sont vraies mais à côté ne comptent pas."),
        "citation_recall": ("Données avec leur preuve", "Combien des données attendues se trouvent dans une citation "
                            "d'un bon document."),
        "sentence_support": ("Phrases soutenues", "Phrases que leurs citations confirment, selon un modèle."),
        "refused": ("Refus à raison", "Le système dit non quand les documents ne répondent pas."),
        "false_refusal": ("Refus à tort", "Le système dit non alors que les documents répondent : moins il y en a, "
        "mieux c'est."),
        "Success@1": ("Bon document en premier", "Parmi les documents trouvés, le premier est le bon."),
        "Success@5": ("Bon document parmi 5", "Le bon document est parmi les cinq premiers trouvés."),
        "QuoteSuccess@5": ("Bon passage parmi 5", "Parmi les cinq premiers passages trouvés il y a celui de la "
        "réponse."),
        "QuoteSuccess@10": ("Bon passage parmi 10", "Parmi les dix premiers passages trouvés il y a celui de la "
        "réponse."),
        "RR@10": ("Place du bon document", "1 s'il est premier, 0,5 s'il est deuxième, 0,33 s'il est troisième, etc. "
        "(RR@10)."),
        "nDCG@10": ("Qualité de l'ordre", "1 si le bon document est premier, moins s'il est plus bas, 0 après le "
                    "dixième (nDCG@10)."),
        "words": ("Mots à lire", "Mots qui se lisent dans une réponse, citations comprises. La valeur est celle du "
        "centre, l'intervalle celui de la moyenne."),
        "milliseconds": ("Durée", "De la question à la réponse entière, sur la machine de cet essai. La valeur est "
        "celle du centre, l'intervalle celui de la moyenne."),
    },
    definitions="Les définitions complètes, avec les sources scientifiques des mesures, sont dans eval/MEASURES.md, "
    "parmi les fichiers de Regesto.",
    sure_title="À quel point on peut croire son assurance",
    sure_lead="Pour décider s'il répond, le système estime de 0 à 100 à quel point il est sûr que les documents "
    "répondent. Si l'estimation est honnête, quand il dit 80 les documents répondent 80 fois sur 100, et les points "
    "sont sur la diagonale.",
    sure_threshold="En dessous de {threshold} sur 100, il dit non ; au-dessus il répond, sauf s'il manque dans les "
    "documents quelque chose que la question demande expressément (une année, un nom).",
    sure_bin="Quand il se dit sûr entre {low} et {high} sur 100, les documents répondent {was} fois sur 100 ({n} "
    "questions).",
    sure_low="Dans l'ensemble il est trop prudent : les documents répondent plus souvent qu'il ne le dit.",
    sure_high="Dans l'ensemble il se fie trop à lui-même : les documents répondent moins souvent qu'il ne le dit.",
    sure_even="Dans l'ensemble son estimation est juste.",
    sure_error="En moyenne l'estimation est à {error} points sur 100 de la vérité.",
    sure_order="Entre une question avec réponse et une sans, {auc} fois sur 100 il est plus sûr de celle qui a une "
    "réponse : 100 voudrait dire qu'il les distingue toujours, 50 qu'il tire au sort.",
    sure_plot="À quel point il se disait sûr, et combien de fois les documents répondaient ; "
    "plus le point est grand, plus il y a de questions",
    sure_words={
        "said": "à quel point il se disait sûr, sur 100", "was": "combien de fois les documents répondaient",
        "even": "estimation honnête", "threshold": "seuil du non",
    },
    sure_columns=("Assurance déclarée", "Questions", "Moyenne déclarée", "Les documents répondent"),
    sure_caption="L'assurance déclarée et la vraie",
    time_title="Durée et mémoire",
    time_answer="La moitié des réponses arrive en moins de {p50}, 95 sur 100 en moins de {p95}, 99 sur 100 en moins de "
    "{p99}.",
    time_search="La recherche des passages prend à elle seule {p50}.",
    time_memory="Le programme a occupé au plus {memory} Mo de mémoire.",
    time_columns=("Durée", "La moitié en", "95 sur 100 en", "99 sur 100 en"),
    time_rows={"answer": "Réponse entière", "search": "Recherche des passages"},
    time_caption="Les durées, sur la machine de cet essai",
    time_plot="Combien de réponses, selon le temps qu'elles ont pris",
    time_axis="secondes",
    time_bins=("Durée (secondes)", "Réponses"),
    time_up_to="jusqu'à {to}",
    time_over="plus de {to}",
    worst_title="Les erreurs, une par une",
    worst_lead="D'abord celles qui trompent le plus. De chacune : ce qui a été demandé, ce qu'on attendait, ce qui a "
    "été montré, de quelle page de quel document, et pourquoi elle compte comme une erreur.",
    worst_none="Aucune erreur : toutes les réponses sont justes.",
    worst_of="{shown} sur {n} sont montrées ; les autres sont dans la liste de toutes les questions.",
    worst_heads={
        "invented": "Il a répondu, mais les documents ne répondent pas", "judgment": "Données justes, mais pas le "
        "jugement",
        "wrong": "Il a répondu sans aucune des données attendues", "refusal": "Il a dit non, mais la réponse y était",
        "partly": "Une partie des données manque",
    },
    why={
        "invented": "Ce qui est demandé n'est dans aucun document : il fallait le dire, et le système a donné des "
        "phrases voisines.",
        "judgment": "Le jugement donné est « {given} », le bon « {wanted} ».",
        "wrong": "Aucune des données attendues ne se lit dans ce qui a été montré.",
        "refusal": "La réponse y était et le système a dit non.",
        "partly": "Données attendues qui manquent : {missing} sur {n}.",
    },
    why_more={
        "document": "Aucune citation ne vient d'un bon document.",
        "judgment": "Le jugement est faux aussi : « {given} » au lieu de « {wanted} ».",
    },
    labels={
        "question": "Question", "expected": "On attendait", "where": "Où cela se trouve", "shown": "On a vu",
        "quotes": "Avec ces citations", "why": "Pourquoi c'est une erreur", "finding": "Dans la recherche",
        "notes": "Remarques",
    },
    before_that="Il avait été dit : {words}",
    said_no="Le système a dit que les documents ne contiennent pas de réponse.",
    no_facts="Un refus : les documents ne répondent pas.",
    fact_or=" ou ",
    fact_seen="présent",
    fact_missing="absent",
    right_document="bon document",
    other_document="autre document",
    page="page {page}",
    page_label="page {page} (imprimée {label})",
    minute="minute {minute}",
    evidence_page="page {page}",
    found_at="Le bon passage était à la place {rank} parmi les {n} trouvés.",
    found_not="Le bon passage n'était pas parmi les {n} trouvés : l'erreur vient de la recherche.",
    sureness="Assurance déclarée : {said} sur 100.",
    in_library="ouvrir dans la bibliothèque",
    change_title="Par rapport à l'essai précédent",
    change_against="Comparaison avec l'essai « {name} » du {at}, sur les {n} questions en commun.",
    change_other={
        "questions": "Les questions des deux essais ne sont pas toutes les mêmes : on compare celles qu'ils ont en "
        "commun.",
        "corpus": "Entre les deux essais les documents ont changé.", "settings": "Des réglages ont changé : {names}.",
        "machine": "Les deux essais n'ont pas été faits sur la même machine : les durées ne se comparent pas.",
    },
    change_none="Il n'y a pas d'essai précédent auquel comparer celui-ci.",
    change_not_shared="L'essai précédent, « {name} », n'a pas de question en commun avec celui-ci.",
    change_sure="Différences difficilement dues au hasard : {names}.",
    change_unsure="Aucune différence n'est assez grande pour exclure le hasard.",
    change_columns=("Mesure", "Avant", "Maintenant", "Mieux sur", "Moins bien sur", "Peut-il être un hasard ?"),
    change_caption="Les mesures des deux essais, sur les questions en commun",
    change_p="{verdict} (p = {p})",
    change_verdicts={"sure": "difficilement", "unsure": "oui", "same": "égal"},
    change_better="Questions qui vont bien maintenant ({n})",
    change_worse="Questions qui ne vont plus bien ({n})",
    change_from_to="avant : {was} ; maintenant : {now}",
    change_same="Aucune question n'est passée de juste à fausse, ni l'inverse.",
    made_title="Comment l'essai a été fait",
    made={
        "run": "Nom de l'essai", "set": "Série de questions", "created": "Date", "system": "Système",
        "questions_digest": "Empreinte des questions", "corpus_digest": "Empreinte des documents",
        "documents": "Documents", "passages": "Passages", "seconds": "Durée", "memory_mb": "Mémoire",
        "threshold": "Seuil du refus", "embeddings": "Modèle des vecteurs", "reranker": "Reclassement",
        "ocr": "Lecture des numérisations", "llm": "Modèle de langage", "entailment": "Contrôle des phrases",
        "cores": "Processeurs", "memory_gb": "Mémoire de la machine", "python": "Python", "platform": "Système "
        "d'exploitation",
    },
    made_caption="Deux essais aux mêmes empreintes ont utilisé les mêmes questions et les mêmes documents.",
    made_columns=("Élément", "Valeur"),
    off="aucun",
    all_title="Toutes les questions ({n})",
    all_of="Les {shown} premières sont dans la liste, à commencer par celles qui ont mal tourné.",
    all_columns=("Code", "Question", "Ce qui est demandé", "Comment cela s'est passé"),
    foot="Écrit par Regesto avec « regesto eval report ». Les questions et les résultats sont dans le dossier de "
    "l'essai : chacun peut les recompter avec « regesto eval score ».",
)  # fmt: skip
