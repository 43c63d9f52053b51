//===- Renderer.cpp - human, short and JSON reports -----------------------===//
//
// Spec: tools 4.2.
//
//===----------------------------------------------------------------------===//

#include "Excerpt.h"
#include "forge/Diagnostics/Location.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"
#include <algorithm>

using namespace forge;

static llvm::StringRef severityName(Severity severity) {
  switch (severity) {
  case Severity::Error:
    return "error";
  case Severity::Warning:
    return "warning";
  case Severity::Note:
    return "note";
  }
  return "";
}

//===----------------------------------------------------------------------===//
// Human
//===----------------------------------------------------------------------===//

void forge::renderDiagnostic(const SourceManager &sources,
                             const Diagnostic &diagnostic, bool color,
                             llvm::raw_ostream &os) {
  Palette palette(color);
  const SourceFile &file = sources.file(diagnostic.span.file);

  // Labels in the same file share the excerpt; others get one of their own.
  std::vector<Label> here = {{diagnostic.span, ""}};
  std::vector<const Label *> elsewhere;
  uint32_t lastLine = file.position(diagnostic.span.begin).line;
  for (const Label &label : diagnostic.labels) {
    if (label.span.file != diagnostic.span.file) {
      elsewhere.push_back(&label);
      continue;
    }
    here.push_back(label);
    lastLine = std::max(lastLine, file.position(label.span.begin).line);
  }
  unsigned gutter = digitsOf(lastLine);

  os << palette.of(diagnostic.severity) << severityName(diagnostic.severity)
     << '[' << codeName(diagnostic.code) << ']' << palette.reset << palette.bold
     << ": " << diagnostic.message << palette.reset << '\n';
  os.indent(gutter + 1) << palette.dim << "-->" << palette.reset << ' '
                        << locationText(file, diagnostic.span.begin) << '\n';
  writeExcerpt(file, here, diagnostic.severity, gutter, palette, os);
  for (const std::string &hint : diagnostic.hints)
    os.indent(gutter + 2) << "= " << palette.hint << "hint:" << palette.reset
                          << ' ' << hint << '\n';
  for (const Label *label : elsewhere)
    os.indent(gutter + 2) << "= " << palette.note << "note:" << palette.reset
                          << ' ' << label->text << ' '
                          << locationText(sources.file(label->span.file),
                                          label->span.begin)
                          << '\n';
}

//===----------------------------------------------------------------------===//
// Short and JSON
//===----------------------------------------------------------------------===//

static void renderShort(const SourceManager &sources,
                        const Diagnostic &diagnostic, llvm::raw_ostream &os) {
  os << locationText(sources.file(diagnostic.span.file), diagnostic.span.begin)
     << ": " << severityName(diagnostic.severity) << ": " << diagnostic.message
     << " [" << codeName(diagnostic.code) << "]\n";
}

static void renderJson(const SourceManager &sources,
                       const Diagnostic &diagnostic, llvm::raw_ostream &os) {
  const SourceFile &file = sources.file(diagnostic.span.file);
  // JSON text is UTF-8 whatever the file contains.
  auto text = [](llvm::StringRef text) { return llvm::json::fixUTF8(text); };
  llvm::json::OStream json(os);
  json.object([&] {
    json.attribute("code", codeName(diagnostic.code));
    json.attribute("severity", severityName(diagnostic.severity));
    json.attribute("message", text(diagnostic.message));
    json.attribute("file", text(file.path()));
    json.attribute("range", rangeOf(file, diagnostic.span));
    json.attributeArray("hints", [&] {
      for (const std::string &hint : diagnostic.hints)
        json.value(text(hint));
    });
    json.attributeArray("related", [&] {
      for (const Label &label : diagnostic.labels) {
        const SourceFile &other = sources.file(label.span.file);
        json.object([&] {
          json.attribute("message", text(label.text));
          json.attribute("file", text(other.path()));
          json.attribute("range", rangeOf(other, label.span));
        });
      }
    });
    if (!diagnostic.fix) {
      json.attribute("fix", nullptr);
      return;
    }
    json.attributeObject("fix", [&] {
      json.attribute("range", rangeOf(file, diagnostic.fix->span));
      json.attribute("text", text(diagnostic.fix->replacement));
    });
  });
  os << '\n';
}

//===----------------------------------------------------------------------===//
// All of them
//===----------------------------------------------------------------------===//

void forge::render(const DiagnosticEngine &diagnostics,
                   const RenderOptions &options, llvm::raw_ostream &os) {
  std::vector<const Diagnostic *> sorted;
  for (const Diagnostic &diagnostic : diagnostics.diagnostics())
    sorted.push_back(&diagnostic);
  // The addresses keep findings at one place in the order of their reports.
  llvm::sort(sorted, [](const Diagnostic *a, const Diagnostic *b) {
    return std::tuple(a->span.file, a->span.begin, a) <
           std::tuple(b->span.file, b->span.begin, b);
  });

  const SourceManager &sources = diagnostics.sourceManager();
  unsigned errors = 0, warnings = 0, written = 0;
  for (const Diagnostic *diagnostic : sorted) {
    unsigned &count =
        diagnostic->severity == Severity::Error ? errors : warnings;
    if (++count > options.maxErrors)
      continue;
    switch (options.format) {
    case ErrorFormat::Human:
      if (written)
        os << '\n';
      renderDiagnostic(sources, *diagnostic, options.color, os);
      break;
    case ErrorFormat::Short:
      renderShort(sources, *diagnostic, os);
      break;
    case ErrorFormat::Json:
      renderJson(sources, *diagnostic, os);
      break;
    }
    ++written;
  }
  if (options.format == ErrorFormat::Json)
    return;
  auto writeRest = [&](unsigned count, llvm::StringRef what) {
    if (count > options.maxErrors)
      os << (options.format == ErrorFormat::Human ? "\n" : "")
         << (count - options.maxErrors) << " more " << what << " not shown\n";
  };
  writeRest(errors, "error(s)");
  writeRest(warnings, "warning(s)");
}
