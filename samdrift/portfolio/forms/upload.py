"""A whole document as a file, or pasted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samdrift.portfolio.forms.process import OfVersion

MAX_BYTES = 800_000


class UploadForm(OfVersion):
    file = forms.FileField(label=_("File"), required=False, help_text=_("YAML or JSON that follows the template."))
    text = forms.CharField(
        label=_("Or paste the document"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if not file and not text.strip() and not self.errors:
            self.add_error("file", _("Choose a file, or paste the document."))
        if file and text.strip():
            self.add_error("file", _("Choose a file or paste the document, not both."))
        if file and file.size > MAX_BYTES:
            self.add_error("file", _("The file is too large for a document."))
        elif file:
            cleaned["text"] = self._decoded(file.read())
        return cleaned

    def document(self) -> tuple[str, str]:
        """The text and what to call it in messages. Of a valid form."""
        file = self.cleaned_data["file"]
        return self.cleaned_data["text"], file.name if file else ""

    def _decoded(self, written: bytes) -> str:
        try:
            return written.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", _("The file is not text in UTF-8."))
            return ""
