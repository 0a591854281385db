"""Words that turn a statement round, in the three languages: negations, opposites, members of small closed classes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rag.analysis import fold

# Each line is a class; its members exclude one another, and the words of one member ("|" between) mean the same in the
# three languages. A word ends where it ends in the table, "*" stands for any ending, "_" for a blank.
_CLASSES: Final = """
state: in_vigore|vigente|vigenti|ancora_valid*|tuttora_valid*|vale_ancora|en_vigueur|toujours_valable|in_force|in_effect|still_valid / scadut*|decadut*|abrogat*|non_piu_in_vigore|echu*|expire*|caduc*|abroge*|expired|lapsed|repealed|no_longer_in_force
progress: conclus*|terminat*|completat*|ultimat*|chius*|finit*|acheve*|termine*|clos|close|fini*|completed|finished|closed|ended / in_corso|attivo|attiva|attivi|attive|attivat*|apert*|avviat*|en_cours|actif*|active*|ouvert*|lance*|ongoing|in_progress|active|open|opened|running
trend: aument*|cresc*|cresciut*|increment*|rialz*|augment*|hausse|croiss*|accru*|increas*|rise*|rising|rose|grow*|grew / diminu*|dimin*|calat*|cala|calano|in_calo|ridott*|riduzion*|riduc*|scend*|sces*|baisse*|redui*|reduction*|recul*|decreas*|reduc*|fall*|fell|drop*|declin*
vote: approvat*|approva|approvano|approvando|adottat*|accolt*|adopte*|approuve*|approved|adopted|accepted|passed / respint*|bocciat*|rigettat*|rejete*|refuse*|rejected|refused|turned_down
duty: obbligatori*|obbligat*|obligatoire*|mandatory|compulsory|required / facoltativ*|volontari*|opzional*|facultati*|volontaire*|optional|voluntary
cost: gratuit*|gratis|senza_costi|gratuite*|free_of_charge|for_free|at_no_cost / a_pagamento|payant*|for_a_fee|paid_for
owner: pubblic*|publi*|public / privat*|prive*|private
order: primo|prima|primi|prime|premier*|premiere*|first|1^ / seconda|seconde|second|deuxieme*|2^ / terz*|troisieme*|third / quart*|quatrieme*|fourth / ultim*|dernier*|derniere*|last
extreme: massim*|al_massimo|maximum|maximal*|at_most / minim*|almeno|minimum|minimal*|at_least|au_moins
rank: maggior*|superior*|piu_alt*|piu_grand*|plus_grand*|plus_elev*|superieur*|higher|larger|bigger|highest|largest|biggest / minor*|inferior*|piu_bass*|piu_piccol*|plus_petit*|plus_bas*|inferieur*|lower|smaller|lowest|smallest
time: prima_d*|avant|before|precedent* / dopo|apres|after|successiv*
permit: consentit*|permess*|ammess*|autorizzat*|autoris*|permis|allowed|permitted|authorised / vietat*|proibit*|interdit*|interdite*|forbidden|prohibited|banned
part: inclus*|compres*|inclu*|compris*|included|includes|including / esclus*|exclu*|excluded|excludes|excluding|ad_eccezione|sauf|except
role: president*|presidente*|presidenza|president / vicepresident*|vice-president* / assessor*|assessorat* / consiglier*|conseiller*|conseillere*|councillor*|councilor* / sindac*|maire|maires|mayor*|metropolitan_mayor / ministr*|ministre*|minister* / direttor*|direttric*|directeur*|directrice*|director* / segretari*|secretaire*|secretary / commissari*|commissaire*|commissioner*
level: regional*|regionale|regionali / nazional*|national*|statal* / comunal*|municipal*|communal* / provincial*|provincia|departemental* / europe*|europee*|europeen*|european / metropolitan*
compass: nord|north*|settentrional*|du_nord / sud|south*|meridional*|mezzogiorno / centro-nord / centro|centre|center|centrale_italia / isole|islands|iles / east|eastern|orientale|orientali / ovest|ouest|west*|occidentale
week: lunedi|lundi*|monday* / martedi|mardi*|tuesday* / mercoledi|mercredi*|wednesday* / giovedi|jeudi*|thursday* / venerdi|vendredi*|friday* / sabato|samedi*|saturday* / domenica|dimanche*|sunday*
pace: giornalier*|quotidian*|al_giorno|par_jour|per_day|a_day|daily / settimanal*|alla_settimana|a_settimana|par_semaine|per_week|a_week|weekly|hebdomadaire* / mensil*|al_mese|par_mois|per_month|a_month|monthly|mensuel* / annual*|annu*|all'anno|l'anno|ogni_anno|par_an|per_year|a_year|yearly|annuel* / biennal* / triennal*|triennio
age: adult*|adulte*|adults / minor*i_di_eta|minorenn*|mineur*|minors / anzian*|personnes_agees|older_people|elderly / giovan*|jeune*|young*|youth / bambin*|enfant*|child*
sex: uomini|hommes|men|maschi / donne|femmes|women|femmine
way: in_piu|en_plus / in_meno|en_moins
channel: pec|posta_elettronica_certificata / mail_ordinaria|posta_ordinaria|posta_elettronica_ordinaria
manner: diretto|diretta|diretti|dirette|direttamente|direct|directe|directly / indirett*|indirect*
shape: unic*|singol*|unique*|single / divers*|molteplic*|plusieurs|several|multiple
"""
# After a negation these make it none: "non solo", "non oltre", "no profit".
_NO_NEGATION: Final = (
    r"(?:profit|solo|soltanto|meno|oltre|piu di|a caso|autosufficien\w+|seulement|moins|lucratif|seule|only|less|fewer|"
    r"more than|later|governativ\w+|utenti)\b"
)
_PAIRED: Final = r"(?=.{1,60}? (?:pas|plus|jamais|aucun\w*|ni|rien|point)\b)"
_NEGATION: Final = re.compile(
    rf"\b(?:(?:non|nessun\w*|neppure|nemmeno|senza|ne(?= ){_PAIRED}|aucune?|sans|not|no|never|none|without|neither|"
    rf"cannot|\w+n't)(?!['\w])|n'{_PAIRED})\s*+(?!{_NO_NEGATION})"
)
_ALL: Final = re.compile(
    r"\b(?:tutt[ie] (?:i|gli|le)|tutt[oa] (?:il|lo|la|l')|tutta (?=[a-z])|ogni|ciascun\w*|tous les|toutes les|toute la|"
    r"tout le|chaque|all(?!')(?: of)?(?: the)?|every|each|whole)\b ?"
)


@dataclass(frozen=True, slots=True)
class Member:
    """A word of a closed class at ``text[start:end]``: the class and which of its members it is."""

    group: str
    which: int
    start: int
    end: int


@lru_cache(maxsize=1)
def _classes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for line in _CLASSES.strip().splitlines():
        name, members = line.split(": ", 1)
        forms = [
            "|".join(
                re.escape(form).replace(r"\*", r"\w*").replace("_", " ")
                for form in sorted(member.strip().split("|"), key=len, reverse=True)
            )
            for member in members.split(" / ")
        ]
        found.append(
            (name, re.compile(r"\b(?:" + "|".join(f"(?P<m{at}>{form})" for at, form in enumerate(forms)) + r")(?!\w)"))
        )
    return tuple(found)


def members_in(text: str) -> list[Member]:
    """The words of closed classes in a text, in order."""
    folded = fold(text)
    found: list[Member] = []
    for name, pattern in _classes():
        for match in pattern.finditer(folded):
            assert match.lastgroup
            found.append(Member(name, int(match.lastgroup[1:]), *match.span()))
    return sorted(found, key=lambda each: each.start)


def negations_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a text negates: the span of each negating word."""
    folded = fold(text)
    seen = 0
    for match in _NEGATION.finditer(folded):
        if match.start() >= seen:
            seen = match.end()
            yield match.start(), match.end()


def universals_in(text: str) -> Iterator[tuple[int, int]]:
    """Where a text says "all": the span of each such word."""
    for match in _ALL.finditer(fold(text)):
        yield match.span()


# Verbs that say little by themselves, and nouns of institutions that a small letter would do for: what is claimed
# stands in the other words.
_LIGHT: Final = re.compile(
    r"(?:val(?:e|gono|eva|utat\w+|ut[aeo])|super(?:a|ano|ava|i)|ammont(?:a|ano|ava)|cost(?:a|ano|ava|erebbe)|dur(?:a|ano|ava|era)|"
    r"fatt[aeio]|far(?:a|anno|e)|part(?:e|ono|iva|ivano|it[aeio])|vol(?:eva|evano|uto)|vuole|va|vanno|and(?:ava|ato|ati)|"
    r"arriv\w+|raggiung\w+|cont(?:a|ano|ava|avano)|prev(?:ede|edono|edeva|ist[aeio])|risult\w+|trov\w+|mett\w+|mess[aeio]|dat[aeio]|"
    r"dice|dicono|riguard\w+|tenut[aeio]|svolt[aeio]|aveva|avevano|avra|avranno|esist\w+|riman\w+|rest(?:a|ano)|divent\w+|"
    r"gia|ancora|anche|circa|oltre|quasi|solo|soltanto|complessiv\w+|totale|lavor(?:a|ano)|permett\w+|serv(?:e|ono)|dev(?:e|ono)|"
    r"bisogna|puo|possono|risponde|poi|entro|"
    r"vaut|valent|coute\w*|dure\w*|atteint|compte\w*|prevoit|fait|faire|deja|encore|environ|depasse\w*|represente\w*|dispose\w*|"
    r"worth|costs?|lasts?|amounts?|reach(?:es|ed)?|counts?|made|does|already|still|about|around|exceeds?|gets?|got|going|goes|"
    r"takes?|gives?)"
)
_COMMON: Final = frozenset(
    """regione regioni region regions comune comuni citta stato governo giunta assemblea piano plan fondo fonds fund conferenza
    consiglio azienda ministero provincia commissione municipality city state council assembly commune etat conseil
    programma accordo legge articolo gruppo direzione settore servizio servizi ufficio""".split()
)


def is_light(word: str) -> bool:
    """Whether a folded word is a verb or adverb that says little by itself."""
    return _LIGHT.fullmatch(word) is not None


def is_common(name: str) -> bool:
    """Whether a name is a noun for an institution, written with a capital: no name that tells one from another."""
    return fold(name) in _COMMON
