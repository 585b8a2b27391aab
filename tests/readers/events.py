"""The events of a calendar as JSON, read by icalendar; whatever it finds wrong is an error."""

import json
import sys

from icalendar import Calendar

calendar = Calendar.from_ical(open(sys.argv[1], "rb").read())
assert not calendar.errors, calendar.errors
events = []
for event in calendar.walk("VEVENT"):
    assert not event.errors, event.errors
    events.append(
        {
            "uid": str(event["UID"]),
            "sequence": int(event["SEQUENCE"]),
            "stamp": event["DTSTAMP"].dt.isoformat(),
            "title": str(event["SUMMARY"]),
            "start": event["DTSTART"].dt.isoformat(),
            "end": event["DTEND"].dt.isoformat(),
            "about": str(event["DESCRIPTION"]),
            "alarms": [str(alarm["TRIGGER"].dt) for alarm in event.walk("VALARM")],
        }
    )
# What it writes again is the same calendar.
again = Calendar.from_ical(calendar.to_ical())
assert [str(event["SUMMARY"]) for event in again.walk("VEVENT")] == [event["title"] for event in events]
json.dump(events, sys.stdout)
