"""Regions as ISTAT names them, and what else they are called: other languages, adjectives, towns that name a province.

The names of the Italian regions and of the towns that name a province, and of the French regions: common knowledge.
"""

from __future__ import annotations

from typing import Final

# Region: other spellings and languages; adjectives (as regular expressions); provincial towns with their sign.
REGIONS: Final[dict[str, tuple[str, str, str]]] = {
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
FRENCH: Final = (
    "Auvergne-Rhône-Alpes|Bourgogne-Franche-Comté|Bretagne|Centre-Val de Loire|Corse|Grand Est|Guadeloupe|Guyane|"
    "Hauts-de-France|Île-de-France|Normandie|Nouvelle-Aquitaine|Occitanie|Pays de la Loire|Provence-Alpes-Côte d'Azur"
)
COUNTRY: Final = "Italia"  # the territory of a document about the country as a whole
# Every spelling of a name, to that name.
NAMES: Final[dict[str, str]] = {
    spelling: region
    for region, (others, _, _) in REGIONS.items()
    for spelling in (region, *filter(None, others.split("|")))
} | {region: region for region in FRENCH.split("|")}
