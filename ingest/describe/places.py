"""Regions and provinces, as ISTAT names them, and the one region a text is about, if that is sure.

All patterns of this package read texts whose typographic apostrophes were made plain (offsets stay the same).
The names of the Italian regions and of the towns that name a province, and of the French regions: common knowledge.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

# Region: other spellings and languages; adjectives (as regular expressions); provincial towns with their sign.
_REGIONS: Final[dict[str, tuple[str, str, str]]] = {
    "Abruzzo": ("Abruzzes", "abruzzes[ei]", "Chieti:ch L'Aquila:aq Pescara:pe Teramo:te"),
    "Basilicata": ("Basilicate", "lucan[oaie]", "Matera:mt"),
    "Calabria": ("Calabre", "calabres[ei]", "Catanzaro:cz Cosenza:cs Crotone:kr Reggio_Calabria:rc Vibo_Valentia:vv"),
    "Campania": ("Campanie", "campan[oaie]", "Avellino:av Benevento:bn Caserta:ce Napoli:na Salerno:sa"),
    "Emilia-Romagna": (
        "Emilia Romagna|Émilie-Romagne|Emilie-Romagne|Romagna",
        "emiliano-romagnol[oaie]|romagnol[oaie]",
        "Bologna:bo Ferrara:fe Forlì:fc Cesena:fc Forlì-Cesena:fc Modena:mo Parma:pr Piacenza:pc Ravenna:ra "
        "Reggio_Emilia:re Rimini:rn",
    ),
    "Friuli-Venezia Giulia": (
        "Friuli Venezia Giulia|Frioul-Vénétie Julienne", "friulan[oaie]", "Gorizia:go Pordenone:pn Trieste:ts Udine:ud",
    ),
    "Lazio": ("Latium", "lazial[ei]", "Frosinone:fr Latina:lt Rieti:ri Viterbo:vt"),
    "Liguria": ("Ligurie", "ligur[ei]", "Genova:ge Imperia:im La_Spezia:sp Savona:sv"),
    "Lombardia": (
        "Lombardie|Lombardy", "lombard[oaie]|lombardes?",
        "Bergamo:bg Brescia:bs Cremona:cr Lecco:lc Mantova:mn Milano:mi Monza:mb Brianza:mb Pavia:pv Sondrio:so "
        "Varese:va",
    ),
    "Marche": ("", "marchigian[oaie]", "Ancona:an Ascoli_Piceno:ap Macerata:mc Pesaro:pu"),
    "Molise": ("", "molisan[oaie]", "Campobasso:cb Isernia:is"),
    "Piemonte": (
        "Piémont|Piedmont", "piemontes[ei]",
        "Alessandria:al Biella:bi Cuneo:cn Novara:no Torino:to Verbania:vb Vercelli:vc",
    ),
    "Puglia": ("Pouilles|Apulia", "puglies[ei]", "Bari:ba Barletta:bt Brindisi:br Foggia:fg Lecce:le Taranto:ta"),
    "Sardegna": ("Sardaigne|Sardinia", "sard[oaie]", "Cagliari:ca Nuoro:nu Oristano:or Sassari:ss"),
    "Sicilia": (
        "Sicile|Sicily", "sicilian[oaie]",
        "Agrigento:ag Caltanissetta:cl Catania:ct Messina:me Palermo:pa Ragusa:rg Siracusa:sr Trapani:tp",
    ),
    "Toscana": (
        "Toscane|Tuscany", "toscan[oaie]",
        "Arezzo:ar Firenze:fi Grosseto:gr Livorno:li Lucca:lu Maremma:gr Pisa:pi Pistoia:pt Siena:si",
    ),
    "Trentino-Alto Adige": ("Trentino Alto Adige|Trentin-Haut-Adige|Trentino", "trentin[oaie]", "Bolzano:bz Trento:tn"),
    "Umbria": ("Ombrie", "umbr[oaie]", "Perugia:pg Terni:tr"),
    "Valle d'Aosta": ("Vallée d'Aoste", "valdostan[oaie]", "Aosta:ao"),
    "Veneto": ("Vénétie", "venet[oaie]", "Belluno:bl Padova:pd Rovigo:ro Treviso:tv Venezia:ve Verona:vr Vicenza:vi"),
}  # fmt: skip
_FRENCH: Final = (
    "Auvergne-Rhône-Alpes|Bourgogne-Franche-Comté|Bretagne|Centre-Val de Loire|Corse|Grand Est|Guadeloupe|Guyane|"
    "Hauts-de-France|Île-de-France|Normandie|Nouvelle-Aquitaine|Occitanie|Pays de la Loire|Provence-Alpes-Côte d'Azur"
)
# Towns that name a province: its sign and its region. Rome, the seat of the State, is left out.
_TOWNS: Final[dict[str, tuple[str, str]]] = {}
NAMES: Final[dict[str, str]] = {}
for _region, (_others, _, _towns) in _REGIONS.items():
    for _spelling in (_region, *filter(None, _others.split("|"))):
        NAMES[_spelling] = _region
    for _town in _towns.split():
        _name, _sign = _town.split(":")
        _TOWNS[_name.replace("_", " ")] = (_sign, _region)
for _region in _FRENCH.split("|"):
    NAMES[_region] = _region
# By the province's sign, as public addresses use it (ausl.pc.it); the first town of a province names it.
SIGNS: Final[dict[str, str]] = {}
for _town, (_sign, _) in _TOWNS.items():
    SIGNS.setdefault(_sign, _town)
TOWNS: Final = frozenset(_TOWNS)

REGION: Final = "(?:" + "|".join(sorted(NAMES, key=len, reverse=True)) + ")"
_ADJECTIVES: Final = {region: adjectives for region, (_, adjectives, _) in _REGIONS.items()}
_PLACE: Final = re.compile(
    rf"(?<![\w-])(?<!Via )(?<!via )(?<!viale )(?<!Viale )(?<!piazza )(?<!corso )"
    rf"(?:(?P<name>{REGION})|(?P<town>{'|'.join(sorted(_TOWNS, key=len, reverse=True))})"
    rf"|(?P<adjective>{'|'.join(_ADJECTIVES.values())}))(?![\w'])"
)
_IN_HOSTS: Final = [(t.lower().replace(" ", ""), region) for t, (_, region) in _TOWNS.items() if len(t) > 4]
_DATELINE: Final = re.compile(r"\s*(?:,|–|-|—)?\s*\d{1,2}\s+\w+|\s+e\s+Bolzano|\s*(?:\)|–|—)")
_ITALY: Final = re.compile(r"\b(?:Itali[ae]|Italy|italian[oaie]?|italienn?e?s?)\b")
_NOT_HERE: Final = re.compile(r"\bprovince autonome di Trento e (?:di )?Bolzano|\bTrento e (?:di )?Bolzano")


def tally(text: str) -> Counter[str]:
    """How strongly a text speaks of each region: its name counts 3, its adjective 2, one of its towns 1."""
    counts: Counter[str] = Counter()
    for found in _PLACE.finditer(_NOT_HERE.sub(" ", text)):
        if name := found["name"]:
            counts[NAMES[name]] += 3
        elif found["town"]:
            # "Milano, 27 lug -" says where a release was written, not what it is about.
            if not _DATELINE.match(found.string, found.end()):
                counts[_TOWNS[found["town"]][1]] += 1
        else:
            counts[next(r for r, forms in _ADJECTIVES.items() if re.fullmatch(forms, found["adjective"]))] += 2
    return counts


def territory(title: str, text: str, host: str, official: str | None) -> str | None:
    """The region a document is about, "Italia" for the country as a whole; None when that is not sure.

    ``official`` is the region whose public body runs the site. A region compared with in passing does not win: one
    region must hold three quarters of what is said of any, with the title counting four times, the beginning twice, and
    a paper named after one of its towns leaning its way.
    """
    in_title = tally(title)
    if official and (not in_title or official in in_title):
        return official
    head, body = tally(text[:700]), tally(text[700:8000])
    total: Counter[str] = Counter()
    for weight, counts in ((4, in_title), (2, head), (1, body)):
        for region, count in counts.items():
            total[region] += weight * count
    if total and (own := _of_host(host)):
        total[own] += 3
    if not total:
        return "Italia" if _ITALY.search(title) else None
    (best, most), others = total.most_common(1)[0], sum(total.values())
    if most >= 0.75 * others and most >= 4:
        return best
    return "Italia" if _ITALY.search(title) and not in_title and most < 0.5 * others else None


def _of_host(host: str) -> str | None:
    """The region of the town that a host is named after ("ravennatoday.it")."""
    label = host.rsplit(".", 1)[0]
    regions = {region for town, region in _IN_HOSTS if town in label}
    return regions.pop() if len(regions) == 1 else None
