"""Routes, binding, bodies: server specification, sections 2 to 5."""

from harness import Server, check, main

PROGRAM = r'''
@server(port: 0)

@get
fn plain() { return "plain" }

@get("/users/:id")
@delete("/users/:id")
fn user(id) { return { id: id } }

@get("/users/me")
fn me() { return "me" }

@get("/:kind/:name/tail")
fn tail(name, kind) { return [kind, name] }

@post("/echo")
@put("/echo")
@patch("/echo")
fn echo(body) { return body }

@delete("/echo")
fn gone(data) { return [data] }

@get("/query")
fn query(a, b, query, qs, body, data) { return [a, b, query, qs, body, data] }

@get("/defaults")
fn defaults(a, b = 2 + 3, c = "c") { return [a, b, c] }

@get("/typed/:id")
fn typed(id: Int, ratio: Float, on: Bool, name: String) {
    return [id, ratio, on, name]
}

@get("/optional")
fn optional(n: Int?) { return n }

@post("/any-body")
fn anyBody(tag) { return tag }

@any("/all")
fn all() { return "all" }

@get("/files/*path")
fn files(path) { return path }

@post("/req/:x")
fn req(x, req) {
    return [req.method, req.path, req.url, req.params, req.query,
            req.headers["x-test"], req.cookies, req.body, req.text,
            req.ip, len(req.id)]
}

@post("/raw")
fn raw(request) { return [request.body, request.text] }

@get("/shown")
fn body() { return "a function may be called body" }
'''


def routing(server):
    check("default pattern", server.get("/plain").text, '"plain"')
    check("capture", server.get("/users/7").json, {"id": "7"})
    check("second decorator", server.request("DELETE", "/users/8").json,
          {"id": "8"})
    check("literal first", server.get("/users/me").json, "me")
    check("several captures", server.get("/a/b/tail").json, ["a", "b"])
    check("decoded", server.get("/users/a%2Fb%20%C3%BC").json,
          {"id": "a/b \u00fc"})
    check("plus in a path", server.get("/users/a+b").json, {"id": "a+b"})
    bad = server.get("/users/%FF")
    check("no UTF-8", bad.status, 400)
    check("no UTF-8", bad.headers["Content-Type"], "application/json")
    check("no UTF-8", list(bad.json), ["error"])
    for path in ("/users/", "/users", "/users//", "/plain/", "//plain",
                 "/Plain", "/"):
        answer = server.get(path)
        check("unknown " + path, (answer.status, answer.body), (404, b""))
    wrong = server.request("POST", "/users/1", "")
    check("405", (wrong.status, wrong.body), (405, b""))
    check("Allow", set(wrong.headers["Allow"].split(", ")),
          {"GET", "HEAD", "DELETE"})
    head = server.request("HEAD", "/users/7")
    check("HEAD", (head.status, head.headers["Content-Length"], head.body),
          (200, "10", b""))
    for method in ("GET", "POST", "PUT", "DELETE", "PATCH"):
        check("any", server.request(method, "/all").json, "all")
    check("rest", server.get("/files/a/b.txt").json, "a/b.txt")
    check("no rest", server.get("/files/").json, "")
    check("name", server.get("/shown").status, 200)


def binding(server):
    check("query", server.get("/query?a=1+2&a=3&b=%26&c").json,
          ["3", "&", {"a": "3", "b": "&", "c": ""},
           {"a": "3", "b": "&", "c": ""}, {}, {}])
    check("absent", server.get("/query").json,
          [None, None, {}, {}, {}, {}])
    check("defaults", server.get("/defaults").json, [None, 5, "c"])
    check("no defaults", server.get("/defaults?a=1&b=2&c=3").json,
          ["1", "2", "3"])
    check("typed", server.get("/typed/-7?ratio=2.5&on=true&name=8").json,
          [-7, 2.5, True, "8"])
    check("typed, absent", server.get("/typed/1").json, [1, None, None, None])
    for path, name, kind in (("/typed/x", "id", "Int"),
                             ("/typed/1.5", "id", "Int"),
                             ("/typed/1?ratio=x", "ratio", "Float"),
                             ("/typed/1?on=maybe", "on", "Bool"),
                             ("/optional?n=", "n", "Int")):
        answer = server.get(path)
        check(path, (answer.status, answer.text),
              (400, '{"error":"invalid value for \'%s\': expected %s"}'
               % (name, kind)))
    check("optional", server.get("/optional?n=4").json, 4)
    answer = server.request(
        "POST", "/req/a%20b?q=1", '{"k":[1]}',
        {"Content-Type": "application/json; charset=utf-8", "X-Test": "t",
         "Cookie": "a=1; b=x=y", "X-Request-Id": "12345"})
    check("req", answer.json,
          ["POST", "/req/a b", "/req/a%20b?q=1", {"x": "a b"}, {"q": "1"},
           "t", {"a": "1", "b": "x=y"}, {"k": [1]}, '{"k":[1]}',
           "127.0.0.1", 5])
    check("raw text", server.request("POST", "/raw", "hello",
                                     {"Content-Type": "text/plain"}).json,
          [None, "hello"])


def bodies(server):
    for method in ("POST", "PUT", "PATCH"):
        check(method, server.send_json(method, "/echo",
                                       '{"b": [1, 2.0, null], "a": "x"}').text,
              '{"b":[1,2.0,null],"a":"x"}')
    check("suffix +json",
          server.request("POST", "/echo", "[1]", {
              "Content-Type": "application/vnd.x+json"}).json, [1])
    check("no type", server.request("POST", "/echo", "[1]").json, [1])
    check("wide", server.send_json(
        "POST", "/echo", "[9223372036854775807, 9223372036854775808]").text,
        "[9223372036854775807,9223372036854776000.0]")
    check("form", server.request("POST", "/echo", "a=1&b=x+y%26", {
        "Content-Type": "application/x-www-form-urlencoded"}).json,
        {"a": "1", "b": "x y&"})
    check("empty", server.request("POST", "/echo").json, {})
    check("DELETE", server.request("DELETE", "/echo").json, [{}])
    check("DELETE, body", server.send_json("DELETE", "/echo", "1").json, [1])
    for body, kind, status in ((b"", "application/json", 400),
                               (b"{", "application/json", 400),
                               (b'"\xff"', "application/json", 400),
                               (b"hi", "text/plain", 415),
                               (b"hi", None, 415)):
        answer = server.request("POST", "/echo", body,
                                {"Content-Type": kind} if kind else {})
        check("%r as %s" % (body, kind), answer.status, status)
        check("%r as %s" % (body, kind), answer.headers["Content-Type"],
              "application/json")
        check("%r as %s" % (body, kind), list(answer.json), ["error"])
    check("drained", server.request("POST", "/any-body?tag=t", "\xff\x00",
                                    {"Content-Type": "image/png"}).json, "t")
    limit = 2 * 1024 * 1024
    fits = server.send_json("POST", "/echo", '"%s"' % ("x" * (limit - 2)))
    check("limit", (fits.status, len(fits.body)), (200, limit))
    large = server.raw(
        b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        b"Content-Length: %d\r\n\r\n" % (limit + 1))
    check("413", large.split(b"\r\n")[0], b"HTTP/1.1 413 Content Too Large")
    check("413", large.split(b"\r\n\r\n")[1][:9], b'{"error":')


def everything(compiler):
    with Server(compiler, PROGRAM) as server:
        routing(server)
        binding(server)
        bodies(server)
        check("end", server.finish(), (0, ""))


main(everything)
