from django.apps import AppConfig


class StatusConfig(AppConfig):
    name = "samdrift.status"
