"""Accounts, sessions and limits: who may read, whose word about a visitor is taken, how much one address may ask."""

import io
import stat
from urllib.parse import quote, urlencode

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from rag.errors import SettingsError, UsageError
from rag.settings import load_settings
from ui.accounts import Accounts, hashed, matches, parsed
from ui.cli import run
from ui.door import MOST_JOINED, Door, Rules, visitor_of
from ui.limits import Buckets, bucket_of
from ui.pages.signin import SigninPage
from ui.sessions import COOKIE, Sessions
from ui.site import Site
from ui.visitors import Reception, reading_open
from ui.web import redirecting_app

PASSWORD = "una frase lunga"


class Door1:
    """A small service behind the door: says who is asking; answers where the chat would."""

    def __init__(self, settings, client=("testclient", 1), https=False) -> None:
        self.accounts = Accounts(settings)
        self.sessions = Sessions(settings, self.accounts)
        self.rules = Rules(settings, Reception(settings, self.accounts, self.sessions), {"it": frozenset({3})})
        app = redirecting_app("it", (Door, self.rules))
        SigninPage(Site(settings), self.accounts, self.sessions).add_to(app)
        gradio = Starlette(routes=[Route("/gradio_api/{path:path}", echo, methods=["GET", "POST"]), Route("/", who)])
        app.add_route("/it/verifica", who, ["GET", "POST"])
        app.add_route("/it/esporta", who)
        app.router.routes.append(Mount("/it", gradio))
        scheme = "https" if https else "http"
        self.client = TestClient(app, f"{scheme}://127.0.0.1", follow_redirects=False, client=client)

    def sign_in(self, name="anna", password=PASSWORD, **more):
        return self.client.post("/it/accesso", data={"name": name, "password": password, **more})


def who(request):
    visitor = visitor_of(request)
    seen = {"name": visitor.name, "address": visitor.address, "office": visitor.office, "https": visitor.https}
    return JSONResponse({**seen, "headers": dict(request.headers)})


async def echo(request):
    return PlainTextResponse(await request.body())


@pytest.fixture
def made(settings):
    def built(client=("testclient", 1), https=False, **changed):
        return Door1(settings.model_copy(update=changed), client, https)

    return built


@pytest.fixture
def anna(settings):
    Accounts(settings).put("anna", PASSWORD)


# -------------------------------------------------------------------------------------------------- accounts


def test_a_password_is_known_by_its_hash_alone(settings, anna):
    accounts = Accounts(settings)
    assert accounts.accepts("anna", PASSWORD)
    assert not accounts.accepts("anna", PASSWORD + " ")
    assert not accounts.accepts("bruno", PASSWORD)
    assert PASSWORD not in accounts.path.read_text("utf-8")
    assert stat.S_IMODE(accounts.path.stat().st_mode) == 0o600
    assert hashed("x") != hashed("x")


@pytest.mark.parametrize(
    "known", ["", "scrypt$", "plain$1$1$1$eA==$eA==", "scrypt$0$8$1$eA==$eA==", "scrypt$x$8$1$è$x"]
)
def test_a_hash_that_makes_no_sense_is_nobodys(known):
    assert not matches("", known)
    assert not matches("x", known)


def test_the_file_is_read_anew_when_it_changes(settings, anna):
    accounts = Accounts(settings)
    assert accounts.accepts("anna", PASSWORD)
    Accounts(settings).put("anna", None)
    assert not accounts.accepts("anna", PASSWORD)
    assert parsed("# nota\n\nanna:x\n:y\ncattivo nome:z\nbruno") == {"anna": "x"}


@pytest.mark.parametrize(
    ("name", "password"), [("a b", PASSWORD), ("a:b", PASSWORD), ("", PASSWORD), ("anna", "corta")]
)
def test_a_bad_name_or_a_short_password_is_refused(settings, name, password):
    with pytest.raises(UsageError):
        Accounts(settings).put(name, password)


def test_the_command_makes_and_removes_an_account(settings, monkeypatch, capsys):
    monkeypatch.setenv("REGESTO_HOME", str(settings.home))
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    assert run(["password", "anna"]) == 0
    assert Accounts(settings).accepts("anna", PASSWORD)
    monkeypatch.setattr("sys.stdin", io.StringIO("corta\n"))
    assert run(["password", "anna"]) == 2
    assert "almeno 10" in capsys.readouterr().err
    assert run(["password", "anna", "--remove"]) == 0
    assert run(["password", "anna", "--remove"]) == 2


# -------------------------------------------------------------------------------------------------- sessions


def test_who_signs_in_is_known_until_signing_out(made, anna):
    door = made()
    answer = door.sign_in(then="/it/ufficio?x=1")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/it/ufficio?x=1"
    cookie = answer.headers["set-cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age=43200"))
    assert "Secure" not in cookie
    assert door.client.get("/it/verifica").json()["name"] == "anna"
    assert "Accesso fatto come anna." in door.client.get("/it/accesso").text
    kept = door.client.cookies[COOKIE]
    door.client.post("/it/accesso", data={"leave": "1"})
    assert COOKIE not in door.client.cookies
    door.client.cookies[COOKIE] = kept  # a copy of the cookie is worth nothing either
    assert door.client.get("/it/verifica").json()["name"] is None


def test_on_https_the_cookie_goes_nowhere_else(made, anna):
    assert "Secure" in made(https=True).sign_in().headers["set-cookie"]


def test_a_cookie_given_beforehand_is_not_taken_over(made, anna):
    door = made()
    answer = door.client.post(
        "/it/accesso", data={"name": "anna", "password": PASSWORD}, headers={"cookie": f"{COOKIE}=prima"}
    )
    first = answer.cookies[COOKIE]
    assert first != "prima"
    second = door.sign_in().cookies[COOKIE]
    assert second != first
    assert door.sessions.of(f"{COOKIE}={first}") is None  # ended by the second sign-in
    assert door.sessions.of(f"{COOKIE}={second}").name == "anna"


def test_a_forged_or_outlived_cookie_is_nobodys(made, anna, settings):
    door = made()
    door.sign_in()
    good = door.client.cookies[COOKIE]
    packed, _, signature = good.partition(".")
    for bad in (packed, packed + ".", f"{packed}.{'0' * 64}", f"{packed[:-2]}xx.{signature}", "é.é", "x" * 5000):
        assert door.sessions.of(f"{COOKIE}={bad}") is None
    assert door.sessions.of(f"{COOKIE}={good}").name == "anna"
    Accounts(settings).put("anna", PASSWORD + "!")
    assert door.sessions.of(f"{COOKIE}={good}") is None
    short = Sessions(settings.model_copy(update={"session_hours": -1.0}), door.accounts)
    assert short.of(f"{COOKIE}={short.begin('anna')[1]}") is None


def test_the_secret_is_its_owners_alone(made, anna, settings):
    door = made()
    door.sign_in()
    assert stat.S_IMODE((settings.home / "secret").stat().st_mode) == 0o600
    cookie = door.client.cookies[COOKIE]
    (settings.home / "secret").write_bytes(b"x" * 32)
    assert made().sessions.of(f"{COOKIE}={cookie}") is None


def test_guessing_is_slowed_down(made, anna):
    door = made()
    answers = [door.sign_in(password="sbagliata, questa") for _ in range(6)]
    assert [each.status_code for each in answers] == [401] * 5 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 30
    assert "riprovare fra" in answers[-1].text
    assert door.sign_in().status_code == 429  # the right one too
    assert made(client=("10.0.0.9", 1)).sign_in().status_code == 303


def test_who_guesses_locks_out_nobody_else_and_wins_nothing_by_an_account_of_their_own(made, anna, settings):
    Accounts(settings).put("bruno", PASSWORD)
    door = made()
    for _ in range(5):
        assert door.sign_in("bruno", "sbagliata, questa").status_code == 401
    assert door.sign_in("bruno").status_code == 429
    assert door.sign_in().status_code == 303
    assert door.sign_in("BRUNO", "sbagliata, questa").status_code == 429
    assert door.sign_in("bruno", "sbagliata, questa").status_code == 429  # that anna came in has forgiven nothing
    tried = [door.sign_in(f"nome{number}", "sbagliata").status_code for number in range(20)]
    assert 401 in tried
    assert tried[-1] == 429  # nor can all names be tried


@pytest.mark.parametrize(
    "public", ["javascript:alert(1)//", "regesto.example", "http://", "http://[::1", "file:///etc", "//x"]
)
def test_an_odd_public_address_is_no_setting(made, public):
    with pytest.raises(SettingsError, match="REGESTO_PUBLIC_URL"):
        made(public_url=public)


def test_another_name_for_this_machine_opens_nothing(made, settings):
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:7860", "[::1", "10.0.0.1"):
        answer = made().client.get("/it/verifica", headers={"host": host, "accept": "text/html"})
        assert answer.status_code == 403
        assert "REGESTO_PUBLIC_URL" in answer.text
        assert host not in answer.text
    for host in ("127.0.0.1:7860", "localhost", "regesto.localhost:7860", "[::1]:7860", "127.1.2.3"):
        assert made().client.get("/it/verifica", headers={"host": host}).status_code == 200
    known = made(public_url="https://regesto.regione.example/")
    assert known.client.get("/it/verifica", headers={"host": "regesto.regione.example"}).status_code == 200
    for changed in ({"reading": "open"}, {"host": "0.0.0.0", "reading": "open"}):
        assert made(**changed).client.get("/it/verifica", headers={"host": "evil.example"}).status_code == 200


def test_no_visitor_says_by_which_name_the_service_was_called(made):
    forged = {"x-forwarded-host": "evil.example", "x-forwarded-prefix": "/x", "x-gradio-server": "http://evil.example"}
    assert not set(forged) & set(made().client.get("/it/verifica", headers=forged).json()["headers"])
    behind = made(client=("10.0.0.1", 5), trusted_proxies="10.0.0.1", reading="open")
    assert behind.client.get("/it/verifica", headers=forged).json()["headers"]["x-forwarded-host"] == "evil.example"


def test_a_sign_in_from_another_site_is_refused(made, anna):
    door = made()
    body = urlencode({"name": "anna", "password": PASSWORD})
    headers = {"origin": "https://altrove.example", "content-type": "application/x-www-form-urlencoded"}
    assert door.client.post("/it/accesso", content=body, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "then", ["https://altrove.example/", "//altrove.example", "/\\altrove", "javascript:x", "/a\nb"]
)
def test_signing_in_leads_nowhere_else(made, anna, then):
    assert made().sign_in(then=then).headers["location"] == "/it/ufficio"


def test_a_name_is_shown_as_words(made, anna):
    page = made().sign_in(name='"><script>x</script>')
    assert page.status_code == 401
    assert "<script>x" not in page.text


def test_without_accounts_the_page_says_how_to_make_one(made):
    assert "regesto password NOME" in made().client.get("/it/accesso").text


# -------------------------------------------------------------------------------------------------- reading


@pytest.mark.parametrize(
    ("host", "reading", "expected"),
    [("127.0.0.1", "auto", True), ("::1", "auto", True), ("localhost", "auto", True), ("0.0.0.0", "auto", False),
     ("10.1.2.3", "auto", False), ("0.0.0.0", "open", True), ("127.0.0.1", "accounts", False)],
)  # fmt: skip
def test_reading_is_open_on_this_machine_only_unless_told(host, reading, expected):
    assert reading_open(load_settings(host=host, reading=reading)) is expected


def test_behind_a_proxy_reading_is_not_open_unless_told(settings):
    behind = settings.model_copy(update={"host": "127.0.0.1", "trusted_proxies": "127.0.0.1"})
    assert not reading_open(behind)
    assert reading_open(behind.model_copy(update={"reading": "open"}))


def test_where_reading_is_not_open_everything_waits_for_a_name(made, anna):
    door = made(reading="accounts")
    led = door.client.get("/it/verifica?q=1", headers={"accept": "text/html"})
    assert led.status_code == 303
    assert led.headers["location"] == "/it/accesso?then=%2Fit%2Fverifica%3Fq%3D1"
    for path in ("/it/gradio_api/queue/join", "/it/verifica", "/d/x/1"):
        refused = door.client.post(path) if "join" in path else door.client.get(path)
        assert refused.status_code == 401
        assert "serve un accesso" in refused.json()["detail"]
    assert door.client.get("/favicon.ico").status_code == 200
    door.sign_in()
    assert door.client.get("/it/verifica").json()["name"] == "anna"


# -------------------------------------------------------------------------------------------------- proxies


def test_a_name_is_believed_only_from_a_listed_proxy(made):
    told = {"x-user": "carla", "x-forwarded-for": "203.0.113.9, 10.0.0.2", "x-forwarded-proto": "https"}
    proxied = made(client=("10.0.0.1", 5), trusted_header="X-User", trusted_proxies="10.0.0.0/30")
    seen = proxied.client.get("/it/verifica", headers=told).json()
    assert (seen["name"], seen["address"], seen["https"]) == ("carla", "203.0.113.9", True)
    forged = made(client=("10.0.0.9", 5), trusted_header="X-User", trusted_proxies="10.0.0.0/30", reading="open")
    seen = forged.client.get("/it/verifica", headers=told).json()
    assert (seen["name"], seen["address"], seen["https"]) == (None, "10.0.0.9", False)
    assert "x-user" not in seen["headers"]
    assert "x-forwarded-for" not in seen["headers"]


def test_what_a_visitor_adds_to_a_proxys_word_gains_nothing(made):
    proxied = made(client=("10.0.0.1", 5), trusted_header="X-User", trusted_proxies="10.0.0.1", reading="open")
    twice = [("x-user", "carla"), ("x-user", "anna")]
    assert proxied.client.get("/it/verifica", headers=twice).json()["name"] is None
    for way, address in (
        ("1.1.1.1, 203.0.113.9", "203.0.113.9"),
        ("1.1.1.1, sciocchezze", "10.0.0.1"),
        ("", "10.0.0.1"),
    ):
        assert proxied.client.get("/it/verifica", headers={"x-forwarded-for": way}).json()["address"] == address


def test_only_the_names_listed_open_the_office(made, anna):
    door = made(office="bruno, carla")
    door.sign_in()
    assert door.client.get("/it/verifica").json()["office"] is False
    other = made(office="anna")
    other.sign_in()
    assert other.client.get("/it/verifica").json()["office"] is True


@pytest.mark.parametrize("changed", [{"trusted_header": "X-User"}, {"trusted_proxies": "il mio proxy"}])
def test_a_proxy_that_cannot_be_checked_is_no_setting(made, changed):
    with pytest.raises(SettingsError, match="REGESTO_TRUSTED"):
        made(**changed)


# -------------------------------------------------------------------------------------------------- limits


def test_a_bucket_fills_again_with_time():
    now = [0.0]
    buckets = Buckets(60, 2, lambda: now[0])
    assert [buckets.take("a") for _ in range(2)] == [0, 0]
    assert buckets.take("a") == pytest.approx(1)
    assert buckets.take("b") == 0
    now[0] = 1.1
    assert buckets.take("a") == 0
    assert buckets.take("a") > 0
    assert [Buckets(0, 1).take("a") for _ in range(9)] == [0] * 9
    assert bucket_of("2001:db8:1:2:3::4") == bucket_of("2001:db8:1:2::9") != bucket_of("2001:db8:1:3::4")
    assert bucket_of("::ffff:10.0.0.1") == "10.0.0.1"


def join(door, function=3, **options):
    return door.client.post("/it/gradio_api/queue/join", json={"fn_index": function, "data": []}, **options)


def test_too_many_questions_are_told_to_wait(made):
    door = made(rate=4)
    assert [join(door).status_code for _ in range(3)] == [200, 200, 429]
    refused = join(door)
    assert 1 <= int(refused.headers["retry-after"]) <= 15
    assert "riprovare fra" in refused.json()["detail"]
    assert join(door, function=1).status_code == 200  # a filter is no question
    page = door.client.post("/it/verifica", headers={"accept": "text/html"})
    assert page.status_code == 429
    assert "<h1>Un momento</h1>" in page.text
    for address in (
        "/export?ids=x",
        "/it/documenti?q=piano",
        "/it/documenti/confronta?a=x&b=y",
        "/it/documenti/cronologia?tema=x",
    ):
        assert door.client.get(address).status_code == 429
    assert door.client.get("/it/documenti?kind=plan").status_code == 404  # let through: this door has no such room
    assert door.client.get("/it/verifica").status_code == 200
    assert [join(door, function=1).status_code for _ in range(25)][-1] == 429


def test_behind_a_proxy_each_visitor_has_a_bucket_of_their_own(made):
    door = made(client=("10.0.0.1", 5), rate=2, trusted_proxies="10.0.0.1", reading="open")
    for address, status in (("203.0.113.1", 200), ("203.0.113.2", 200), ("203.0.113.1", 429)):
        assert join(door, headers={"x-forwarded-for": address}).status_code == status


def test_a_request_of_the_chat_is_bounded_and_reaches_it_whole(made):
    door = made()
    assert join(door).json() == {"fn_index": 3, "data": []}
    long = door.client.post("/it/gradio_api/queue/join", content=b"x" * (MOST_JOINED + 1))
    assert long.status_code == 413
    assert "accorciare" in long.json()["detail"]
    assert (
        door.client.post("/it/gradio_api/queue/join", content=b"[" * 100_000).status_code == 200
    )  # Gradio's to refuse


@pytest.mark.parametrize(
    "path",
    ["upload", "upload_progress", "file=/etc/passwd", "file/etc/passwd", "proxy=http://10.0.0.1/", "process_recording",
     "component_server", "deep_link", "run/answer", "call/answer", "api/predict", "stream/x", "vibe-edit/", "runs",
     "queue/join/../../upload", "heartbeat/x/../../upload", "queue/join\nx"],
)  # fmt: skip
def test_what_the_chat_does_not_use_is_not_served(made, path):
    door = made()
    address = f"/it/gradio_api/{quote(path, safe='=')}"
    for answer in (door.client.get(address), door.client.post(address)):
        assert answer.status_code == 404
