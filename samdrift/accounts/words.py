"""The audit trail's words: what was done, to what kind of thing, and the names of the details."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samdrift.accounts.models import Role

ACTIONS: dict[str, Promise] = {
    "accounts.change_password": _("Changed the password"),
    "accounts.change_role": _("Changed the role"),
    "accounts.create_organisation": _("Created the organisation"),
    "accounts.create_person": _("Created the person"),
    "accounts.deactivate_person": _("Closed the account"),
    "accounts.fail_sign_in": _("Failed to log in"),
    "accounts.refuse_deactivated": _("Was turned away: the account is closed"),
    "accounts.sign_in": _("Logged in"),
    "accounts.sign_out": _("Logged out"),
    "monitoring.change_source": _("Changed the source"),
    "monitoring.cover_signal": _("Changed what the check behind the signal proves"),
    "monitoring.create_source": _("Created the source"),
    "monitoring.end_signal": _("Ended the signal"),
    "monitoring.map_signal": _("Mapped the signal"),
    "monitoring.rotate_token": _("Made a new token for the source"),
    "monitoring.take_back_message": _("Took back a message of the signal"),
    "monitoring.tune_signal": _("Changed the times of the signal"),
    "monitoring.unmap_signal": _("Removed the mapping of the signal"),
    "portfolio.accept_report": _("Accepted the change report"),
    "portfolio.ask_anew": _("Asked the other parties about the change report again"),
    "portfolio.confirm_dependency": _("Confirmed the dependency as the other party"),
    "portfolio.confirm_document": _("Confirmed the system document"),
    "portfolio.dispute_dependency": _("Disputed the dependency as the other party"),
    "portfolio.edit_report": _("Edited the change report"),
    "portfolio.hand_over": _("Handed the system over to the owner named in its document"),
    "portfolio.import_document": _("Accepted the system document"),
    "portfolio.renew_report": _("Brought the change report up to date"),
    "portfolio.return_report": _("Returned the change report"),
    "portfolio.start_report": _("Started a change report"),
    "portfolio.submit_report": _("Submitted the change report"),
    "portfolio.take_back_revision": _("Took back a revision before it came into force"),
    "portfolio.take_back_withdrawal": _("Took back the withdrawal of the system document"),
    "portfolio.withdraw_document": _("Withdrew the system document"),
    "portfolio.withdraw_report": _("Withdrew the change report"),
    "publishing.delete_scenario": _("Deleted the scenario"),
    "publishing.save_scenario": _("Saved the scenario"),
}
"""By the entry's code, of every part: the trail is read here, and a part below another cannot ask it for its words."""

KINDS: dict[str, Promise] = {
    "organisation": _("organisation"),
    "person": _("person"),
    "scenario": _("scenario"),
    "signal": _("signal"),
    "source": _("source"),
    "system": _("system"),
}
"""The first word of a subject."""

DETAILS: dict[str, Promise] = {
    "after": _("after"),
    "asked": _("asks the owner of"),
    "at": _("at"),
    "before": _("before"),
    "beside": _("proved by"),
    "closed": _("closed change reports"),
    "comment": _("comment"),
    "confirm": _("a new state must last (seconds)"),
    "connector": _("kind"),
    "dependency": _("dependency"),
    "effective_on": _("is to take effect on"),
    "end_to_end": _("end to end"),
    "ends": _("ends"),
    "function": _("function"),
    "in_force_from": _("in force from"),
    "interval": _("may be silent (seconds)"),
    "life": _("how we know that it is alive"),
    "name": _("name"),
    "organisation": _("organisation"),
    "overruled": _("without confirmation from"),
    "paused": _("paused"),
    "poll_every": _("time between polls (seconds)"),
    "provider": _("other party"),
    "query": _("the question"),
    "reason": _("reason"),
    "reason_en": _("reason in English"),
    "repeats": _("a fault is repeated within (seconds)"),
    "report": _("change report"),
    "revision": _("revision"),
    "role": _("role"),
    "through": _("through"),
    "version": _("version"),
}

VALUES: dict[str, dict[str, Promise]] = {
    "life": {
        "every_signal": _("each signal repeats itself"),
        "watchdog": _("a watchdog alert repeats itself"),
        "beside": _("another source proves it"),
        "none": _("nothing proves it"),
    },
    "role": {role.value: role.label for role in Role},
}
"""What the codes in an entry stand for, by the name that holds them; a change of role holds them before and after."""
VALUES["before"] = VALUES["after"] = VALUES["role"]


def subject_words(subject: str) -> str:
    """`source oneview` as `kilde oneview`."""
    kind, space, name = subject.partition(" ")
    return f"{KINDS.get(kind, kind)}{space}{name}"
