"""When an activity was handed in, as an order: what never was comes last, in both databases and in the index."""

import datetime as dt

from django.db.models import DateTimeField, Value
from django.db.models.functions import Coalesce

NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
HANDED_IN = Coalesce("handed_in_at", Value(NEVER, DateTimeField()))
