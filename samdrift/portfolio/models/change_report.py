"""Change reports: proposed revisions, and what the owners at the other end say of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samdrift.accounts.models import Person
from samdrift.portfolio.models.system import Revision, System


class ChangeReport(models.Model):
    """A proposed revision of a system's document. Nothing in it is lost, whatever becomes of it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned")
        ACCEPTED = "accepted", _("Accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN = (State.DRAFT, State.SUBMITTED, State.RETURNED)
    EDITABLE = (State.DRAFT, State.RETURNED)

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="change_reports")
    base = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="proposals", null=True)
    """The revision that the author began on; null where the system had no document."""
    content = models.JSONField()
    """The document as typed so far: while it is edited it may be faulty."""
    version = models.PositiveIntegerField(default=1)
    """One more after each change of content, reason or day, and when other ends are asked anew; whoever saves, answers
    or decides names the version they read."""
    reason = models.TextField(blank=True, max_length=2000)
    effective_on = models.DateField(null=True)
    """The Copenhagen day from whose beginning it is to be in force; null means at once when accepted."""
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="change_reports")
    writers = models.ManyToManyField(Person, related_name="written_reports")
    """Everyone who had a hand in the content, the author among them: none of them may accept it."""
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="decided_reports", null=True)
    comment = models.TextField(blank=True, max_length=2000)
    """The secretariat's word to the author when it was returned or accepted."""
    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="change_report", null=True)
    """What it became when it was accepted."""

    class Meta:
        ordering = ["-changed_at"]
        constraints = [
            models.CheckConstraint(
                name="change_report_accepted_has_revision",
                condition=models.Q(state="accepted", revision__isnull=False)
                | (~models.Q(state="accepted") & models.Q(revision__isnull=True)),
            ),
            models.CheckConstraint(
                name="change_report_submitted_has_reason",
                condition=~models.Q(state__in=["submitted", "accepted"]) | ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system.slug} #{self.pk}"


class Hearing(models.Model):
    """The owner of the system at the other end of a changed dependency is asked whether it is right."""

    class Answer(models.TextChoices):
        PENDING = "pending", _("Not answered")
        CONFIRMED = "confirmed", _("Confirmed")
        DISPUTED = "disputed", _("Disputed")

    report = models.ForeignKey(ChangeReport, on_delete=models.CASCADE, related_name="hearings")
    provider = models.ForeignKey(System, on_delete=models.PROTECT, related_name="hearings")
    dependency = models.SlugField(max_length=64)
    """Its id in the proposed document, or in the base where the report removes it."""
    asked_about = models.JSONField(null=True)
    """The dependency as proposed; null where it is removed. Another content is another question."""
    answer = models.CharField(max_length=20, choices=Answer.choices, default=Answer.PENDING)
    comment = models.TextField(blank=True, max_length=2000)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="hearings", null=True)

    class Meta:
        ordering = ["report", "provider__slug", "dependency"]
        constraints = [models.UniqueConstraint(name="hearing_once", fields=["report", "provider", "dependency"])]

    def __str__(self) -> str:
        return f"{self.report} {self.provider.slug} {self.dependency}"
