"""Whatever is sent: an answer, never a fault of ours, and nothing that stops the next message."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.monitoring.models import Source
from tests.cast import source
from tests.monitoring.ingest.sending import BEARER, EVENT, Post, post, send, send_all

pytestmark = pytest.mark.django_db(transaction=True)

PATHS = ["/ingest/probe", "/ingest/alerts"]
words = st.text() | st.sampled_from(["mitid/login", "operational", "2024-11-23T12:00:00Z", "firing", "4", "critical"])
names = st.text(max_size=5) | st.sampled_from(
    ["signal", "state", "at", "text", "planned", "specversion", "id", "type", "source", "data", "alerts", "labels"]
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=6),
    max_leaves=12,
)
events = st.fixed_dictionaries(
    {"signal": words, "state": st.sampled_from(["operational", "degraded", "major_outage"])},
    optional={"at": words, "text": words, "planned": st.booleans(), "more": anything},
)
bodies = st.binary(max_size=200) | (events | st.lists(events, max_size=5) | anything).map(
    lambda value: json.dumps(value).encode("utf-8", "surrogatepass")
)
header_names = st.binary(max_size=20) | st.sampled_from(
    [b"Content-Type", b"content-length", b"ce-specversion", b"ce-subject", b"ce-time", b"authorization", b"ce-id"]
)
header_values = st.binary(max_size=40) | st.sampled_from(
    [b"application/cloudevents+json", b"application/cloudevents-batch+json", b"1.0", b"-1", b"1e9", b"%ff"]
)


@st.composite
def requests(draw: st.DrawFn) -> Post:
    body = draw(bodies)
    cut = draw(st.integers(0, len(body)))
    headers = tuple(draw(st.lists(st.tuples(header_names, header_values), max_size=5)))
    path = draw(st.sampled_from(PATHS) | st.text(max_size=80).map(lambda rest: f"/ingest/{rest}"))
    return Post((body[:cut], body[cut:]), path, (*headers, BEARER), draw(st.sampled_from(["POST"] * 9 + ["GET"])))


def _sources() -> None:
    for slug, connector in (("probe", Source.Connector.EVENTS), ("alerts", Source.Connector.ALERTMANAGER)):
        if not Source.objects.filter(slug=slug).exists():
            source(slug, connector=connector)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(requests(), min_size=1, max_size=6))
def test_any_bytes_and_any_headers_are_answered(sent: list[Post]) -> None:
    _sources()
    for answer in send_all(sent):
        assert answer.status in {202, 401, 404, 405, 409, 413, 422}
        assert answer.body
    assert send(post(EVENT)).status == 202
