"""How public bodies and associations are written, in Italian: a pattern for each kind, and how each begins."""

from __future__ import annotations

import re
from typing import Final

from ingest.describe.places import REGION
from ingest.describe.scan import beginnings

_CAPITAL: Final = r"[A-ZÀ-Ý](?:'[A-ZÀ-Ý])?[a-zß-ÿ]+(?:'[a-zß-ÿ]*)?(?:-[A-ZÀ-Ý][a-zß-ÿ]+)*"
# A place: "Imola", "San Giovanni in Persiceto", "Castel San Pietro Terme", "L'Aquila".
_PLACE: Final = (
    rf"(?:(?:L'|La |Le |Lo )?{_CAPITAL}(?:(?: (?:in|nell'|nel|di|del|della|dell'|sul|sulla|d'|a))? ?{_CAPITAL}){{0,3}})"
)
_OF: Final = r"(?:di|del|della|dell'|delle|dei|degli|d'|de la|du|de)"
_MINISTRY: Final = (
    r"(?:della\s+[Ss]alute|del\s+[Ll]avoro(?:\s+e\s+delle\s+[Pp]olitiche\s+[Ss]ociali)?|"
    r"dell'[Ee]conomia(?:\s+e\s+(?:delle\s+|della\s+)?[Ff]inanze)?|"
    r"dell'[Ii]nterno|dell'[Ii]struzione(?:\s+e\s+del\s+[Mm]erito)?|"
    r"dell'[Uu]niversità(?:\s+e\s+della\s+[Rr]icerca)?|della\s+[Gg]iustizia|"
    r"della\s+[Dd]ifesa|della\s+[Cc]ultura|dell'[Aa]mbiente(?:\s+e\s+della\s+[Ss]icurezza\s+[Ee]nergetica)?|"
    r"dello\s+[Ss]viluppo\s+[Ee]conomico|"
    r"delle\s+[Ii]nfrastrutture(?:\s+e\s+dei\s+[Tt]rasporti)?|dell'[Aa]gricoltura|per\s+le\s+[Dd]isabilità|"
    r"delle\s+[Ii]mprese\s+e\s+del\s+[Mm]ade\s+in\s+Italy)"
)
SINGLE: Final = """Anci Upi Uncem Cgil Cisl Uil Ugl Confindustria Assolombarda Confcooperative Legacoop Confcommercio
    Confartigianato Confesercenti Coldiretti Agenas Aifa Istat Inps Inail Arpae Arpa Caritas Lepida Federsanità Fnomceo
    Fimmg Unioncamere Oms Ocse Unicef Cnr Fish Fand Auser""".split()
_ANY: Final[dict[str, str]] = {
    "region": rf"(?:[Rr]egion[ei]|REGIONE|[Rr]égion)\s+(?:(?:della|dell'|Autonoma|autonoma)\s*)?(?P<r>{REGION})",
    "english": rf"(?P<re>{REGION})\s+Region(?!al)",
    "town": rf"(?:[Cc]omune|COMUNE|[Mm]unicipio)\s+(?:di|del|d')\s*(?P<t>{_PLACE})",
    "province": rf"(?:[Pp]rovincia|PROVINCIA)\s+(?:di|del|della)\s+(?P<p>{_PLACE})",
    "metropolitan": rf"[Cc]ittà\s+[Mm]etropolitana(?:\s+di)?\s+(?P<m>{_PLACE})",
    "union": rf"(?:Unione|unione)\s+(?P<u>(?:(?:dei|di)\s+[Cc]omuni\s+)?(?:(?:della|del|delle|dell')\s*)?{_PLACE})",
    "health": rf"(?P<hh>A[Uu][Ss][Ll]|A\.?U\.?S\.?L\.?|A[Zz]ienda\s+(?:U[Ss][Ll]|"
    rf"[Uu]nità\s+[Ss]anitaria\s+[Ll]ocale)|A[Ss][Ll]|ATS|ASST)\s+"
    rf"(?:{_OF}\s*)?(?P<h>{_PLACE})",
    "ministry": rf"[Mm]inistero\s+(?P<y>{_MINISTRY})",
    "university": rf"(?:Università|Ateneo|Alma\s+Mater)\s+(?:degli\s+[Ss]tudi\s+)?(?:di|del|"
    rf"della)\s+(?P<v>{_PLACE})|(?P<vv>Università\s+(?:Bocconi|Cattolica)|"
    r"Politecnico\s+di\s+(?:Milano|Torino|Bari))",
    "conference": r"(?P<c>[Cc]onferenza\s+(?:[Tt]erritoriale\s+[Ss]ociale\s+e\s+[Ss]anitaria(?:\s+[Mm]etropolitana)?|"
    r"(?:permanente\s+)?Stato[\s-]+Regioni|"
    r"[Uu]nificata|delle\s+Regioni(?:\s+e\s+(?:delle\s+)?[Pp]rovince\s+autonome)?)(?!\s+(?:del|dell')\s*\d))",
    "assembly": rf"(?P<a>[Aa]ssemblea\s+[Ll]egislativa)(?:\s+(?:della\s+Regione\s+|dell'|della\s+|"
    rf"delle\s+)(?P<ar>{REGION}))?|[Cc]onsiglio\s+[Rr]egionale\s+(?:dell'|della\s+|del\s+|delle\s+)(?P<cr>{REGION})",
    "fixed": r"(?P<f>[Aa]genzia\s+sanitaria\s+e\s+sociale\s+regionale|"
    r"[Aa]genzia\s+nazionale\s+per\s+i\s+servizi\s+sanitari\s+regionali|[Aa]genzia\s+italiana\s+del\s+farmaco|"
    r"Agenzia\s+delle\s+[Ee]ntrate|Istituto\s+[Ss]uperiore\s+di\s+[Ss]anità|Croce\s+Rossa\s+[Ii]taliana|"
    r"Corte\s+dei\s+[Cc]onti|Unione\s+[Ee]uropea|"
    r"Commissione\s+[Ee]uropea|Parlamento\s+[Ee]uropeo|Protezione\s+[Cc]ivile|"
    r"Istituto\s+[Oo]rtopedico\s+Rizzoli|ART-ER)",
    "association": rf"(?P<o>(?:[Ff]ondazione|[Aa]ssociazione|[Cc]onsorzio|"
    rf"[Ff]ederazione)\s+{_CAPITAL}(?:\s+(?:(?:di|del|della|degli|dei|per|e)\s+|d'|dell')?{_CAPITAL}){{1,5}})",
    "single": rf"(?P<s>{'|'.join(SINGLE)}|"
    rf"{'|'.join(name.upper() for name in SINGLE if len(name) > 3)})(?:\s+(?P<sr>{REGION}))?",
}  # fmt: skip
FORMS: Final = {kind: re.compile(rf"(?P<{kind}>{form})(?!\w)") for kind, form in _ANY.items()}
# How each kind begins.
BEGINNINGS: Final[dict[str, tuple[str, ...]]] = {
    "region": ("Regione ", "regione ", "REGIONE ", "Regioni ", "Région ", "région "),
    "town": ("Comune ", "comune ", "COMUNE ", "Municipio "),
    "province": ("Provincia ", "provincia ", "PROVINCIA "),
    "metropolitan": ("Città ", "città metro", "città Metro"),
    "union": ("Unione ", "unione "),
    "health": ("A.U", "AU", "Au", "Az", "AZ", "AS", "As", "ATS"),
    "ministry": ("Ministero ", "ministero "),
    "university": ("Università ", "Ateneo ", "Alma ", "Politecnico "),
    "conference": ("Conferenza ", "conferenza "),
    "assembly": ("Assemblea ", "assemblea ", "Consiglio ", "consiglio "),
    "fixed": (
        "Agenzia ", "agenzia ", "Istituto ", "Croce ", "Corte ", "Unione ", "Commissione ", "Parlamento ",
        "Protezione ", "ART-ER",
    ),
    "association": tuple(f"{a}{word} " for word in ("ondazione", "ederazione") for a in "Ff") + tuple(
        f"{a} " for a in ("Associazione", "associazione", "Consorzio", "consorzio")
    ),
    "single": (*SINGLE, *(name.upper() for name in SINGLE if len(name) > 3)),
}  # fmt: skip
STARTS: Final = beginnings(word for words in BEGINNINGS.values() for word in words)
