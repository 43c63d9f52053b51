"""Start, end, log: sections 1, 2.2, 12, 13 and 16."""

import json
import re
import signal
import socket
import threading
import time

from harness import Server, check, main, run

ROUTE = '\n@get("/a")\nfn a() { return 1 }\n'


def order(compiler):
    text = '''
say "first"
@get("/called")
fn called(x) { return x }
say called("plainly")
@server({ port: 0, host: "localhost" })
@server(port: 99999 - 99998)
say "last"
'''
    with Server(compiler, text) as server:
        check("get", server.get("/called?x=1").json, "1")
        check("output", server.finish(), (0, "first\nplainly\nlast\n"))
        listening = server.events("forge.server", "Forge server listening")[0]
        check("fields", {k: listening["fields"][k] for k in (
            "host", "routes", "cors", "max_inflight")},
            {"host": "localhost", "routes": 1, "cors": "restrictive",
             "max_inflight": 512})


def arguments(compiler):
    for argument, message in (
            ('port: "x" + "y"', "@server: port must be an Int from 0 to "
                                "65535, not xy"),
            ("port: 60000 + 6000", "@server: port must be an Int from 0 to "
                                   "65535, not 66000"),
            ("host: [1][0]", "@server: host must be a String, not 1"),
            ("cors: [1][0]", "@server: cors must be a String, not 1"),
            ("[1][0]", "@server takes named arguments or one Object, not 1")):
        status, out, err = run(compiler, "@server(%s)%ssay 1" % (argument,
                                                                ROUTE))
        check(argument, (status, out), (1, ""))
        check(argument, message in err, True)
        check(argument, ":1:" in err, True)


def failures(compiler):
    status, out, err = run(compiler, '@server(port: 0)\nsay "hi"')
    check("no routes", (status, out), (1, "hi\n"))
    check("no routes", "@server defined but no route handlers found. "
                       "Add @get/@post functions." in err, True)
    status, out, err = run(compiler, "@server(port: 0)%slet x = [1]\nx[5]"
                           % ROUTE)
    check("top-level error", (status, out), (1, ""))
    check("top-level error", "listening" in err, False)
    status, out, err = run(compiler, '@server(port: 0, host: "no host")'
                           + ROUTE)
    check("bad host", status, 1)
    check("bad host", "invalid address: 'no host'" in err, True)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status, out, err = run(compiler, "@server(port: %d)%s" % (
            taken.getsockname()[1], ROUTE))
        check("address in use", status, 1)
        check("address in use", "bind failed: Address already in use" in err,
              True)
    check("inert routes", run(compiler, ROUTE + "say a()"), (0, "1\n", ""))


def ids(compiler):
    with Server(compiler, "@server(port: 0)" + ROUTE) as server:
        form = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]"
                          "[0-9a-f]{3}-[0-9a-f]{12}$")
        first, second = (server.get("/a").headers["X-Request-Id"]
                         for _ in range(2))
        check("form", bool(form.match(first) and form.match(second)), True)
        check("distinct", first == second, False)
        for path in ("/a", "/none"):
            check("echo", server.get(path, **{"X-Request-Id": "my-id"})
                  .headers["X-Request-Id"], "my-id")
        long = "x" * 100
        check("long", server.get("/a", **{"X-Request-Id": long})
              .headers["X-Request-Id"], long)
        server.raw(b"GET /a HTTP/1.0\r\nX-Request-Id: \xc3\xbc\r\n\r\n")
        check("malformed", b"\r\nX-Request-Id: " in server.raw(b"x\r\n\r\n"),
              True)
        check("end", server.finish()[0], 0)
        logged = [event["spans"][0]["request_id"]
                  for event in server.events("forge.http")]
        check("logged", logged[:6], [first, second, "my-id", "my-id",
                                     "x" * 64, "unknown"])
        check("warned", len([e for e in server.events("forge.server")
                             if e["level"] == "WARN"]), 1)


def log(compiler):
    with Server(compiler, "@server(port: 0)" + ROUTE) as server:
        server.get("/a?q=1")
        server.get("/none")
        server.finish()
        finished = server.events("forge.http", "finished processing request")
        check("events", [e["fields"]["status"] for e in finished], [200, 404])
        span = finished[0]["spans"][0]
        check("span", (span["name"], span["method"], span["uri"],
                       span["version"]),
              ("request", "GET", "/a?q=1", "HTTP/1.1"))
        check("handler", finished[0]["span"],
              {"handler": "a", "name": "forge.handler"})
        check("latency", bool(re.match(r"\d+ ms$",
                                       finished[0]["fields"]["latency"])), True)
        check("time", bool(re.match(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$",
            finished[0]["timestamp"])), True)
        check("drain", len(server.events(
            "forge.server", "shutdown signal received, draining")), 1)
    quiet = Server(compiler, "@server(port: 0)" + ROUTE,
                   {"FORGE_LOG": "forge_lang=info,tower_http=error"})
    with quiet as server:
        server.get("/a")
        server.finish()
        check("filtered", server.events("forge.http"), [])


def user_log(compiler):
    text = r'''
log.debug("hidden")
log.info("a", 1, [2])
log.warn()
log.error("two\nlines")
'''
    def logged(**env):
        status, out, err = run(compiler, text, env)
        check("status", (status, out), (0, ""))
        return err.splitlines()
    events = [json.loads(line) for line in logged(FORGE_LOG_FORMAT="json")]
    check("events", [(e["level"], e["target"], e["fields"]) for e in events],
          [("INFO", "forge.user", {"message": "a 1 [2]"}),
           ("WARN", "forge.user", {"message": ""}),
           ("ERROR", "forge.user", {"message": "two\nlines"})])
    check("debug", len(logged(FORGE_LOG="debug")), 5)
    check("user only", len(logged(FORGE_LOG="error,forge.user=trace")), 5)
    check("off", logged(FORGE_LOG="off"), [])
    compact = logged(FORGE_LOG="bad=loud,info")
    check("malformed", compact[0], "forge: ignored in FORGE_LOG: bad=loud")
    check("compact", bool(re.match(r"\S+Z  INFO forge\.user: a 1 \[2\]$",
                                   compact[1])), True)
    check("no colour", "\033" in "".join(compact), False)
    server = '''
@server(port: 0)
@get("/log/:what")
fn handler(what) {
    log.info("got", what)
    return 1
}
'''
    with Server(compiler, server) as running:
        running.get("/log/it", **{"X-Request-Id": "the-id"})
        running.finish()
        event = running.events("forge.user")[0]
        check("message", event["fields"]["message"], "got it")
        check("request", (event["spans"][0]["request_id"],
                          event["spans"][0]["uri"], event["span"]["handler"]),
              ("the-id", "/log/it", "handler"))


def shutdown(compiler):
    slow = '''
@server(port: 0)
@get("/slow")
fn slow() {
    let mut total = 0
    for i in range(0, 30000000) { total = total + i % 7 }
    return total
}
'''
    for number in (signal.SIGTERM, signal.SIGINT):
        with Server(compiler, slow) as server:
            answers = []
            idle = server.connect()
            idle.request("GET", "/none")
            idle.getresponse().read()
            thread = threading.Thread(
                target=lambda: answers.append(server.get("/slow")))
            thread.start()
            time.sleep(0.2)
            server.kill(number)
            thread.join()
            check("delivered", answers[0].status, 200)
            status, _ = server.finish(None)
            check("status", status, 0)
            check("idle closed", idle.sock.recv(1), b"")
            try:
                server.connect().connect()
                raise SystemExit("still accepts connections")
            except OSError:
                pass


main(order, arguments, failures, ids, log, user_log, shutdown)
