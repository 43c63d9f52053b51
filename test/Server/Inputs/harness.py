"""Starts Forge programs that are servers and talks to them.

Scripts are called with the engine and the compiler's path: `jit FORGE` or
`native FORGEC`.
"""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time


class Compiler:
    """Makes commands that run a program on an engine."""

    def __init__(self, engine, tool):
        self.engine, self.tool = engine, tool
        self.directory = tempfile.mkdtemp(prefix="forge-server-")
        self.count = 0

    def command(self, text, options=()):
        self.count += 1
        path = os.path.join(self.directory, "p%d.fg" % self.count)
        with open(path, "w") as file:
            file.write(text)
        if self.engine == "jit":
            return [self.tool, "run", *options, path]
        binary = path[:-3]
        subprocess.run([self.tool, *options, path, "-o", binary], check=True)
        return [binary]

    def remove(self):
        shutil.rmtree(self.directory)


class Response:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)


class Server:
    """A running server; its port is the one its log announces."""

    def __init__(self, compiler, text, env=None):
        environment = dict(os.environ, FORGE_LOG_FORMAT="json",
                           FORGE_CHECK_LIVE="1", FORGE_LOG="info")
        environment.update(env or {})
        self.process = subprocess.Popen(
            compiler.command(text), env=environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.log = []
        self.port = None
        while self.port is None:
            line = self.process.stderr.readline().decode()
            if not line:
                raise AssertionError("the server did not start: %r" % self.log)
            self.note(line)

    def note(self, line):
        try:
            event = json.loads(line)
        except ValueError:
            self.log.append(line)
            return
        self.log.append(event)
        if event["fields"]["message"] == "Forge server listening":
            self.port = event["fields"]["port"]

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def request(self, method, path, body=None, headers=None):
        connection = self.connect()
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Response(answer.status, dict(answer.getheaders()),
                            answer.read())
        finally:
            connection.close()

    def get(self, path, **headers):
        return self.request("GET", path, None, headers)

    def send_json(self, method, path, text):
        return self.request(method, path, text,
                            {"Content-Type": "application/json"})

    def raw(self, data):
        """Sends bytes, returns everything that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), 20) as sock:
            sock.sendall(data)
            answer = b""
            while piece := sock.recv(65536):
                answer += piece
            return answer

    def kill(self, number=signal.SIGTERM):
        self.process.send_signal(number)

    def finish(self, number=signal.SIGTERM):
        """Ends the server; returns exit status and standard output."""
        if number:
            self.kill(number)
        out, err = self.process.communicate(timeout=60)
        for line in err.decode().splitlines():
            self.note(line)
        return self.process.returncode, out.decode()

    def events(self, target, message=None):
        return [event for event in self.log if isinstance(event, dict)
                and event["target"] == target
                and message in (None, event["fields"]["message"])]


def run(compiler, text, env=None):
    """Runs a program that ends by itself: status, stdout, stderr."""
    done = subprocess.run(compiler.command(text), capture_output=True,
                          stdin=subprocess.DEVNULL, timeout=60,
                          env=dict(os.environ, **(env or {})))
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def check(what, actual, expected):
    if actual != expected:
        raise SystemExit("%s: %r instead of %r" % (what, actual, expected))


def main(*tests):
    compiler = Compiler(sys.argv[1], sys.argv[2])
    try:
        for test in tests:
            test(compiler)
            print("ok:", test.__name__)
    finally:
        compiler.remove()
