"""Another system for tests: a client that carries a unit's key."""

import itertools
import json

from django.test import Client
from django.utils import timezone

from orgs import tokens

ROOT = "/api/v1/unit"
NUMBERS = itertools.count(1)


class System:
    """Calls the interface with one key; every POST gets an Idempotency-Key of its own unless told otherwise."""

    def __init__(self, secret: str, token=None):
        self.token, self.secret = token, secret
        self.client = Client(enforce_csrf_checks=True)

    def send(self, method, path, body=None, *, key="", match="", **more):
        headers = {"Authorization": f"Bearer {self.secret}"}
        if method == "post":
            headers["Idempotency-Key"] = key or f"test-{next(NUMBERS)}"
        if match != "":
            headers["If-Match"] = f'"{match}"' if isinstance(match, int) else match
        options = more
        if body is not None:
            text = body if isinstance(body, str | bytes) else json.dumps(body)
            options = more | {"data": text, "content_type": "application/json"}
        return getattr(self.client, method)(f"{ROOT}{path}", headers=headers, **options)

    def get(self, path, **query):
        return self.send("get", path, data=query)

    def post(self, path, body=None, **more):
        return self.send("post", path, body, **more)

    def patch(self, path, body, **more):
        return self.send("patch", path, body, **more)

    def delete(self, path, **more):
        return self.send("delete", path, **more)

    def photo(self, public_id, file, **more):
        return self.send("post", f"/activities/{public_id}/photos", data={"file": file, **more.pop("form", {})}, **more)


def system(world, unit="fuzhou", scope="write", by=None, name="省局业务平台"):
    of = getattr(world, unit)
    token, secret = tokens.make(unit=of, name=name, scope=scope, last_day=timezone.localdate(),
                                by=world.people[by or f"{unit}.manager"])  # fmt: skip
    return System(secret, token)
