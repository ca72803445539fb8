"""Reads every file below a folder with Python feedparser and prints one JSON line for each.

Needs the Debian package python3-feedparser (or feedparser 6.0.10 from elsewhere). The address
that every file is said to come from is the second argument.
"""

import io
import json
import os
import sys
import time
import calendar

import feedparser

folder, base = sys.argv[1:3]


def moments(entry):
    """All dates of an entry as seconds since 1970."""
    keys = ("published_parsed", "updated_parsed", "created_parsed")
    return sorted({calendar.timegm(dict.get(entry, key)) for key in keys if dict.get(entry, key)})


def authors(entry):
    forms = {entry.get("author")}
    for person in entry.get("authors", []) + [entry.get("author_detail", {})]:
        forms |= {person.get("name"), person.get("email"), person.get("href")}
    return sorted(form for form in forms if form)


PODCASTS = "http://www.itunes.com/"


def tags(entry):
    return [
        tag["term"]
        for tag in entry.get("tags", [])
        if tag.get("term") and tag.get("scheme") != PODCASTS
    ]


def links(entry):
    found = [entry.get("link"), entry.get("feedburner_origlink"), entry.get("pheedo_origlink")]
    for link in entry.get("links", []):
        if link.get("rel") == "alternate":
            found.append(link.get("href"))
    return [link for link in found if link]


for root, _, names in sorted(os.walk(folder)):
    for name in sorted(names):
        path = os.path.join(root, name)
        with open(path, "rb") as file:
            data = file.read()
        try:
            parsed = feedparser.parse(
                io.BytesIO(data), response_headers={"content-location": base}, sanitize_html=False
            )
        except Exception as error:  # the reference itself fails on a few files
            print(json.dumps({"file": os.path.relpath(path, folder), "error": str(error)}))
            continue
        print(
            json.dumps(
                {
                    "file": os.path.relpath(path, folder),
                    "entries": [
                        {
                            "title": entry.get("title"),
                            "links": links(entry),
                            "id": entry.get("id"),
                            "dates": moments(entry),
                            "contents": [part.get("value", "") for part in entry.get("content", [])],
                            "summary": entry.get("summary"),
                            "tags": tags(entry),
                            "authors": authors(entry),
                        }
                        for entry in parsed.entries
                    ],
                }
            )
        )
