"""What the page to sign in says, and what is said to who must wait or may not, in the three languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class SigninStrings:
    """The strings of one language; names in braces are filled with ``str.format``."""

    title: str
    lead: str
    name: str
    password: str
    enter: str
    wrong: str
    missing: str
    wait: str
    inside: str
    leave: str
    left: str
    go_on: str
    no_accounts: str
    not_office: str
    needed: str
    too_many: str
    too_many_title: str
    too_long: str
    not_served: str
    # the command line
    password_ask: str
    password_again: str
    password_differ: str
    account_set: str
    account_removed: str
    open_to_all: str
    closed_to_all: str


_STRINGS: Final = {
    "it": SigninStrings(
        title="Accesso",
        lead="Questa pagina è riservata a chi lavora in ufficio.",
        name="Nome",
        password="Password",
        enter="Entra",
        wrong="Il nome o la password non sono giusti.",
        missing="Scrivere il nome e la password.",
        wait="Troppi tentativi: riprovare fra {seconds} secondi.",
        inside="Accesso fatto come {name}.",
        leave="Esci",
        left="Uscita fatta.",
        go_on="Continua",
        no_accounts="Non c'è ancora nessun accesso: per crearne uno, sul server, «regesto password NOME».",
        not_office="L'accesso «{name}» non apre le pagine dell'ufficio (REGESTO_OFFICE).",
        needed="Per leggere serve un accesso.",
        too_many_title="Un momento",
        too_many="Troppe richieste da questo indirizzo: riprovare fra {seconds} secondi.",
        too_long="La richiesta è troppo lunga: accorciare la domanda, o cominciare una nuova conversazione.",
        not_served="Questo servizio non è offerto qui.",
        password_ask="Password",
        password_again="Di nuovo",
        password_differ="le due password non sono uguali: riprovare",
        account_set="Accesso «{name}» scritto in {file}.",
        account_removed="Accesso «{name}» tolto.",
        open_to_all="Attenzione: chiunque raggiunga questo indirizzo può leggere e chiedere (REGESTO_READING=open).",
        closed_to_all="Nessuno può ancora entrare: per creare un accesso «regesto password NOME»; perché possa leggere "
        "chiunque, REGESTO_READING=open.",
    ),
    "fr": SigninStrings(
        title="Connexion",
        lead="Cette page est réservée à celles et ceux qui travaillent au bureau.",
        name="Nom",
        password="Mot de passe",
        enter="Entrer",
        wrong="Le nom ou le mot de passe n'est pas juste.",
        missing="Écrire le nom et le mot de passe.",
        wait="Trop d'essais : réessayer dans {seconds} secondes.",
        inside="Connexion faite sous le nom {name}.",
        leave="Sortir",
        left="Déconnexion faite.",
        go_on="Continuer",
        no_accounts="Il n'y a encore aucun compte : pour en créer un, sur le serveur, « regesto password NOM ».",
        not_office="Le compte « {name} » n'ouvre pas les pages du bureau (REGESTO_OFFICE).",
        needed="Pour lire, il faut un compte.",
        too_many_title="Un moment",
        too_many="Trop de demandes depuis cette adresse : réessayer dans {seconds} secondes.",
        too_long="La demande est trop longue : raccourcir la question, ou commencer une nouvelle conversation.",
        not_served="Ce service n'est pas offert ici.",
        password_ask="Mot de passe",
        password_again="Encore une fois",
        password_differ="les deux mots de passe ne sont pas égaux : réessayer",
        account_set="Compte « {name} » écrit dans {file}.",
        account_removed="Compte « {name} » supprimé.",
        open_to_all="Attention : quiconque atteint cette adresse peut lire et demander (REGESTO_READING=open).",
        closed_to_all="Personne ne peut encore entrer : pour créer un compte « regesto password NOM » ; pour que tous "
        "puissent lire, REGESTO_READING=open.",
    ),
    "en": SigninStrings(
        title="Sign in",
        lead="This page is for those who work in the office.",
        name="Name",
        password="Password",
        enter="Sign in",
        wrong="The name or the password is not right.",
        missing="Write the name and the password.",
        wait="Too many attempts: try again in {seconds} seconds.",
        inside="Signed in as {name}.",
        leave="Sign out",
        left="Signed out.",
        go_on="Go on",
        no_accounts='There is no account yet: to make one, on the server, "regesto password NAME".',
        not_office='The account "{name}" does not open the office pages (REGESTO_OFFICE).',
        needed="An account is needed to read.",
        too_many_title="One moment",
        too_many="Too many requests from this address: try again in {seconds} seconds.",
        too_long="The request is too long: shorten the question, or begin a new conversation.",
        not_served="This service is not offered here.",
        password_ask="Password",
        password_again="Once more",
        password_differ="the two passwords are not the same: try again",
        account_set='Account "{name}" written to {file}.',
        account_removed='Account "{name}" removed.',
        open_to_all="Note: anybody who reaches this address can read and ask questions (REGESTO_READING=open).",
        closed_to_all='Nobody can sign in yet: "regesto password NAME" makes an account; for anybody to read, set '
        "REGESTO_READING=open.",
    ),
}


def signin_strings(language: str) -> SigninStrings:
    """The strings in a language; Italian where there are none in that language."""
    return _STRINGS.get(language, _STRINGS["it"])
