"""The tables of a measurement, from its results."""
from languages import BASE, TITLE, is_forge
from measure import geomean
from tables import Table, ratio_text, seconds_text, size_text

KIND = {"wall": "Wall time", "cpu": "Processor time"}


def short(entry):
    if entry.get("unsupported"):
        return "not yet"
    return {"wrong": "WRONG", "build": "NO BUILD", "over": "TIMEOUT"}.get(entry["status"].split()[0], "FAILED")


def ratio(entries, lang, base, key="median"):
    mine, other = (entries.get(x, {}).get(key) for x in (lang, base))
    return mine / other if mine and other else None


def counted(index, results, base):
    """The kernels that count in means relative to a language."""
    return [k for k in results if base not in index[k].get("not_in_means", [])]


def means(results, langs, base, index, key="median"):
    kernels = counted(index, results, base)
    return {x: geomean([ratio(results[k], x, base, key) for k in kernels]) for x in langs}


def ratio_cell(entry, value, plain):
    if entry is None:
        return "-"
    if entry["status"] != "ok":
        return short(entry)
    mark = "~" if entry.get("spread", 0) > 0.25 else ""
    return mark + (ratio_text(value) if value else plain)


def base_table(results, langs, metric, index, base):
    """Everybody as a multiple of the base language."""
    others = [x for x in langs if x != base]
    t = Table(f"{KIND[metric]} as a multiple of {TITLE[base]} -O2, lower is better",
              ["kernel", TITLE[base]] + [TITLE[x] for x in others],
              "Cells with a unit are plain times: that kernel has no C version. ~ marks runs that spread over 25 %; "
              "'not yet' a kernel with constructs that the compiler does not translate yet.")
    for kernel, entries in results.items():
        cells = [kernel, seconds_text(entries.get(base, {}).get("median")) or "-"]
        for x in others:
            entry = entries.get(x)
            cells.append(ratio_cell(entry, ratio(entries, x, base), seconds_text((entry or {}).get("median"))))
        t.add(*cells)
    left_out = [k for k in results if k not in counted(index, results, base)]
    if left_out:
        t.note += " Not in the means: " + ", ".join(left_out) + "."
    mean = means(results, others, base, index)
    t.add("**geometric mean**", "", *[ratio_text(mean[x]) for x in others])
    t.add("kernels counted", "", *[sum(1 for k in counted(index, results, base) if ratio(results[k], x, base))
                                   for x in others])
    return t


def forge_table(results, own, langs, index):
    """Forge as a multiple of each other language."""
    others = [x for x in langs if not is_forge(x)]
    t = Table(f"{TITLE[own]} as a multiple of each, lower is better", ["kernel", "time"] + [TITLE[x] for x in others])
    for kernel, entries in results.items():
        mine = entries.get(own)
        if mine is None:
            continue
        if mine["status"] != "ok":
            t.add(kernel, short(mine), *["" for _ in others])
            continue
        t.add(kernel, seconds_text(mine["median"]), *[ratio_text(ratio(entries, own, x)) or "-" for x in others])
    t.add("**geometric mean**", "", *[ratio_text(means(results, [own], x, index)[own]) for x in others])
    return t


def memory_table(results, langs, index):
    """Peak memory, and Forge's as a multiple of Go's."""
    own = [x for x in langs if is_forge(x)] if "go" in langs else []
    t = Table("Peak resident memory, MiB", ["kernel"] + [TITLE[x] for x in langs] + [f"{TITLE[x]} / Go" for x in own])
    for kernel, entries in results.items():
        t.add(kernel, *[f"{entries[x]['rss_kb'] / 1024:.1f}" if entries.get(x, {}).get("rss_kb") else "-"
                        for x in langs],
              *[ratio_text(ratio(entries, x, "go", "rss_kb")) or "-" for x in own])
    if own:
        mean = means(results, own, "go", index, "rss_kb")
        t.add("**geometric mean**", *["" for _ in langs], *[ratio_text(mean[x]) for x in own])
    return t


def startup_table(startup):
    t = Table("Hello world: start and size", ["", "start, median", "start, best", "peak MiB", "binary"])
    for name, e in startup.items():
        if e["status"] != "ok":
            t.add(TITLE.get(name, name), short(e), "", "", "")
            continue
        t.add(TITLE.get(name, name), seconds_text(e.get("median")), seconds_text(e.get("min")),
              f"{e['rss_kb'] / 1024:.1f}" if e.get("rss_kb") else "", size_text(e.get("binary_bytes")) or "-")
    return t


def build_table(compiles):
    subjects = list(dict.fromkeys(s for by in compiles.values() for s in by))
    t = Table("Compile time", [""] + subjects, "Source to executable, a text that was never compiled before.")
    for lang, by in compiles.items():
        t.add(TITLE[lang], *[seconds_text(by.get(s)) or "-" for s in subjects])
    return t


def growth_text(entries, key):
    """Cost per line of the largest over that of the smallest: 1 is linear."""
    good = [e for e in entries if e.get(key)]
    if len(good) < 2:
        return ""
    a, b = good[0], good[-1]
    return ratio_text((b[key] / b["lines"]) / (a[key] / a["lines"]))


def compile_scaling_table(entries, metric):
    t = Table(f"Compiling generated programs: {KIND[metric].lower()}, peak memory",
              ["", "command"], "'growth' is the time per line of the longest over that of the shortest; 1 is linear. "
              "'program' is functions, structs and loops, 'script' one long top level.")
    commands = list(dict.fromkeys((e["subject"], e["command"]) for e in entries))
    lengths = []
    for subject, command in commands:
        mine = [e for e in entries if (e["subject"], e["command"]) == (subject, command)]
        lengths = lengths or [e["lines"] for e in mine]
        cells = [f"{seconds_text(e['median'])}, {e['rss_kb'] / 1024:.0f} MiB" if e.get("median") else short(e)
                 for e in mine]
        t.add(subject, command, *cells, growth_text(mine, "median"))
    t.head += [f"about {round(n, -2) or n} lines" for n in lengths] + ["growth"]
    return t


def data_scaling_table(scaling, langs, metric):
    """Run time by number of elements, with the factor per tenfold size."""
    sizes = list(dict.fromkeys(s for by in scaling.values() for s in by))
    t = Table(f"Growth with the number of elements: {KIND[metric].lower()}",
              ["", "language"] + [f"{s:,}" for s in sizes] + ["factors", "peak MiB"],
              "'factors' is each time over the one before; ten times the elements cost 10 when growth is linear, "
              "and a little more with a sort or when caches are outgrown.")
    for theme, by in scaling.items():
        for lang in langs:
            row = [by[s].get(lang) for s in sizes]
            if not any(row):
                continue
            times = [e["median"] if e else None for e in row]
            factors = [ratio_text(b / a) if a and b else "?" for a, b in zip(times, times[1:])]
            peak = row[-1]["rss_kb"] if row[-1] else None
            t.add(theme, TITLE[lang], *[seconds_text(x) if x else "FAILED" for x in times], ", ".join(factors),
                  f"{peak / 1024:.0f}" if peak else "")
    return t


def annotation_table(measured, metric):
    engines = [x for x in ("forgec", "forge") if any(f"{x} typed" in by for by in measured.values())]
    t = Table(f"With annotations over without: {KIND[metric].lower()}, 1 is independence",
              ["kernel"] + [TITLE[x] for x in engines])
    columns = {x: [] for x in engines}
    for kernel, entries in measured.items():
        cells = [kernel]
        for x in engines:
            r = ratio(entries, f"{x} typed", f"{x} plain")
            columns[x].append(r)
            cells.append(ratio_text(r) or "-")
        t.add(*cells)
    t.add("**geometric mean**", *[ratio_text(geomean(columns[x])) for x in engines])
    return t


def warm_table(warm, metric):
    t = Table(f"The JIT after warm-up over the executable: {KIND[metric].lower()}",
              ["kernel", "tiny JIT run", "JIT beyond", "executable beyond", "ratio"],
              "'beyond' is the full size minus the tiny size: without start and compilation.")
    for kernel, e in warm.items():
        t.add(kernel, seconds_text(e["start"]), seconds_text(e["jit"]), seconds_text(e["native"]),
              ratio_text(e["ratio"]))
    t.add("**geometric mean**", "", "", "", ratio_text(geomean([e["ratio"] for e in warm.values()])))
    return t


def all_tables(data, langs, index):
    """Every table that the measured data has something for."""
    tables = []
    metric = data["metric"]
    results = data.get("kernels")
    if results:
        bases = [x for x in (BASE, "c") if x in langs]
        if bases:
            tables.append(base_table(results, langs, metric, index, bases[0]))
        tables += [forge_table(results, x, langs, index) for x in langs if is_forge(x)]
        tables.append(memory_table(results, langs, index))
    if data.get("warm"):
        tables.append(warm_table(data["warm"], metric))
    if data.get("startup"):
        tables.append(startup_table(data["startup"]))
    if data.get("compile_seconds"):
        tables.append(build_table(data["compile_seconds"]))
    if data.get("compile_scaling"):
        tables.append(compile_scaling_table(data["compile_scaling"], metric))
    if data.get("data_scaling"):
        tables.append(data_scaling_table(data["data_scaling"], langs, metric))
    if data.get("annotations"):
        tables.append(annotation_table(data["annotations"], metric))
    return tables


def preamble(data):
    """The conditions of the measurement, as Markdown."""
    host = data["machine"]
    parts = [f"{host['cores']} x {host['cpu']}, {host['system']}",
             f"load average {data['load'][0]} to {data['load'][1]}",
             f"median of {data['runs']} interleaved runs (one run above {data['slow']:g} s)"]
    if data["metric"] == "cpu":
        parts.append("processor time")
    if data["quick"]:
        parts.append("QUICK sizes, times mean nothing")
    lines = ["; ".join(parts) + ".", "", f"    {data['command']}", ""]
    lines += [f"- {TITLE[x]}: {v}" for x, v in data["versions"].items()]
    if data["missing"]:
        lines += ["", "Missing: " + ", ".join(data["missing"]) + "."]
    return "\n".join(lines)


def markdown(data, tables, chart=None):
    parts = [preamble(data)]
    if chart:
        parts.append(f"![ratios to clang -O2]({chart})")
    parts += [t.markdown() for t in tables]
    if data["problems"]:
        parts.append("Problems:\n\n" + "\n".join("- " + x for x in data["problems"]))
    return "\n\n".join(parts) + "\n"
