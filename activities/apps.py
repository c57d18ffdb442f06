from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = "活动"

    def ready(self) -> None:
        from activities import (
            case_notices,
            case_taking,
            joining,
            known_figures,
            notices,
            report_counter,
            report_shots,
            tally_triggers,
            todos,
            todos_cases,
        )  # models are there only now
        from orgs import freshness, todo  # same reason

        notices.register_all()
        joining.register_all()
        case_notices.register_all()
        report_shots.register_all()
        case_taking.register_all()
        report_counter.register()
        known_figures.register_all()
        todo.register(todos.activities_to_do)
        todo.register(todos_cases.cases_to_do)
        tally_triggers.keep(self)
        of_public = (
            "EXISTS (SELECT 1 FROM activities_activity a WHERE a.id = {row}.activity_id AND a.openness = 'public')"
        )
        freshness.watch(
            self,
            freshness.Watch("activities_activity", "{row}.openness = 'public'"),
            freshness.Watch("activities_case", "{row}.openness = 'public'"),
            freshness.Watch("activities_photo", of_public),
            freshness.Watch("activities_video", of_public),
            freshness.Watch("activities_coholder", of_public),
            freshness.Watch("activities_activityfinding", of_public),
            freshness.Watch("activities_announcedfigure"),
            freshness.Watch("activities_pressnote"),
        )
