"""Settling bit by bit, with silences and late words between, believes what settling all at once does."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.monitoring.actions.corrections import Reason, end_signal
from samdrift.monitoring.models import Resettle, Signal, Source
from samdrift.monitoring.silence import fall_silent
from samdrift.pipeline import settle_all
from samdrift.status.models import Belief
from samdrift.status.queries import histories
from samdrift.vocabulary import Level, SignalName
from tests.cast import at, component, said, source, systems

pytestmark = pytest.mark.django_db

KEYS = ("mitid", "mitid/login", "mitid/sign", "alert")
steps = st.lists(
    st.tuples(
        st.sampled_from(KEYS),
        st.integers(0, 12),  # how much later it is received than the message before
        st.integers(0, 40),  # how much earlier than that it happened
        st.sampled_from(Level),
        st.sampled_from(["settle", "silence", "end", "nothing"]),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_settling_bit_by_bit_believes_what_settling_all_at_once_does(
    heard: list[tuple[str, int, int, Level, str]],
) -> None:
    with transaction.atomic():
        systems({"mitid": ["login", "sign", "help"], "cvr": ["search"]})
        quick = source("quick", confirm=timedelta(seconds=2), interval=timedelta(seconds=20))
        slow = source("slow", confirm=timedelta(seconds=15), life=Source.Life.NONE, interval=timedelta(seconds=30))
        received = 100
        for key, later, earlier, level, then in heard:
            received += later
            of = slow if key == "alert" else quick
            named = SignalName("mitid", "login") if key == "alert" else SignalName.parse(key)
            said(of, key, received - earlier, level, received=received, maps_to=named)
            if then == "silence":
                fall_silent(at(received))
            if then == "end":
                signal = Signal.objects.get(source=of, key=key)
                end_signal(actor=None, signal=signal, reason=Reason("Forkert."), now=at(received))
            if then == "settle":
                settle_all(at(received))
        for second in (received, received + 10, received + 100):
            fall_silent(at(second))
            settle_all(at(second))
        bit_by_bit = histories(["mitid"], at(-100_000))
        for history in bit_by_bit.values():
            for one, other in pairwise(history):
                assert one.period.end == other.period.start
                assert one.state != other.state
        Belief.objects.all().delete()
        Resettle.objects.create(component=component("mitid"), since=at(-100_000), due=at(0))
        settle_all(at(received + 100))
        assert histories(["mitid"], at(-100_000)) == bit_by_bit
        transaction.set_rollback(True)
