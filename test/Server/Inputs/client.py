"""`fetch` and the module `http`: server specification, section 18.

A program asks a server of this script; what arrived there and what the program
made of the answers is compared.
"""

import http.server
import json
import os
import ssl
import threading

from harness import check, main, run

PEM = os.path.join(os.path.dirname(__file__), "localhost.pem")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def reply(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def handle_any(self):
        size = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(size).decode()
        path, _, query = self.path.partition("?")
        if path == "/echo":
            headers = {k.lower(): v for k, v in self.headers.items()}
            answer = {"method": self.command, "query": query, "body": body,
                      "headers": headers}
            self.reply(200, json.dumps(answer).encode(),
                       [("Content-Type", "application/json"),
                        ("X-Twice", "1"), ("X-Twice", "2")])
        elif path == "/status":
            self.reply(int(query), b"text \xff")
        elif path == "/hops":
            count = int(query)
            self.reply(302 if count else 200, b"end",
                       [("Location", "hops?%d" % (count - 1))])
        elif path == "/to":
            code, _, target = query.partition(":")
            self.reply(int(code), b"", [("Location", target)])
        elif path == "/chunked":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for _ in range(10):
                self.wfile.write(b"a\r\n0123456789\r\n")
            self.wfile.write(b"0\r\n\r\n")
        elif path == "/until-close":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"all of it")
            self.close_connection = True
        elif path == "/short":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"less")
            self.close_connection = True
        elif path == "/slow":
            threading.Event().wait(1)
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = handle_any


def serve(secure=False):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if secure:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(PEM)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def lines(compiler, body, port, env=None):
    text = ('let base = "http://127.0.0.1:%d"\n'
            'fn reason(f) { try { f() } catch e { return e.message }\n'
            'return "nothing" }\n'
            'fn show(v) { say json.stringify(v) }\n' % port) + body
    environment = {"FORGE_HTTP_ALLOW_PRIVATE": "1", "FORGE_CHECK_LIVE": "1"}
    environment.update(env or {})
    status, out, err = run(compiler, text, environment)
    check("status of %s (%s)" % (body, err), status, 0)
    return out.splitlines()


def responses(compiler):
    port = serve()
    out = lines(compiler, r'''
let r = fetch(base + "/echo")
show(keys(r))
show([r.status, r.ok, r.url == base + "/echo", r.method, typeof(r.time)])
show([r.json.method, r.headers["content-type"], r.headers["x-twice"]])
let bad = http.get(base + "/status?404")
show([bad.status, bad.ok, bad.body, bad.json])
say http.head(base + "/echo").body == ""
say http.get(base + "/chunked").body
say http.get(base + "/until-close").body
grab page from base + "/status?201"
show([page.status, page.ok])
''', port)
    check("keys", out[0], '["status", "ok", "url", "body", "headers", "json", '
                          '"time", "method"]')
    check("values", out[1], '[200, true, true, "GET", "Int"]')
    check("parsed", out[2], '["GET", "application/json", "2"]')
    check("404", out[3], '[404, false, "text \ufffd", null]')
    check("HEAD", out[4], "true")
    check("chunked", out[5], "0123456789" * 10)
    check("until close", out[6], "all of it")
    check("grab", out[7], "[201, true]")


def options(compiler):
    port = serve()
    sent = [json.loads(line) for line in lines(compiler, r'''
fn sent(r) { say r.body }
sent(fetch(base + "/echo", { method: "put", body: { a: [1, null] } }))
sent(http.post(base + "/echo", { body: "text" }))
sent(http.post(base + "/echo", { body: "text", headers: { "content-TYPE": "text/plain" } }))
sent(http.patch(base + "/echo", { form: { a: "x y", "b&": 1 } }))
sent(http.delete(base + "/echo?x=1", { params: { q: "a/b ~", r: true } }))
sent(http.get(base + "/echo", { headers: { "X-A": 1, "X-B": ["p", "q"] }, cookies: { a: 1, b: "2" } }))
sent(http.get(base + "/echo", { auth: "token" }))
sent(http.get(base + "/echo", { auth: "t", basic_auth: { user: "u", pass: "p" } }))
sent(http.get(base + "/echo", { basic_auth: { username: "Aladdin", password: "open sesame" }, headers: { Authorization: "x" } }))
''', port)]
    check("fetch", (sent[0]["method"], sent[0]["headers"]["content-type"],
                    json.loads(sent[0]["body"])),
          ("PUT", "application/json", {"a": [1, None]}))
    check("quoted", sent[1]["body"], '"text"')
    check("verbatim", (sent[2]["body"], sent[2]["headers"]["content-type"]),
          ("text", "text/plain"))
    check("form", (sent[3]["method"], sent[3]["body"],
                   sent[3]["headers"]["content-type"]),
          ("PATCH", "a=x%20y&b%26=1", "application/x-www-form-urlencoded"))
    check("params", (sent[4]["method"], sent[4]["query"]),
          ("DELETE", "x=1&q=a%2Fb%20~&r=true"))
    check("headers", [sent[5]["headers"][k] for k in ("x-a", "x-b", "cookie")],
          ["1", "q", "a=1; b=2"])
    check("bearer", sent[6]["headers"]["authorization"], "Bearer token")
    check("basic wins", sent[7]["headers"]["authorization"], "Basic dTpw")
    check("basic", sent[8]["headers"]["authorization"],
          "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")


def faults(compiler):
    port = serve()
    out = lines(compiler, r'''
say reason(fn() { fetch(1) })
say reason(fn() { http.get() })
say reason(fn() { http.post(base, "body") })
say reason(fn() { fetch(base, { method: "BREW" }) })
say reason(fn() { fetch(base, { timeout: 0 - 1 }) })
say reason(fn() { fetch(base, { headers: [] }) })
say reason(fn() { fetch("ftp://x/") })
say reason(fn() { http.get("/relative") })
say reason(fn() { http.get("http://") })
say reason(fn() { http.get(base + "/short") })
say reason(fn() { http.get(base + "/slow", { timeout: 0.2 }) })
say reason(fn() { http.get(base + "/status?200", { max_bytes: 3 }) })
say reason(fn() { http.get(base + "/chunked", { max_bytes: 99 }) })
say http.get(base + "/chunked", { max_bytes: 100 }).status
say reason(fn() { fetch("http://127.0.0.1:1/") })
''', port)
    expected = [
        "fetch() requires a URL string", "http.get() requires a URL string",
        "http.post() options must be an object",
        "fetch() unsupported method: BREW",
        "fetch() option 'timeout' must be a number of seconds, not negative",
        "fetch() option 'headers' must be an object",
        "fetch error: unsupported url scheme 'ftp': only http/https allowed",
        "http.get error: invalid url '/relative': relative URL without a base",
        "http.get error: invalid url 'http://': empty host",
        "http.get error: body read error: the connection was closed before "
        "the end",
        "http.get error: request failed: operation timed out",
        "http.get error: response body advertises 6 bytes which exceeds cap "
        "of 3",
        "http.get error: response body exceeded cap of 99 bytes", "200",
        "fetch error: request failed: cannot connect to '127.0.0.1:1': "
        "Connection refused"]
    for line, text in zip(out, expected):
        check("fault", line, text)
    check("faults", len(out), len(expected))


def redirects(compiler):
    port, other = serve(), serve()
    out = lines(compiler, r'''
say http.get(base + "/hops?5").body
say reason(fn() { http.get(base + "/hops?6") })
say reason(fn() { http.get(base + "/hops?1", { max_redirects: 0 }) })
for code in [301, 302, 303, 307, 308] {
    let r = http.post("{base}/to?{code}:/echo", { body: 1, auth: "t" }).json
    show([r.method, r.body, r.headers["authorization"]])
}
let away = http.get(base + "/to?302:OTHER/echo", { auth: "t", cookies: { a: 1 }, headers: { "X-Kept": "k" } }).json
show([away.headers.has_key("authorization"), away.headers.has_key("cookie"), away.headers["x-kept"]])
say reason(fn() { http.get(base + "/to?302:ftp://x/") })
'''.replace("OTHER", "http://127.0.0.1:%d" % other), port)
    check("cap", out[0], "end")
    check("beyond", out[1], "http.get error: too many redirects (cap 5)")
    check("none", out[2], "http.get error: too many redirects (cap 0)")
    check("become GET", out[3:6], ['["GET", "", "Bearer t"]'] * 3)
    check("kept", out[6:8], ['["POST", "1", "Bearer t"]'] * 2)
    check("credentials", out[8], '[false, false, "k"]')
    check("rejected", out[9], "http.get error: redirect rejected: unsupported "
                              "url scheme 'ftp': only http/https allowed")


def guard(compiler):
    port = serve()
    hosts = ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1",
             "169.254.169.254", "0.0.0.0", "224.0.0.1", "255.255.255.255",
             "[::1]", "[::]", "[ff02::1]", "[fc00::1]", "[fe80::1]",
             "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]"]
    body = "".join('say reason(fn() { fetch("http://%s:%d/") })\n'
                   % (host, port) for host in hosts)
    body += 'say reason(fn() { fetch("http://localhost:%d/") })\n' % port
    out = lines(compiler, body, port, {"FORGE_HTTP_ALLOW_PRIVATE": ""})
    for host, line in zip(hosts, out):
        check(host, line, "fetch error: url host '%s' is a private/loopback "
                          "address (set FORGE_HTTP_ALLOW_PRIVATE=1 to allow)"
              % host.strip("[]"))
    check("name", out[-1], "fetch error: url host 'localhost' resolves to a "
                           "private/loopback address (set "
                           "FORGE_HTTP_ALLOW_PRIVATE=1 to allow)")


def tls(compiler):
    port = serve(secure=True)
    program = r'''
say http.get("https://localhost:%d/echo", { body: null }).json.method
say reason(fn() { http.get("https://127.0.0.1:%d/echo") })
''' % (port, port)
    out = lines(compiler, program, port, {"SSL_CERT_FILE": PEM})
    check("trusted", out[0], "GET")
    check("other name", out[1], "http.get error: request failed: TLS: IP "
                                "address mismatch")
    out = lines(compiler, 'say reason(fn() { fetch("https://localhost:%d/") })'
                % port, port, {"SSL_CERT_FILE": "/dev/null",
                               "SSL_CERT_DIR": "/nowhere"})
    check("untrusted", out[0].startswith(
        "fetch error: request failed: TLS: self-signed certificate"), True)


main(responses, options, faults, redirects, guard, tls)
