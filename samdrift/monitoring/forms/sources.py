"""A new source, and how a source is listened to."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.accounts.forms import DeskForm, OrganisationField
from samdrift.monitoring.actions.sources import LIVES, PUSHED, REPEATS, Rhythm
from samdrift.monitoring.forms.connector_settings import faults_in
from samdrift.monitoring.forms.seconds import DAY, SecondsField
from samdrift.monitoring.models import Source
from samdrift.vocabulary import is_slug

_UNFIT = {
    Source.Life.EVERY_SIGNAL: _(
        "Alertmanager reports only faults, and falls silent when they are over. Choose a watchdog alert, another "
        "source that proves that it is alive, or that nothing proves it. In the last case, what rests on the "
        "source alone counts as not observed."
    ),
    Source.Life.WATCHDOG: _("This kind sends no watchdog alert. Choose another proof."),
}
"""What to choose instead of a proof that the connector cannot give."""


class RhythmForm(DeskForm):
    interval = SecondsField(
        label=_("May be silent (seconds)"), least="1", help_text=_("After that it counts as not observed.")
    )
    confirm = SecondsField(
        label=_("A new state must last (seconds)"), least="0", most=3600, help_text=_("Before we act on it.")
    )
    life = forms.TypedChoiceField(
        label=_("How we know that the source is alive"),
        choices=Source.Life.choices,
        coerce=Source.Life,
        help_text=_("If nothing proves that the source is alive, what rests on it alone counts as not observed."),
    )
    beside = forms.ModelChoiceField(
        label=_("The source that proves it"),
        queryset=Source.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("Only if another source that we poll proves it."),
    )
    repeats = SecondsField(
        label=_("A fault is repeated within (seconds)"),
        least="1",
        required=False,
        help_text=_(
            "For Alertmanager this is its repeat_interval, which is 14,400 unless set otherwise. A fault that is "
            "not repeated by then counts as not observed. Leave it empty if a fault lasts until the source says "
            "that it is over."
        ),
    )
    poll_every = SecondsField(label=_("Time between polls (seconds)"), least="0.1", most=DAY)
    paused = forms.BooleanField(
        label=_("Paused"),
        required=False,
        help_text=_("We accept nothing from it. What rests on it becomes not observed."),
    )

    def __init__(self, rhythm: Rhythm, *args: Any, but: Source | None = None, **kwargs: Any) -> None:
        """`but` cannot prove itself."""
        initial = {name: getattr(rhythm, name) for name in Rhythm.__slots__}
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        polled = Source.objects.exclude(connector__in=PUSHED)
        others = polled.exclude(pk=but.pk) if but else polled
        cast("forms.ModelChoiceField[Source]", self.fields["beside"]).queryset = others

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        by_another = cleaned.get("life") == Source.Life.BESIDE
        if by_another and not cleaned.get("beside") and "beside" not in self.errors:
            self.add_error("beside", _("Choose the source that proves it."))
        if not by_another:
            cleaned["beside"] = None
        if cleaned.get("life") == Source.Life.EVERY_SIGNAL:
            cleaned["repeats"] = None
        return cleaned

    def check_life(self, connector: Source.Connector) -> None:
        life = self.cleaned_data.get("life")
        if life and life not in LIVES[connector]:
            self.add_error("life", _UNFIT[life])

    def rhythm(self) -> Rhythm:
        """The valid form as the value that the action takes."""
        return Rhythm(**{name: self.cleaned_data[name] for name in Rhythm.__slots__ if name in self.cleaned_data})


class SourceForm(RhythmForm):
    """How a source is listened to."""

    def __init__(self, source: Source, *args: Any, **kwargs: Any) -> None:
        self._connector = Source.Connector(source.connector)
        fitting = LIVES[self._connector]
        # One that cannot prove anything here is not offered again, though an older version stored it.
        usual = {} if source.life in fitting else {"initial": {"life": fitting[0]}}
        super().__init__(Rhythm.of(source), *args, but=source, **usual, **kwargs)
        if source.connector in PUSHED:
            del self.fields["poll_every"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.check_life(self._connector)
        return cleaned


class NewSourceForm(RhythmForm):
    """A source that is not there yet."""

    slug = forms.CharField(label=_("Name"), max_length=64, help_text=_("Lower-case letters, digits and hyphens."))
    connector = forms.TypedChoiceField(label=_("Kind"), choices=Source.Connector.choices, coerce=Source.Connector)
    organisation = OrganisationField(label=_("Organisation"))
    life = forms.TypedChoiceField(
        label=_("How we know that the source is alive"),
        choices=[("", _("The usual for its kind")), *Source.Life.choices],
        coerce=Source.Life,
        required=False,
        empty_value=None,
        help_text=_(
            "Alertmanager: a watchdog alert. The other kinds: each signal repeats itself. If nothing proves that "
            "the source is alive, what rests on it alone counts as not observed."
        ),
    )
    poll_every = SecondsField(
        label=_("Time between polls (seconds)"),
        least="0.1",
        most=DAY,
        required=False,
        help_text=_("Only if we poll it."),
    )
    settings = forms.JSONField(
        label=_("Settings of the connector"),
        required=False,
        initial=dict,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("As JSON. The operator's guide lists them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(Rhythm(), *args, initial={"life": ""}, **kwargs)

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if not is_slug(slug):
            raise forms.ValidationError(_("Use only a to z, 0 to 9 and hyphens, and no hyphen at the ends."))
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (connector := cleaned.get("connector")) is None:
            return cleaned
        if connector not in PUSHED and not cleaned.get("poll_every") and "poll_every" not in self.errors:
            self.add_error("poll_every", _("Write how often we poll it."))
        if connector in PUSHED:
            cleaned["poll_every"] = None
        if "life" in cleaned:
            cleaned["life"] = cleaned["life"] or LIVES[connector][0]
            self.check_life(connector)
        if not cleaned.get("repeats") and "repeats" not in self.errors:
            cleaned["repeats"] = REPEATS.get(connector)
        if "settings" in cleaned:
            cleaned["settings"] = cleaned["settings"] or {}
            for fault in faults_in(connector, cleaned["settings"]):
                self.add_error("settings", fault)
        return cleaned

    @classmethod
    def name_is_taken(cls) -> forms.ValidationError:
        return forms.ValidationError(_("There is already a source with that name."))
