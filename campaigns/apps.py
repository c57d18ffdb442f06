from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "campaigns"
    verbose_name = "质量月"

    def ready(self) -> None:
        from campaigns import (  # models are there only now
            adopting,
            after_hand_in,
            notices,
            notices_adopting,
            notices_chasing,
            notices_following,
            notices_owed,
            review_handing,
            todos,
            todos_following,
            todos_issuing,
            todos_reporting,
            todos_review,
        )
        from orgs import freshness, todo  # same

        notices.register_all()
        notices_adopting.register_all()
        after_hand_in.register(adopting.tell)
        notices_chasing.register_all()
        notices_following.register_all()
        notices_owed.register_all()
        review_handing.register_all()
        todo.register(todos.plan_todos)
        todo.register(todos_following.revised_above)
        todo.register(todos_issuing.to_receive)
        todo.register(todos_review.review_todos)
        todo.register(todos_reporting.owed)
        todo.register(todos_reporting.to_decide)
        todo.register(todos_reporting.extensions)
        of_public = "EXISTS (SELECT 1 FROM campaigns_edition e WHERE e.plan_id = {row}.id AND e.openness = 'public')"
        in_public = "EXISTS (SELECT 1 FROM campaigns_edition e WHERE e.id = {row}.edition_id AND e.openness = 'public')"
        freshness.watch(
            self,
            freshness.Watch("campaigns_campaign"),
            freshness.Watch("campaigns_plan", of_public),
            freshness.Watch("campaigns_edition", "{row}.openness = 'public'"),
            freshness.Watch("campaigns_finding", in_public),
            freshness.Watch("campaigns_directexecution"),
        )
