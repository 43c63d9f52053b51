"""Handlers that wait: server specification, sections 8 and 9."""

import socket
import threading
import time

from harness import Server, check, main

WAITING = r'''
@server(port: 0)

let letters = channel(100)
let mut hits = 0

@get("/slow/:n")
fn slow(n: Int) {
    hits = hits + n
    wait 0.5 seconds
    hits = hits + 1
    return hits
}

@get("/send/:text")
fn post(text) {
    send(letters, text)
    return true
}

@get("/receive")
fn next() { return receive(letters) }

@get("/squad")
fn both() {
    return squad {
        spawn { wait 0.2 seconds  1 }
        spawn { wait 0.2 seconds  2 }
    }
}

@get("/late")
fn late() {
    timeout 1 second { wait 30 seconds }
    return "unreachable"
}

@get("/left-behind")
fn leftBehind() {
    spawn {
        send(letters, "started")
        wait 0.3 seconds
        send(letters, "survived")
    }
    wait 0.1 seconds
    return 1
}

@get("/fast")
fn fast() { return 1 }

@get("/spin")
fn spin() {
    let mut i = 0
    while true { i = (i + 1) % 1000 }
    return i
}

@get("/ticks")
fn ticks() {
    send(letters, "first")
    loop {
        wait 0.1 seconds
        send(letters, "tick")
    }
}

@get("/drain")
fn drain() {
    let mut all = []
    loop {
        let got = try_receive(letters)
        if got == None { return all }
        all.push(got)
    }
}
'''


def together(calls):
    """The results of functions that run at the same time, and how long."""
    results = [None] * len(calls)

    def run(i):
        results[i] = calls[i]()
    threads = [threading.Thread(target=run, args=(i,))
               for i in range(len(calls))]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results, time.monotonic() - start


def waiting(compiler):
    with Server(compiler, WAITING) as server:
        results, took = together(
            [lambda n=n: server.get("/slow/%d" % n).json for n in range(10)])
        check("private", results, [n + 1 for n in range(10)])
        check("together", took < 3, True)
        results, _ = together([lambda: server.get("/receive").json,
                               lambda: time.sleep(0.2) or
                               server.get("/send/hello").json])
        check("channel", results, ["hello", True])
        check("squad", server.get("/squad").json, [1, 2])
        late = server.get("/late")
        check("timeout", (late.status, late.json["error"].split("\n")[0]),
              (500, "timeout: operation exceeded 1 second limit"))
        check("left behind", server.get("/left-behind").json, 1)
        time.sleep(0.6)
        check("cancelled", server.get("/drain").json, ["started"])
        check("end", server.finish(), (0, ""))


def fairness(compiler):
    with Server(compiler, WAITING) as server:
        spinning = socket.create_connection(("127.0.0.1", server.port))
        spinning.sendall(b"GET /spin HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.2)
        for _ in range(3):
            check("beside a loop", server.get("/fast").json, 1)
        # The loop ends when its client goes, so that the server can end.
        spinning.close()
        time.sleep(0.2)
        start = time.monotonic()
        check("end", server.finish(), (0, ""))
        check("soon", time.monotonic() - start < 10, True)


def disconnect(compiler):
    with Server(compiler, WAITING) as server:
        client = socket.create_connection(("127.0.0.1", server.port))
        client.sendall(b"GET /ticks HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.5)
        client.close()
        time.sleep(0.3)
        check("was running", server.get("/drain").json[:2], ["first", "tick"])
        time.sleep(0.5)
        check("stopped", server.get("/drain").json, [])
        # Whoever waits for a value and leaves does not take it.
        client = socket.create_connection(("127.0.0.1", server.port))
        client.sendall(b"GET /receive HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.2)
        client.close()
        time.sleep(0.2)
        server.get("/send/kept")
        check("kept", server.get("/receive").json, "kept")
        check("end", server.finish(), (0, ""))


def capacity(compiler):
    with Server(compiler, WAITING) as server:
        request = b"GET /receive HTTP/1.1\r\nHost: x\r\n\r\n"
        clients = []
        for _ in range(512):
            client = socket.create_connection(("127.0.0.1", server.port), 20)
            client.sendall(request)
            clients.append(client)
        time.sleep(0.5)
        refused = server.get("/fast")
        check("503", (refused.status, refused.json,
                      refused.headers["Retry-After"]),
              (503, {"error": "server at capacity"}, "1"))
        clients.pop().close()
        time.sleep(0.3)
        check("one less", server.get("/fast").status, 200)
        for client in clients:
            client.close()
        time.sleep(0.5)
        check("end", server.finish(), (0, ""))


def draining(compiler):
    with Server(compiler, WAITING) as server:
        results, _ = together([lambda: server.get("/slow/1").json,
                               lambda: time.sleep(0.2) or server.kill()])
        check("delivered", results[0], 2)
        check("end", server.finish(None), (0, ""))


def asking(compiler):
    text = r'''
@server(port: 0)
@get("/fast")
fn fast() { return "fast" }
@get("/self/:port")
fn self(port) {
    return fetch("http://127.0.0.1:{port}/fast").json
}
'''
    with Server(compiler, text, {"FORGE_HTTP_ALLOW_PRIVATE": "1"}) as server:
        results, _ = together([lambda: server.get(
            "/self/%d" % server.port).json] * 4)
        check("asks itself", results, ["fast"] * 4)
        check("end", server.finish(), (0, ""))


main(waiting, fairness, disconnect, capacity, draining,
     asking)
