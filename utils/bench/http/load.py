#!/usr/bin/env python3
"""Drive each HTTP server in this folder with wrk, one after another, on loopback.

    load.py --forge PATH_TO_forge [--forgec PATH_TO_forgec]

Every server must give the right JSON before and after the load. GET /users is
measured only where the server answers it correctly.
"""
import argparse
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import measure  # noqa: E402
from tables import Table, ratio_text  # noqa: E402

HELLO = "/hello/world"
USERS = "/users"
WANTED = {
    HELLO: {"greeting": "Hello, world!"},
    USERS: [{"id": i, "name": f"User {i}", "email": f"user{i}@example.com"} for i in range(1, 40, 2)],
}
UNIT = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
PORT_LINE = re.compile(r"@server\(port: \d+\)")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def fetch(port, path, timeout=5):
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        c.request("GET", path)
        r = c.getresponse()
        return r.status, r.read()
    finally:
        c.close()


def correct(port, path):
    """None when the answer is right, else what is wrong with it."""
    try:
        status, body = fetch(port, path)
    except (OSError, http.client.HTTPException) as ex:
        return f"no answer: {ex}"
    if status != 200:
        return f"status {status}"
    try:
        value = json.loads(body)
    except ValueError:
        return f"not JSON: {body[:80]!r}"
    return None if value == WANTED[path] else f"wrong body: {body[:80]!r}"


def children_of(pid):
    found = [pid]
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as f:
                for child in f.read().split():
                    found += children_of(int(child))
    except OSError:
        pass
    return found


def peak_rss_kb(pid):
    total = 0
    for p in children_of(pid):
        try:
            with open(f"/proc/{p}/status") as f:
                for line in f:
                    if line.startswith("VmHWM:"):
                        total += int(line.split()[1])
        except OSError:
            pass
    return total


def parse_wrk(text):
    def seconds(pattern):
        m = re.search(pattern + r"\s+([\d.]+)(us|ms|s|m|h)", text)
        return float(m.group(1)) * UNIT[m.group(2)] if m else None

    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    if not rate:
        return None
    errors = 0
    m = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    if m:
        errors += sum(map(int, m.groups()))
    m = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    if m:
        errors += int(m.group(1))
    return {"rate": float(rate.group(1)), "p50": seconds(r"\b50%"), "p99": seconds(r"\b99%"), "errors": errors}


class Bench:
    def __init__(self, options, folder):
        self.options = options
        self.folder = folder

    def wrk(self, port, path, duration):
        command = ["wrk", "--latency", f"-t{self.options.threads}", f"-c{self.options.connections}",
                   f"-d{duration}s", f"http://127.0.0.1:{port}{path}"]
        try:
            p = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=duration + 30)
        except subprocess.TimeoutExpired:
            return None
        return parse_wrk(p.stdout.decode(errors="replace"))

    def forge_source(self, name, port):
        with open(os.path.join(HERE, name)) as f:
            text, n = PORT_LINE.subn(f"@server(port: {port})", f.read())
        if n != 1:
            raise RuntimeError(f"{name}: no port line")
        path = os.path.join(self.folder, name)
        with open(path, "w") as f:
            f.write(text)
        return path

    def command(self, kind, program, port):
        o = self.options
        if kind == "forge":
            return [o.forge, "run", self.forge_source(program, port)]
        if kind == "forgec":
            target = os.path.join(self.folder, program + ".bin")
            subprocess.run([o.forgec, self.forge_source(program, port), "-o", target], check=True, timeout=120,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            return [target]
        if kind == "go":
            target = os.path.join(self.folder, "server-go")
            if not os.path.exists(target):
                subprocess.run(["go", "build", "-o", target, os.path.join(HERE, "server.go")], check=True, timeout=120)
            return [target, str(port)]
        if kind == "node":
            return ["node", os.path.join(HERE, "server.js"), str(port)]
        return [sys.executable, os.path.join(HERE, "server.py"), str(port)]

    def measure(self, kind, program, paths):
        """Results by path; a string instead of figures says what went wrong."""
        port = free_port()
        try:
            command = self.command(kind, program, port)
        except (subprocess.SubprocessError, OSError, RuntimeError) as ex:
            return {path: f"cannot build: {ex}" for path in paths}
        log = open(os.path.join(self.folder, f"{kind}-{program}.log"), "wb")
        try:
            server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                      cwd=self.folder, start_new_session=True)
        except OSError as ex:
            return {path: f"cannot start: {ex}" for path in paths}
        results = {}
        try:
            began = time.monotonic()
            ready = "not ready"
            while time.monotonic() - began < 20 and server.poll() is None:
                try:
                    fetch(port, HELLO, timeout=2)
                    ready = None
                    break
                except (OSError, http.client.HTTPException):
                    time.sleep(0.02)
            start = time.monotonic() - began
            if ready:
                why = f"exit {server.returncode}" if server.poll() is not None else "no answer in 20 s"
                return {path: f"did not start: {why}" for path in paths}
            for path in paths:
                wrong = correct(port, path)
                if wrong:
                    results[path] = wrong
                    continue
                self.wrk(port, path, self.options.warmup)
                found = self.wrk(port, path, self.options.duration)
                if found is None:
                    results[path] = "wrk gave no figures"
                    continue
                wrong = correct(port, path)
                if wrong:
                    results[path] = "after the load: " + wrong
                    continue
                found["rss_kb"] = peak_rss_kb(server.pid)
                found["start"] = start
                results[path] = found
            return results
        finally:
            self.stop(server)
            log.close()

    @staticmethod
    def stop(server):
        for sig, patience in ((signal.SIGTERM, 3), (signal.SIGKILL, 3)):
            try:
                os.killpg(server.pid, sig)
            except ProcessLookupError:
                pass
            try:
                server.wait(patience)
                if sig == signal.SIGKILL:
                    return
            except subprocess.TimeoutExpired:
                pass


def ms(value):
    return f"{value * 1000:.2f} ms" if value is not None else ""


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--forge")
    p.add_argument("--forgec")
    p.add_argument("--servers", default="go,node,python,forge,forgec")
    p.add_argument("--duration", type=int, default=5)
    p.add_argument("--warmup", type=int, default=2)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--connections", type=int, default=64)
    p.add_argument("--json", metavar="OUT")
    p.add_argument("--md", metavar="OUT")
    o = p.parse_args()
    if not shutil.which("wrk"):
        print("missing: wrk", file=sys.stderr)
        return 2
    title = {"go": "Go net/http", "node": "Node http", "python": "Python http.server", "forge": "Forge run",
             "forgec": "Forge AOT"}
    missing, plan = [], []
    for kind in o.servers.split(","):
        if kind not in title:
            p.error(f"unknown server {kind}")
        if kind in ("forge", "forgec"):
            path = getattr(o, kind)
            path = path and (shutil.which(path) or (os.path.abspath(path) if os.path.exists(path) else None))
            setattr(o, kind, path)
            if not path:
                missing.append(f"{title[kind]} (no --{kind} given, or it does not exist)")
                continue
            plan += [(kind, "hello.fg", [HELLO]), (kind, "users.fg", [USERS])]
        else:
            tool = {"go": "go", "node": "node", "python": sys.executable}[kind]
            if not shutil.which(tool):
                missing.append(f"{title[kind]} (not installed)")
                continue
            plan.append((kind, "server", [HELLO, USERS] if kind != "go" else [HELLO]))
    for what in missing:
        print("missing:", what, file=sys.stderr)
    figures = {}
    with measure.scratch() as folder:
        bench = Bench(o, folder)
        for kind, program, paths in plan:
            print(f"{title[kind]}: {' '.join(paths)} ...", file=sys.stderr)
            for path, found in bench.measure(kind, program, paths).items():
                figures.setdefault(path, {})[kind] = found
    tables, failed = [], False
    for path, by in figures.items():
        t = Table(f"GET {path}: wrk, {o.threads} threads, {o.connections} connections, {o.duration} s after warm-up",
                  ["server", "req/s", "p50", "p99", "errors", "peak MiB", "of Go", "of Node"])
        for kind, found in by.items():
            if isinstance(found, str):
                t.add(title[kind], "-", "", "", "", "", "", "")
                t.note += f"{title[kind]}: {found}. "
                failed = failed or kind.startswith("forge")
                continue
            ratios = []
            for base in ("go", "node"):
                b = by.get(base)
                ratios.append(ratio_text(found["rate"] / b["rate"]) if isinstance(b, dict) and b["rate"] else "-")
            failed = failed or found["errors"] > 0
            t.add(title[kind], f"{found['rate']:.0f}", ms(found["p50"]), ms(found["p99"]), found["errors"],
                  f"{found['rss_kb'] / 1024:.1f}", *ratios)
        tables.append(t)
    print("\n\n".join(t.text() for t in tables))
    if missing:
        print("\nmissing: " + ", ".join(missing))
    if o.json:
        with open(o.json, "w") as f:
            json.dump({"machine": measure.machine(), "load": measure.load_average(), "missing": missing,
                       "figures": figures}, f, indent=1)
    if o.md:
        with open(o.md, "w") as f:
            f.write("\n\n".join(t.markdown() for t in tables) + "\n")
            if missing:
                f.write("\nMissing: " + ", ".join(missing) + ".\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
