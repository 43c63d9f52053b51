"""Values as replies, errors, isolation: sections 6 to 8."""

from harness import Server, check, main

VALUES = r'''
@server(port: 0)

struct Point { x: Int, y: Int }
type Shape = Circle(Float) | Dot

@get("/:name")
fn value(name) {
    return when name {
        "null" -> null
        "bool" -> true
        "int" -> 42
        "float" -> 3.0
        "small" -> 1.5e-9
        "nan" -> float("nan")
        "inf" -> 0.0 - float("inf")
        "text" -> "a\"b\\c\n\u{e9}\u{1}"
        "array" -> [1, [2.5], []]
        "tuple" -> (1, "a")
        "object" -> { b: 1, a: { c: null } }
        "struct" -> Point { x: 1, y: 2 }
        "circle" -> Circle(2.0)
        "dot" -> Dot
        "ok" -> Ok([1])
        "err" -> Err("no")
        "some" -> Some(Some(3))
        "none" -> None
        "set" -> set([1, 2])
        "map" -> map([("a", 1), ("b", [2])])
        "pairs" -> map([(1, "x"), ((2, 3), null)])
        "frozen" -> freeze([1])
        "function" -> value
        "nested" -> [len, { f: value }]
        else -> "?"
    }
}
'''

EXPECTED = {
    "null": "null", "bool": "true", "int": "42", "float": "3.0",
    "nan": "null", "inf": "null", "array": "[1,[2.5],[]]",
    "text": '"a\\"b\\\\c\\n\u00e9\\u0001"', "tuple": '[1,"a"]',
    "object": '{"b":1,"a":{"c":null}}', "ok": '{"Ok":[1]}',
    "err": '{"Err":"no"}', "some": "3", "none": "null", "set": "[1,2]",
    "map": '{"a":1,"b":[2]}', "pairs": '[[1,"x"],[[2,3],null]]',
    "frozen": "[1]", "function": '"<Function>"',
}


def values(compiler):
    with Server(compiler, VALUES) as server:
        for name, text in EXPECTED.items():
            answer = server.get("/" + name)
            check(name, (answer.status, answer.text), (200, text))
            check(name, answer.headers["Content-Type"], "application/json")
        check("small", float(server.get("/small").text), 1.5e-9)
        point = server.get("/struct").json
        check("struct", (point["x"], point["y"], point["__type__"]),
              (1, 2, "Point"))
        circle = server.get("/circle").json
        check("circle", (circle["__type__"], circle["__variant__"],
                         circle["_0"]), ("Shape", "Circle", 2.0))
        check("dot", server.get("/dot").json["__variant__"], "Dot")
        check("nested", server.get("/nested").json[1], {"f": "<Function>"})
        check("end", server.finish()[0], 0)
        check("warned once", len([e for e in server.events("forge.server")
                                  if e["level"] == "WARN"]), 1)


ERRORS = r'''
@server(port: 0)

let items = [1]

@get("/raise")
fn raises() {
    let n = 0
    return 1 / n
}

@get("/index")
fn index() { return items[3] }

@get("/fail")
fn propagate() {
    let v = Err("bad")?
    return "unreachable"
}

@get("/deep")
fn deep() { return deeper(1) }

fn deeper(n) { return 1 + deeper(n + 1) }

@get("/fine")
fn fine() { return items }

@get("/number")
fn number() { return 1 }
number = 5

@get("/exit")
fn leave() {
    say "leaving"
    exit(7)
}
'''


def errors(compiler):
    with Server(compiler, ERRORS) as server:
        answer = server.get("/raise", **{"X-Request-Id": "abc"})
        check("raise", (answer.status, answer.json["error"].split("\n")[0]),
              (500, "division by zero"))
        check("raise", answer.headers["X-Request-Id"], "abc")
        check("index", server.get("/index").status, 500)
        propagated = server.get("/fail")
        check("propagated", (propagated.status, propagated.json),
              (200, {"Err": "bad"}))
        for _ in range(3):
            deep = server.get("/deep")
            check("deep", deep.status, 500)
            check("deep", deep.json["error"].split("\n")[0],
                  "maximum recursion depth exceeded (2000 frames)")
        check("fine", server.get("/fine").json, [1])
        check("rebound", server.get("/number").status, 500)
        try:
            server.get("/exit")
        except OSError:
            pass
        check("exit", server.finish(None), (7, "leaving\n"))
        event = [e for e in server.events("forge.server", "handler failed")
                 if e["spans"][0]["request_id"] == "abc"][0]
        check("level", event["level"], "ERROR")
        check("handler", event["fields"]["handler"], "raises")
        check("place", event["fields"]["at"].split(":")[-1], "9")


ISOLATION = r'''
@server(port: 0)

let mut hits = 0
let mut table = { a: { b: [1, 2] }, n: 0 }
let mut list = [1, 2, 3]
let mut words = ["x"]
let mut seen = set([1])

fn counter() {
    let mut n = 10
    return fn() {
        n = n + 1
        return n
    }
}
let mut next = counter()
let counters = [counter(), next]
let named = { up: next }

fn pair() {
    let mut n = 0
    return [fn() { n = n + 1
        return n }, fn() { return n }]
}
let both = pair()

fn walker() {
    fn walk(n) { if n == 0 { return 0 } else { return 1 + walk(n - 1) } }
    return walk
}
let walk = walker()

@get("/a")
fn a() {
    hits = hits + 1
    return [hits, next(), next()]
}

@get("/b")
fn b() {
    table.a.b.push(3)
    table.n = table.n + 1
    list[0] = 9
    push(list, 4)
    words.push("y")
    seen.add(2)
    return [table, list, len(words), len(seen)]
}

@get("/c")
fn c() {
    let f = counters[0]
    let g = counters[1]
    let h = named["up"]
    return [f(), g(), next(), h()]
}

@get("/d")
fn d() {
    let up = both[0]
    let read = both[1]
    return [read(), up(), up(), read(), walk(5)]
}

@get("/e")
fn e() {
    next = fn() { return "changed" }
    return next()
}

next()
hits = 5
say "ready {next()}"
'''


def isolation(compiler):
    with Server(compiler, ISOLATION) as server:
        for _ in range(3):
            check("counters", server.get("/a").json, [6, 13, 14])
            check("containers", server.get("/b").json,
                  [{"a": {"b": [1, 2, 3]}, "n": 1}, [9, 2, 3, 4], 2, 2])
            check("aliases", server.get("/c").json, [11, 13, 14, 15])
            check("one scope", server.get("/d").json, [0, 1, 2, 2, 5])
            check("rebound", server.get("/e").json, "changed")
        check("end", server.finish(), (0, "ready 12\n"))


def cors(compiler):
    for mode, is_permissive in (("", False), (', cors: "strict"', False),
                                (', cors: "Permissive"', True),
                                (', cors: "any"', True), (', cors: "*"', True)):
        text = '@server(port: 0%s)\n@get("/a")\nfn a() { 1 }' % mode
        with Server(compiler, text) as server:
            origin = "*" if is_permissive else None
            for path in ("/a", "/unknown"):
                options = server.request("OPTIONS", path)
                check("OPTIONS", (options.status, options.body), (200, b""))
                for field in ("Origin", "Methods", "Headers"):
                    check(field, options.headers.get(
                        "Access-Control-Allow-" + field), origin)
            answer = server.get("/a", Origin="http://a.example")
            check("actual", answer.headers.get("Access-Control-Allow-Origin"),
                  origin)
            check("Vary", answer.headers["Vary"],
                  "origin, access-control-request-method, "
                  "access-control-request-headers")
            check("no Server", answer.headers.get("Server"), None)
            check("end", server.finish()[0], 0)


CHOSEN = r'''
@server(port: 0)

@get("/reply/:status")
fn reply(status: Int) { return http.reply(status, { no: [status] }) }

@get("/empty")
fn empty() { return http.reply(204) }

@get("/headers")
fn headers() {
    return http.reply(201, "made", { Location: "/x", "Set-Cookie": ["a=1", "b=2"] })
}

@get("/text")
fn text() { return http.text("gr\u{fc}n") }

@get("/html")
fn html() { return http.html("<p>", 404) }

@get("/redirect")
fn redirect() { return http.redirect("/text") }

@get("/moved")
fn moved() { return http.redirect("/text", 308) }

@get("/own-type")
fn ownType() { return http.reply(200, "<x/>", { "content-type": "text/xml" }) }

@get("/bad/:what")
fn bad(what) {
    return when what {
        "status" -> http.reply(99, 1)
        "name" -> http.reply(200, 1, { "a b": 1 })
        "split" -> http.reply(200, 1, { a: "x\r\ny: z" })
        "text" -> http.text(1)
        else -> http.redirect("/x\r\ny: z")
    }
}
'''


def chosen(compiler):
    with Server(compiler, CHOSEN) as server:
        for status in (200, 201, 404, 422, 599):
            answer = server.get("/reply/%d" % status)
            check("reply", (answer.status, answer.text),
                  (status, '{"no":[%d]}' % status))
        empty = server.get("/empty")
        check("empty", (empty.status, empty.body, empty.headers.get(
            "Content-Length"), empty.headers.get("Content-Type")),
            (204, b"", None, None))
        made = server.get("/headers")
        check("headers", (made.status, made.json, made.headers["Location"]),
              (201, "made", "/x"))
        raw = server.raw(b"GET /headers HTTP/1.0\r\n\r\n")
        check("repeated", raw.count(b"\r\nSet-Cookie: "), 2)
        text = server.get("/text")
        check("text", (text.text, text.headers["Content-Type"]),
              ("gr\u00fcn", "text/plain; charset=utf-8"))
        html = server.get("/html")
        check("html", (html.status, html.text, html.headers["Content-Type"]),
              (404, "<p>", "text/html; charset=utf-8"))
        for path, status in (("/redirect", 302), ("/moved", 308)):
            answer = server.get(path)
            check(path, (answer.status, answer.headers["Location"],
                         answer.body), (status, "/text", b""))
        own = server.get("/own-type")
        check("type", (own.headers["content-type"], own.text),
              ("text/xml", "<x/>"))
        for what, message in (
                ("status", "http.reply() requires a status from 200 to 599"),
                ("name", "http.reply() cannot send the header 'a b'"),
                ("split", "http.reply() cannot send the header 'a'"),
                ("text", "http.text() requires a string"),
                ("url", "http.redirect() requires a URL string")):
            answer = server.get("/bad/" + what)
            check(what, (answer.status, answer.json["error"]), (500, message))


main(values, errors, isolation, cors, chosen)
