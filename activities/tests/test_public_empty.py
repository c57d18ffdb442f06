"""Before there is any data the public pages still answer."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_an_empty_portal():
    answer = Client().get("/")
    assert answer.status_code == 200
    assert "还没有质量月活动的数据" in answer.content.decode()
    assert Client().get("/api/v1/campaigns").json() == []
    for path in ("/2024/", "/2024/regions/", "/api/v1/figures", "/api/v1/activities", "/api/v1/regions?under=100000"):
        assert Client().get(path).status_code == 404, path
    assert Client().get("/api/v1/docs").status_code == 200


def test_a_campaign_without_documents(campaign, world):
    for path in (
        "/",
        "/2024/",
        "/2024/plans/",
        "/2024/activities/",
        "/2024/cases/",
        "/2024/regions/",
        "/2024/regions/350100/",
    ):
        assert Client().get(path).status_code == 200, path
