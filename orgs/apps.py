from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "orgs"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        from orgs import freshness, handing_over, notices, table_rights, watching  # models are there only now

        notices.register_all()
        handing_over.register_all()

        watching.connect()
        table_rights.connect(self)
        freshness.watch(self, freshness.Watch("orgs_region"), freshness.Watch("orgs_unit"))
