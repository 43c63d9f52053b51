"""Process measurement shared by the runners in this folder.

Programs are started through a tiny C launcher where a C compiler exists:
the peak memory the kernel reports for a child includes what its parent had
mapped before exec, and an interpreter as parent would hide small programs.
"""
import math
import os
import platform
import shutil
import signal
import statistics
import subprocess
import tempfile
import time

LAUNCHER_C = r"""
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile pid_t child;
static volatile sig_atomic_t expired;

static void on_alarm(int sig) {
    (void)sig;
    expired = 1;
    if (child > 0) kill(-child, SIGKILL);
}

/* launcher REPORT STDOUT STDERR SECONDS PROGRAM ARGS... */
int main(int argc, char **argv) {
    if (argc < 6) return 2;
    signal(SIGALRM, on_alarm);
    struct timespec a, b;
    clock_gettime(CLOCK_MONOTONIC, &a);
    child = fork();
    if (child == 0) {
        setpgid(0, 0);
        int in = open("/dev/null", O_RDONLY);
        int out = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0644);
        int err = open(argv[3], O_WRONLY | O_CREAT | O_TRUNC, 0644);
        if (in < 0 || out < 0 || err < 0) _exit(126);
        dup2(in, 0);
        dup2(out, 1);
        dup2(err, 2);
        execvp(argv[5], argv + 5);
        _exit(127);
    }
    setpgid(child, child);
    alarm((unsigned)atoi(argv[4]));
    int status = 0;
    struct rusage u;
    while (wait4(child, &status, 0, &u) < 0)
        if (errno != EINTR) return 2;
    clock_gettime(CLOCK_MONOTONIC, &b);
    alarm(0);
    kill(-child, SIGKILL); /* anything the program left behind in its group */
    FILE *f = fopen(argv[1], "w");
    if (!f) return 2;
    double wall = (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
    double cpu = (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
                 (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    fprintf(f, "%.6f %.6f %ld %d %d\n", wall, cpu, u.ru_maxrss, code, (int)expired);
    fclose(f);
    return 0;
}
"""


class Run:
    """One finished process."""

    def __init__(self, wall, cpu, rss_kb, code, expired, out, err):
        self.wall = wall
        self.cpu = cpu
        self.rss_kb = rss_kb
        self.code = code
        self.expired = expired
        self.out = out
        self.err = err

    @property
    def ok(self):
        return self.code == 0 and not self.expired


class Launcher:
    def __init__(self, folder, cc=None):
        self.folder = folder
        self.binary = None
        cc = cc or shutil.which("gcc") or shutil.which("cc") or shutil.which("clang")
        if cc:
            source = os.path.join(folder, "launcher.c")
            with open(source, "w") as f:
                f.write(LAUNCHER_C)
            target = os.path.join(folder, "launcher")
            try:
                made = subprocess.run([cc, "-O2", "-o", target, source], stderr=subprocess.DEVNULL)
            except OSError:
                return
            if made.returncode == 0:
                self.binary = target

    @property
    def exact_rss(self):
        return self.binary is not None

    def run(self, command, timeout=120, cwd=None, env=None):
        paths = [os.path.join(self.folder, "run." + x) for x in ("report", "out", "err")]
        if self.binary:
            try:
                os.unlink(paths[0])
            except FileNotFoundError:
                pass
            subprocess.run([self.binary, *paths, str(max(1, math.ceil(timeout))), *command], cwd=cwd, env=env,
                           stdin=subprocess.DEVNULL)
            try:
                with open(paths[0]) as f:
                    wall, cpu, rss, code, expired = f.read().split()
            except (FileNotFoundError, ValueError):
                return Run(0.0, 0.0, 0, 126, False, b"", b"the launcher failed")
            wall, cpu, rss, code, expired = float(wall), float(cpu), int(rss), int(code), expired == "1"
        else:
            wall, cpu, rss, code, expired = self._run_plain(command, timeout, cwd, env, paths)
        with open(paths[1], "rb") as f:
            out = f.read()
        with open(paths[2], "rb") as f:
            err = f.read()
        return Run(wall, cpu, rss, code, expired, out, err)

    @staticmethod
    def _run_plain(command, timeout, cwd, env, paths):
        with open(paths[1], "wb") as out, open(paths[2], "wb") as err:
            start = time.monotonic()
            try:
                p = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, cwd=cwd, env=env,
                                     start_new_session=True)
            except OSError:
                return 0.0, 0.0, 0, 127, False
            expired = False
            while True:
                pid, status, usage = os.wait4(p.pid, os.WNOHANG)
                if pid:
                    break
                if time.monotonic() - start > timeout and not expired:
                    expired = True
                    os.killpg(p.pid, signal.SIGKILL)
                time.sleep(0.001)
            wall = time.monotonic() - start
            p.returncode = status
        code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)
        return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, code, expired


def geomean(values):
    values = [v for v in values if v is not None and v > 0]
    if not values:
        return None
    return math.exp(sum(math.log(v) for v in values) / len(values))


def median(values):
    return statistics.median(values) if values else None


def first_line(command):
    try:
        p = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    text = p.stdout.decode(errors="replace").strip()
    return text.splitlines()[0].strip() if text else ""


def machine():
    model = ""
    try:
        with open("/proc/cpuinfo") as f:
            for line in f:
                if line.startswith("model name"):
                    model = line.split(":", 1)[1].strip()
                    break
    except OSError:
        model = platform.processor()
    return {"system": platform.system() + " " + platform.machine(), "cpu": model, "cores": os.cpu_count()}


def load_average():
    try:
        return [round(x, 2) for x in os.getloadavg()]
    except OSError:
        return []


def scratch():
    return tempfile.TemporaryDirectory(prefix="forge-bench-")
