#!/usr/bin/env python3
"""Generates everything that is derived from the builtin catalogue.

Usage: gen-builtins.py --tblgen LLVM-TBLGEN --source DIR --prelude DIR
                       [--prototypes FILE] [--entries FILE] [--jit-symbols FILE]
                       [--members FILE] [--modules FILE] [--table FILE]
                       [--prelude-sources FILE] [--docs FILE] [--stamp FILE]
                       [--examples DIR [--examples-for native|wasm]]

Reads all .td files of the directory through `llvm-tblgen --dump-json` and writes
the requested files:

  prototypes       C prototypes of all entries, builtins, members and of the
                   static objects of builtins, for the runtime
  entries          uniform entries and static objects of builtins; see
                   runtime/builtins/BuiltinEntries.cpp
  jit-symbols      rows {name, address} for the symbol table of the JIT
  members          table of native members for method and field look-up
  modules          entries of the modules, for modules used as values
  table            the catalogue as constant tables, for the compiler
  prelude-sources  the Forge sources of the prelude as string literals
  docs             the reference of all functions, in Markdown
  examples         a directory with the example of every record that exists on
                   the target as a program for run-program-test.py
  stamp            an empty file, touched at every run

A file is only touched when its content changes, so that a comment in a record
file does not rebuild the runtime.
"""

import argparse
import glob
import json
import os
import subprocess
import sys

BANNER = ("// Generated from dialects/Builtins by utils/gen-builtins.py; "
          "do not edit.\n")


class Catalogue:
    """All records, with the references between them resolved."""

    def __init__(self, tblgen, directory, prelude):
        self.files = sorted(glob.glob(os.path.join(directory, "*.td")))
        self.prelude = sorted(glob.glob(os.path.join(prelude, "*.fg")))
        umbrella = "".join('include "%s"\n' % os.path.basename(file)
                           for file in self.files)
        result = subprocess.run([tblgen, "--dump-json", "-I", directory, "-"],
                                input=umbrella, stdout=subprocess.PIPE,
                                text=True)
        if result.returncode:
            sys.exit("gen-builtins.py: %s failed" % tblgen)
        self.raw = json.loads(result.stdout)
        self.builtins = self.records("Builtin", "Name")
        self.entries = self.records("Entry", "Symbol")
        self.members = self.records("Member", "Kind", "Name")
        self.constants = self.records("Constant", "Name")

    def records(self, of_class, *keys):
        names = self.raw["!instanceof"].get(of_class, [])
        found = [self.resolve(self.raw[name]) for name in names]
        found.sort(key=lambda record: tuple(record[key] for key in keys))
        for first, second in zip(found, found[1:]):
            if all(first[key] == second[key] for key in keys):
                sys.exit("gen-builtins.py: two records of class %s for '%s'"
                         % (of_class, " ".join(first[key] for key in keys)))
        return found

    def resolve(self, value):
        """Replaces references to records by the records."""
        if isinstance(value, dict):
            if value.get("kind") == "def":
                return self.resolve(self.raw[value["def"]])
            return {key: self.resolve(inner) if key[0] != "!" else inner
                    for key, inner in value.items()}
        if isinstance(value, list):
            return [self.resolve(inner) for inner in value]
        return value

    def native_builtins(self):
        """Builtins that are C functions."""
        return [builtin for builtin in self.builtins
                if not builtin["Prelude"]]


def c_string(text):
    """A C++ string literal. Bytes outside ASCII are octal escapes, which, unlike
    hexadecimal ones, have a fixed length."""
    out = []
    for byte in text.encode("utf-8"):
        char = chr(byte)
        if char == "\n":
            out.append("\\n")
        elif char in "\"\\":
            out.append("\\" + char)
        elif 32 <= byte < 127 and char != "?":
            out.append(char)
        else:
            out.append("\\%03o" % byte)
    return '"%s"' % "".join(out)


def c_bool(value):
    return "true" if value else "false"


def static_object(builtin):
    return "frt_builtin_" + builtin["Name"].replace(".", "_")


def theme(record):
    """Base name of the .td file that holds the record."""
    place = record["!locs"][-1].rsplit(":", 1)[0]
    return os.path.splitext(os.path.basename(place))[0]


# Prototypes ------------------------------------------------------------------

def prototype(record, params, result):
    types = [] if record.get("NoContext") else ["Context *context"]
    if record.get("Variadic"):
        types += ["Bits *arguments", "int64_t count"]
    else:
        for param in params:
            kind = param["Type"]["C"]
            gap = "" if kind.endswith("*") else " "
            types.append(kind + gap + c_name(param["Name"]))
    gap = "" if result.endswith("*") else " "
    return "%s%s%s(%s) noexcept;" % (result, gap, record["Symbol"],
                                     ", ".join(types))


def c_name(name):
    """A parameter name that is no C++ keyword."""
    keywords = {"default", "char", "int", "float", "operator", "template",
                "this", "new", "delete", "case", "switch", "register"}
    return name + "Value" if name in keywords else name


def guarded(builtin, lines):
    """Lines of runtime code, for the targets that have the builtin. The machine
    itself has all of them.

    >>> guarded({"Targets": ["native", "wasm"]}, ["row"])
    ['row']
    >>> guarded({"Targets": ["native"]}, ["row"])
    ['#if !defined(__wasm__)', 'row', '#endif']
    """
    if "wasm" in builtin["Targets"]:
        return lines
    return ["#if !defined(__wasm__)", *lines, "#endif"]


RECEIVER = {"Name": "receiver", "Type": {"C": "Bits"},
            "Own": {"Name": "borrow"}, "Optional": 0}


def all_prototypes(catalogue):
    """Symbol -> prototype of everything that is a C function."""
    found = {}

    def add(record, params, result):
        line = prototype(record, params, result)
        known = found.setdefault(record["Symbol"], line)
        if known.split("(")[0] != line.split("(")[0] or (
                known.count(",") != line.count(",")):
            sys.exit("gen-builtins.py: %s is declared in two ways:\n%s\n%s"
                     % (record["Symbol"], known, line))

    for entry in catalogue.entries:
        add(entry, entry["Params"], entry["Result"]["C"])
    for builtin in catalogue.native_builtins():
        add(builtin, builtin["Params"], "Bits")
    for member in catalogue.members:
        add(member, [RECEIVER] + member["Params"], "Bits")
    return dict(sorted(found.items()))


def write_prototypes(catalogue):
    lines = [BANNER,
             "#ifndef FORGE_RT_PROTOTYPES_H",
             "#define FORGE_RT_PROTOTYPES_H\n",
             '#include "forge/rt/Abi.h"\n',
             "namespace forge::rt {",
             'extern "C" {']
    lines += all_prototypes(catalogue).values()
    lines.append("")
    lines += ["extern Closure %s;" % static_object(builtin)
              for builtin in catalogue.native_builtins()]
    lines += ['} // extern "C"', "} // namespace forge::rt\n",
              "#endif // FORGE_RT_PROTOTYPES_H"]
    return "\n".join(lines) + "\n"


# Uniform entries ---------------------------------------------------------------

def uniform_entry(builtin, prototypes):
    """The entry of a builtin used as a value: fills up and drops arguments, and
    gives up the ones that the function itself only borrows."""
    function = "entry_" + builtin["Name"].replace(".", "_")
    lines = ["static Bits %s(Context *context, Closure *, Bits *arguments,"
             % function, "    int64_t count) {"]
    consumed = [False] * len(builtin["Params"])
    if builtin["Variadic"]:
        lines.append("  Bits result = %s(context, arguments, count);"
                     % builtin["Symbol"])
    else:
        passed = []
        for index, param in enumerate(builtin["Params"]):
            passed.append("argument(arguments, count, %d)" % index)
            consumed[index] = param["Own"]["Name"] == "consume"
        lines.append("  Bits result = %s(%s);" % (
            builtin["Symbol"], ", ".join(["context"] + passed)))
    mask = sum(1 << index for index, one in enumerate(consumed) if one)
    lines.append("  releaseArguments(context, arguments, count, %d);" % mask)
    lines += ["  return result;", "}"]
    return lines


def write_entries(catalogue):
    prototypes = all_prototypes(catalogue)
    lines = [BANNER]
    for builtin in catalogue.native_builtins():
        function = "entry_" + builtin["Name"].replace(".", "_")
        name = builtin["Name"]
        static = "FORGE_STATIC_BUILTIN(%s, %s, %s, %d)\n" % (
            static_object(builtin), function, c_string(name), len(name))
        lines += guarded(builtin, [*uniform_entry(builtin, prototypes), static])
    return "\n".join(lines)


def write_jit_symbols(catalogue):
    lines = [BANNER]
    symbols = list(all_prototypes(catalogue))
    symbols += [static_object(builtin)
                for builtin in catalogue.native_builtins()]
    for symbol in sorted(symbols):
        lines.append("FORGE_JIT_SYMBOL(%s)" % symbol)
    return "\n".join(lines) + "\n"


# Members and modules at run time ---------------------------------------------

# Kinds whose members only programs need that make such values: the values know
# their members themselves, so that other programs are not linked with them.
SELF_CONTAINED = {"Atomic", "Mutex", "WaitGroup"}


def write_members(catalogue):
    lines = [BANNER, "#ifdef FORGE_NATIVE_MEMBER"]
    own = {kind: [] for kind in sorted(SELF_CONTAINED)}
    for member in catalogue.members:
        kind = member["Kind"]
        if kind in own:
            own[kind].append("FORGE_%s_MEMBER(%s, %d, %s)" % (
                kind.upper(), c_string(member["Name"]),
                len(member["Params"]), member["Symbol"]))
            continue
        lines.append("FORGE_NATIVE_MEMBER(%s, %s, %d, %s, %s, %s)" % (
            kind, c_string(member["Name"]), len(member["Params"]),
            c_bool(member["Field"]), c_bool(member["Method"]),
            member["Symbol"]))
    lines.append("#endif")
    for kind, rows in own.items():
        lines += ["#ifdef FORGE_%s_MEMBER" % kind.upper(), *rows, "#endif"]
    return "\n".join(lines) + "\n"


def module_of(name):
    return name.split(".")[0] if "." in name else None


def write_modules(catalogue):
    """Rows grouped by module: FORGE_MODULE, then its functions and constants in
    the order of their names."""
    rows = {}
    for builtin in catalogue.native_builtins():
        module = module_of(builtin["Name"])
        if module:
            name = c_string(builtin["Name"].split(".", 1)[1])
            row = "FORGE_MODULE_FUNCTION(%s, %s)" % (name,
                                                     static_object(builtin))
            rows.setdefault(module, []).append(
                (name, guarded(builtin, [row])))
    for constant in catalogue.constants:
        module = module_of(constant["Name"])
        name = c_string(constant["Name"].split(".", 1)[1])
        row = "FORGE_MODULE_CONSTANT(%s, %s)" % (name, constant["Value"])
        rows.setdefault(module, []).append((name, [row]))
    lines = [BANNER]
    for module in sorted(rows):
        lines.append("FORGE_MODULE_BEGIN(%s)" % c_string(module))
        for _, row in sorted(rows[module]):
            lines += row
        lines.append("FORGE_MODULE_END()")
    return "\n".join(lines) + "\n"


# The compiler's tables ---------------------------------------------------------

CTYPES = {"box": "CType::Box", "i64": "CType::Int", "f64": "CType::Float",
          "i1": "CType::Bool", "ptr": "CType::Pointer", "void": "CType::Void"}


class Params:
    """All parameter lists, one after the other; records refer to ranges."""

    def __init__(self):
        self.rows = []

    def add(self, params):
        start = len(self.rows)
        for param in params:
            self.rows.append("{%s, %s, %s, %s}," % (
                c_string(param["Name"]), CTYPES[param["Type"]["Name"]],
                "Ownership::Consume" if param["Own"]["Name"] == "consume"
                else "Ownership::Borrow", c_bool(param["Optional"])))
        if not params:
            return "{}"
        return "llvm::ArrayRef<ParamRecord>(paramRows + %d, size_t(%d))" % (
            start, len(params))


def trimmed(text):
    return text.strip("\n")


def paragraph(text):
    """Documentation as one line, the way editors want it."""
    return " ".join(text.split())


def effects(record):
    return [c_bool(record["Fx"][name])
            for name in ("Raises", "Pure", "Suspends")]


def write_table(catalogue):
    params = Params()
    builtins = []
    for builtin in catalogue.builtins:
        targets = ((1 if "native" in builtin["Targets"] else 0) |
                   (2 if "wasm" in builtin["Targets"] else 0))
        builtins.append("{%s}," % ", ".join([
            c_string(builtin["Name"]),
            c_string("" if builtin["Prelude"] else builtin["Symbol"]),
            c_string(static_object(builtin)),
            params.add(builtin["Params"]), c_bool(builtin["Variadic"]),
            *effects(builtin),
            c_string(builtin["ResultKind"]), c_bool(builtin["MethodForm"]),
            c_string(builtin["Prelude"]), "%d" % targets,
            c_string(theme(builtin)), c_string(paragraph(builtin["Doc"])),
            c_string(trimmed(builtin["Example"]))]))
    entries = []
    for entry in catalogue.entries:
        entries.append("{%s}," % ", ".join([
            c_string(entry["Symbol"]), params.add(entry["Params"]),
            CTYPES[entry["Result"]["Name"]], *effects(entry),
            c_bool(entry["NoContext"]), c_bool(entry["Cold"]),
            c_string(paragraph(entry["Doc"]))]))
    members = []
    for member in catalogue.members:
        members.append("{%s}," % ", ".join([
            c_string(member["Kind"]), c_string(member["Name"]),
            c_string(member["Symbol"]), params.add(member["Params"]),
            c_bool(member["Field"]), c_bool(member["Method"]),
            *effects(member),
            c_string(member["ResultKind"]),
            c_string(paragraph(member["Doc"])),
            c_string(trimmed(member["Example"]))]))
    constants = ["{%s, %s, %s, %s}," % (
        c_string(constant["Name"]), constant["Value"],
        c_string(paragraph(constant["Doc"])),
        c_string(trimmed(constant["Example"])))
        for constant in catalogue.constants]
    modules = sorted({module_of(record["Name"]) for record in
                      catalogue.builtins + catalogue.constants} - {None})
    rows = [c_string(module) + "," for module in modules]
    lines = [BANNER]
    lines += constant_table("ParamRecord", "param", params.rows)
    lines += constant_table("BuiltinRecord", "builtin", builtins)
    lines += constant_table("EntryRecord", "entry", entries)
    lines += constant_table("MemberRecord", "member", members)
    lines += constant_table("ConstantRecord", "constant", constants)
    lines += constant_table("llvm::StringLiteral", "module", rows)
    return "\n".join(lines) + "\n"


def constant_table(kind, name, rows):
    """Definition of `<name>Table`, which may be empty as arrays may not."""
    table = ["static constexpr llvm::ArrayRef<%s> %sTable" % (kind, name)]
    if not rows:
        return [table[0] + ";"]
    return (["static constexpr %s %sRows[] = {" % (kind, name)] + rows +
            ["};", table[0] + "(%sRows);" % name])


def write_prelude_sources(catalogue):
    rows = []
    for path in catalogue.prelude:
        with open(path, encoding="utf-8") as file:
            source = file.read()
        rows.append("{%s," % c_string(os.path.basename(path)))
        rows += [" " + c_string(line)
                 for line in source.splitlines(keepends=True)]
        rows.append("},")
    lines = [BANNER] + constant_table("PreludeFile", "prelude", rows)
    return "\n".join(lines) + "\n"


# Reference -----------------------------------------------------------------------

def signature(name, params, variadic):
    shown = ["...values"] if variadic else [
        param["Name"] + ("?" if param["Optional"] else "") for param in params
        if not param["Name"].startswith("_")]
    return "%s(%s)" % (name, ", ".join(shown))


def section(title, record):
    lines = ["### `%s`" % title, "", trimmed(record["Doc"]), ""]
    facts = []
    if record.get("ResultKind") == "arg0":
        facts.append("Result: of the kind of the first argument.")
    elif record.get("ResultKind"):
        facts.append("Result: %s." % record["ResultKind"])
    if record.get("MethodForm"):
        facts.append("Also in method form.")
    if record.get("Targets", ["native", "wasm"]) == ["native"]:
        facts.append("Not available in WebAssembly programs.")
    if facts:
        lines += [" ".join(facts), ""]
    if record.get("Example"):
        lines += ["```forge", trimmed(record["Example"]), "```", ""]
    return lines


def heading(name):
    """`HigherOrder` as `Higher order`."""
    words = "".join(" " + char.lower() if char.isupper() else char
                    for char in name).strip()
    return words[0].upper() + words[1:]


def write_docs(catalogue):
    lines = ["<!-- Generated from dialects/Builtins by utils/gen-builtins.py; "
             "do not edit. -->", "# Builtin functions and methods", ""]
    groups = {}
    for builtin in catalogue.builtins:
        if not builtin["Name"].startswith("__"):
            title = signature(builtin["Name"], builtin["Params"],
                              builtin["Variadic"])
            groups.setdefault(heading(theme(builtin)), []).append(
                (title, builtin))
    for constant in catalogue.constants:
        groups.setdefault(heading(theme(constant)), []).append(
            (constant["Name"], constant))
    for member in catalogue.members:
        title = signature(member["Name"], member["Params"], False)
        if member["Field"]:
            title = member["Name"]
        group = "Members of %s values" % member["Kind"]
        groups.setdefault(group, []).append((title, member))
    for group in sorted(groups):
        lines += ["## " + group, ""]
        for title, record in groups[group]:
            lines += section(title, record)
    return "\n".join(lines)


# Examples ------------------------------------------------------------------------

def write_examples(catalogue, directory, target):
    os.makedirs(directory, exist_ok=True)
    records = [(record["Name"], record)
               for record in catalogue.builtins + catalogue.constants]
    records += [("%s.%s" % (record["Kind"], record["Name"]), record)
                for record in catalogue.members]
    for name, record in records:
        if record["Example"] and target in record.get("Targets", [target]):
            write_if_changed(os.path.join(directory, name + ".fg"),
                             record["Example"].lstrip("\n"))


# Command line --------------------------------------------------------------------

def write_if_changed(path, content):
    try:
        with open(path, encoding="utf-8") as file:
            if file.read() == content:
                return
    except OSError:
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(content)


def main():
    writers = {"prototypes": write_prototypes, "entries": write_entries,
               "jit_symbols": write_jit_symbols, "members": write_members,
               "modules": write_modules, "table": write_table,
               "prelude_sources": write_prelude_sources, "docs": write_docs}
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tblgen", required=True)
    parser.add_argument("--source", required=True)
    parser.add_argument("--prelude", required=True)
    parser.add_argument("--stamp")
    parser.add_argument("--examples")
    parser.add_argument("--examples-for", default="native")
    for name in writers:
        parser.add_argument("--" + name.replace("_", "-"), dest=name)
    options = parser.parse_args()
    catalogue = Catalogue(options.tblgen, options.source, options.prelude)
    for name, writer in writers.items():
        path = getattr(options, name)
        if path:
            write_if_changed(path, writer(catalogue))
    if options.examples:
        write_examples(catalogue, options.examples, options.examples_for)
    if options.stamp:
        with open(options.stamp, "w", encoding="utf-8"):
            pass


if __name__ == "__main__":
    main()
