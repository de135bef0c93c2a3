"""A named cast: what a snapshot may hold, for tests of everything that is made from one.

Long because the whole cast stands in one place, and half of it is their lines.
It is 10.58 on Monday 23 November 2026 in Copenhagen. `calm()`, `mitid_down()`, `mitid_felt()` and
`mixed()` are whole snapshots.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from samdrift.snapshot.model import (
    NO_TROUBLE,
    Cause,
    Day,
    Expected,
    Interface,
    Lengths,
    ServiceStatus,
    Snapshot,
    Succession,
    SystemStatus,
    Uptime,
)
from samdrift.vocabulary import Criticality, Level, Period, State, StatePeriod, Text

NOW = datetime(2026, 11, 23, 9, 58, tzinfo=UTC)
TODAY = date(2026, 11, 23)
CALM_SINCE = datetime(2026, 11, 3, 13, 10, tzinfo=UTC)
BROKEN_AT = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
KNOWN_FROM = datetime(2021, 10, 5, 22, 0, tzinfo=UTC)
LONG_AGO = datetime(2026, 8, 20, 6, 0, tzinfo=UTC)

WORKING = State(Level.OPERATIONAL, observed=True)
DEGRADED = State(Level.DEGRADED, observed=True)
PARTIAL = State(Level.PARTIAL_OUTAGE, observed=True)
DOWN = State(Level.MAJOR_OUTAGE, observed=True)
PLANNED = State(Level.MAJOR_OUTAGE, planned=True, observed=True)
UNKNOWN = State(Level.OPERATIONAL)

AGENCY = Text("Digitaliseringsstyrelsen", "Agency for Digital Government")
BUSINESS = Text("Erhvervsstyrelsen", "Danish Business Authority")
CITIZENS = Text("Borgere", "Citizens")

OUTAGE_DAY = date(2026, 11, 3)


def service(id: str, name: Text, purpose: Text, without: Text, instead: Text | None = None) -> ServiceStatus:
    return ServiceStatus(id, name, purpose, without, instead, WORKING, CALM_SINCE)


def days(*special: Day) -> tuple[Day, ...]:
    """90 days up to TODAY that worked, but for `special`."""
    by_date = {each.date: each for each in special}
    dates = [TODAY - timedelta(days=back) for back in range(89, -1, -1)]
    return tuple(by_date.get(on, Day(on, True, NO_TROUBLE, NO_TROUBLE, 0)) for on in dates)


def uptime(window: str, ratio: float, unobserved: float = 0.0) -> Uptime:
    """Of a window that was observed long enough."""
    return Uptime(window, ratio, unobserved, brief=False)


def system(
    slug: str, name: str, purpose: Text, owner: Text, *services: ServiceStatus, site: str | None = None
) -> SystemStatus:
    """In operation, watched, without trouble since CALM_SINCE but for one past outage."""
    past = StatePeriod(Period(CALM_SINCE - timedelta(minutes=130), CALM_SINCE), DOWN)
    return SystemStatus(
        slug=slug,
        name=Text(name, name),
        purpose=purpose,
        owner=owner,
        operator=None,
        services=services,
        interfaces=(Interface(Text(site, site), f"https://{site}", CITIZENS),) if site else (),
        state=WORKING,
        since=CALM_SINCE,
        days=days(Day(OUTAGE_DAY, True, Lengths(major=7800), NO_TROUBLE, 0)),
        uptimes=(uptime("24h", 1.0), uptime("30d", 0.99699), uptime("90d", 0.9989969)),
        months=(uptime("2026-10", 1.0), uptime("2026-11", 0.996, 0.0004)),
        history=(
            StatePeriod(Period(CALM_SINCE), WORKING),
            past,
            StatePeriod(Period(LONG_AGO, past.period.start), WORKING),
        ),
        watched_by=len(services),
        known_from=KNOWN_FROM,
    )


def portfolio() -> tuple[SystemStatus, ...]:
    """Twelve systems in operation, all working, and NemID, which is closed."""
    return (*_people(), *_business(), *_registers(), nemid())


def mitid() -> SystemStatus:
    return system(
        "mitid",
        "MitID",
        Text("Bevis, hvem du er, når du logger ind og godkender.", "Prove who you are when you log in and approve."),
        AGENCY,
        service(
            "login",
            Text("Log ind og godkend", "Log in and approve"),
            Text("Log ind hos det offentlige og i banken.", "Log in to public services and your bank."),
            Text("Du kan ikke logge ind med MitID.", "You cannot log in with MitID."),
            Text("Haster det, så ring til den myndighed, det gælder.", "If it is urgent, phone the authority."),
        ),
        service(
            "udstedelse",
            Text("Få og forny MitID", "Get and renew MitID"),
            Text("Opret et MitID, og skift telefon.", "Create a MitID, and change phone."),
            Text("Du kan ikke oprette et nyt MitID.", "You cannot create a new MitID."),
        ),
        site="mitid.dk",
    )


def nemid() -> SystemStatus:
    return SystemStatus(
        slug="nemid",
        name=Text("NemID", "NemID"),
        purpose=Text("Log ind og underskriv digitalt.", "Log in and sign digitally."),
        owner=AGENCY,
        operator=Text("Nets DanID", "Nets DanID"),
        services=(),
        interfaces=(),
        state=UNKNOWN,
        since=datetime(2023, 10, 31, 23, 0, tzinfo=UTC),
        days=(),
        uptimes=(),
        months=(),
        history=(),
        watched_by=0,
        known_from=KNOWN_FROM,
        succession=Succession(date(2023, 10, 31), "mitid", Text("MitID", "MitID")),
    )


def calm() -> Snapshot:
    return Snapshot(generation=41, published_at=NOW, last_heard=NOW, systems=portfolio())


def mitid_down() -> Snapshot:
    """MitID's log-in has been down for a quarter of an hour."""
    broken = changed(mitid(), DOWN, BROKEN_AT, service_id="login")
    return with_systems(calm(), broken)


def mitid_felt() -> Snapshot:
    """MitID is down as in `mitid_down`. NemLog-in may feel it now, and borger.dk and Virk through it; Datafordeleren
    keeps a copy that lasts until 14.20."""
    of_mitid = cause("mitid", "MitID", DOWN)
    of_nemlog_in = cause("nemlog-in", "NemLog-in", DOWN)
    later = replace(expected(of_mitid), level=Level.DEGRADED, begins=datetime(2026, 11, 23, 13, 20, tzinfo=UTC))
    by_slug = {each.slug: each for each in portfolio()}
    return with_systems(
        mitid_down(),
        expecting(by_slug["nemlog-in"], expected(of_mitid)),
        expecting(by_slug["borger-dk"], expected(of_nemlog_in, of_mitid)),
        expecting(by_slug["virk-dk"], expected(of_nemlog_in, of_mitid)),
        expecting(by_slug["datafordeleren"], later),
    )


def cause(slug: str, name: str, state: State, criticality: Criticality = Criticality.CRITICAL) -> Cause:
    return Cause(slug, Text(name, name), criticality, state.level)


def expected(*because: Cause) -> Expected:
    """Now, since MitID broke, and as bad as the first of the causes."""
    return Expected(because[0].level, because, BROKEN_AT, BROKEN_AT, begins=None, planned=False)


def expecting(was: SystemStatus, what: Expected) -> SystemStatus:
    """Of the system and of each of its services."""
    return replace(was, expected=what, services=tuple(replace(each, expected=what) for each in was.services))


def mixed() -> Snapshot:
    """One degraded, one partly down, one down as planned, one not observed."""
    by_slug = {each.slug: each for each in portfolio()}
    return with_systems(
        calm(),
        changed(by_slug["nemkonto"], DEGRADED, BROKEN_AT, service_id="konto"),
        changed(by_slug["digital-post"], PARTIAL, BROKEN_AT - timedelta(hours=1), service_id="laes"),
        changed(by_slug["nemhandel"], PLANNED, BROKEN_AT - timedelta(hours=11), service_id="send"),
        changed(by_slug["cpr"], UNKNOWN, BROKEN_AT - timedelta(days=1), service_id="opslag"),
    )


def silence() -> Snapshot:
    """Nothing is heard any more; MitID was down when it was."""
    silent = replace(DOWN, observed=False)
    return with_systems(
        replace(mitid_down(), last_heard=BROKEN_AT + timedelta(minutes=4)),
        *(
            changed(each, silent if each.slug == "mitid" else UNKNOWN, BROKEN_AT + timedelta(minutes=5))
            for each in mitid_down().systems
            if each.succession is None
        ),
    )


def with_systems(snapshot: Snapshot, *systems: SystemStatus) -> Snapshot:
    """`snapshot` with these in place of those of the same slug; the others are the same objects."""
    by_slug = {each.slug: each for each in systems}
    return replace(
        snapshot,
        generation=snapshot.generation + 1,
        systems=tuple(by_slug.get(each.slug, each) for each in snapshot.systems),
    )


def changed(was: SystemStatus, state: State, at: datetime, *, service_id: str | None = None) -> SystemStatus:
    """`was` in `state` since `at`, by its service `service_id` if given; history and strip follow."""
    services = tuple(replace(each, state=state, since=at) if each.id == service_id else each for each in was.services)
    before = StatePeriod(Period(was.history[0].period.start, at), was.history[0].state)
    so_far = [0.0, 0.0, 0.0, 0.0]
    so_far[state.level] = min(max((NOW - at).total_seconds(), 0.0), 39_480.0)
    trouble = Lengths(*so_far[1:]) if state.observed else NO_TROUBLE
    both = (NO_TROUBLE, trouble) if state.planned else (trouble, NO_TROUBLE)
    unobserved = 0.0 if state.observed else 39_480.0
    return replace(
        was,
        state=state,
        since=at,
        services=services,
        history=(StatePeriod(Period(at), state), before, *was.history[1:]),
        days=(*was.days[:-1], Day(TODAY, state.observed, *both, unobserved)),
    )


def _people() -> tuple[SystemStatus, ...]:
    return (
        mitid(),
        system(
            "nemlog-in",
            "NemLog-in",
            Text("Fælles login til offentlige løsninger.", "Shared log-in to public services."),
            AGENCY,
            service(
                "login",
                Text("Login", "Log-in"),
                Text("Log ind på borger.dk, Virk og andre steder.", "Log in to borger.dk, Virk and others."),
                Text("Du kan ikke logge ind hos det offentlige.", "You cannot log in to public services."),
            ),
        ),
        system(
            "digital-post",
            "Digital Post",
            Text("Post fra det offentlige.", "Mail from public authorities."),
            AGENCY,
            service(
                "laes",
                Text("Læs post", "Read mail"),
                Text("Læs og besvar post fra det offentlige.", "Read and answer mail from public authorities."),
                Text("Du kan ikke læse din digitale post.", "You cannot read your digital mail."),
                Text("Prøv en anden visning, for eksempel e-Boks.", "Try another viewer, for example e-Boks."),
            ),
        ),
        system(
            "nemkonto",
            "NemKonto",
            Text("Kontoen, som det offentlige udbetaler til.", "The account that public authorities pay into."),
            AGENCY,
            service(
                "konto",
                Text("Vælg NemKonto", "Choose your NemKonto"),
                Text("Se og skift din NemKonto.", "See and change your NemKonto."),
                Text("Du kan ikke skifte NemKonto.", "You cannot change your NemKonto."),
                Text("Din bank kan også skifte den.", "Your bank can change it too."),
            ),
            site="nemkonto.dk",
        ),
        _plain("borger-dk", "borger.dk", Text("Borgerens indgang til det offentlige.", "The citizens' portal.")),
        _plain("sundhed-dk", "Sundhed.dk", Text("Din journal, prøvesvar og aftaler.", "Your health records.")),
    )


def _business() -> tuple[SystemStatus, ...]:
    return (
        _plain("virk-dk", "Virk", Text("Virksomhedens indgang til det offentlige.", "The business portal.")),
        system(
            "nemhandel",
            "NemHandel",
            Text("Elektroniske fakturaer.", "Electronic invoices."),
            BUSINESS,
            service(
                "send",
                Text("Send fakturaer", "Send invoices"),
                Text("Send og modtag elektroniske fakturaer.", "Send and receive electronic invoices."),
                Text("Du kan ikke sende elektroniske fakturaer.", "You cannot send electronic invoices."),
            ),
        ),
        _plain("cvr", "CVR", Text("Oplysninger om virksomheder.", "Information on companies.")),
    )


def _registers() -> tuple[SystemStatus, ...]:
    return (
        system(
            "cpr",
            "CPR",
            Text("Oplysninger om personer, til myndigheder.", "Information on persons, for authorities."),
            Text("CPR-kontoret", "The CPR Office"),
            service(
                "opslag",
                Text("Opslag", "Look-up"),
                Text("Slå personoplysninger op.", "Look up personal information."),
                Text("Myndigheder kan ikke slå op i CPR.", "Authorities cannot look up in CPR."),
            ),
        ),
        _plain("datafordeleren", "Datafordeleren", Text("Grunddata samlet ét sted.", "Basic data in one place.")),
        _plain("serviceplatformen", "Serviceplatformen", Text("Data til kommunerne.", "Data for municipalities.")),
    )


def _plain(slug: str, name: str, purpose: Text) -> SystemStatus:
    only = service(
        "adgang",
        Text("Adgang", "Access"),
        purpose,
        Text(f"Du kan ikke bruge {name}.", f"You cannot use {name}."),
    )
    return system(slug, name, purpose, AGENCY, only)
