"""The example of the documentation, examples/notes.fg."""

import os
import sys

from harness import Server, check, main

SOURCE = os.path.join(os.path.dirname(__file__), "..", "..", "..", "examples",
                      "notes.fg")


def notes(compiler):
    with open(SOURCE) as file:
        text = file.read().replace("port: 4100", "port: 0")
    bread = {"id": 1, "text": "buy bread", "tag": "home"}
    with Server(compiler, text) as server:
        check("all", len(server.get("/notes").json), 3)
        check("some", server.get("/notes?tag=home&limit=1").json, [bread])
        check("one", server.get("/notes/1").json, bread)
        none = server.get("/notes/9")
        check("none", (none.status, none.json), (404, {"error": "no note 9"}))
        check("no number", server.get("/notes/x").status, 400)
        for _ in range(2):
            check("added", server.send_json(
                "POST", "/notes", '{"text": "call", "tag": "work"}').json,
                {"added": {"id": 4, "text": "call", "tag": "work"},
                 "count": 4})
        check("end", server.finish(), (0, ""))


main(notes)
