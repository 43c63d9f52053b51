//===- ErrorReport.cpp - report of an uncaught error ----------------------===//
//
// The layout of tools 4.2:
//
//   error[FG0501]: division by zero
//     --> src/report.fg:7:15
//      |
//    6 |     let n = 0
//    7 |     say 1 / n
//      |         ^^^^^
//      = hint: check that the divisor is not zero before dividing
//   stack:
//     report   src/report.fg:7:15
//     <main>   src/report.fg:12:1
//
//===----------------------------------------------------------------------===//

#include "ErrorReport.h"

#include "Buffer.h"
#include "ErrorObject.h"
#include "Output.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

using namespace forge::rt;

/// Errors about the types of values that the language calls no TypeErrors.
static bool isAboutTypes(std::string_view message) {
  for (std::string_view text :
       {"cannot apply ", "cannot call ", "cannot perform arithmetic on "})
    if (message.substr(0, text.size()) == text)
      return true;
  return message.find("() requires ") != std::string_view::npos;
}

std::string_view forge::rt::errorCode(std::string_view message) {
  auto starts = [&](std::string_view text) {
    return message.substr(0, text.size()) == text;
  };
  if (starts("undefined variable: "))
    return "FG0201";
  if (starts("cannot reassign immutable variable "))
    return "FG0202";
  if (message == "break outside of loop" ||
      message == "continue outside of loop")
    return "FG0203";
  if (starts("maximum recursion depth exceeded"))
    return "FG0505";
  if (message == "cancelled")
    return "FG0506";
  if (starts("timeout: "))
    return "FG0507";
  std::string_view type = errorTypeName(message);
  if (type == "ArithmeticError")
    return "FG0501";
  if (type == "IndexError")
    return "FG0502";
  if (type == "TypeError" || isAboutTypes(message))
    return "FG0503";
  if (type == "AssertionError")
    return "FG0504";
  if (type == "ReferenceError")
    return "FG0508";
  return "FG0500";
}

namespace {

class Report {
public:
  Report(StringBuilder &out, bool colour) : out(out), colour(colour) {}

  void header(std::string_view message);
  void location(const SourceSite &site);
  void excerpt(const SourceSite &site);
  void hint(std::string_view text);
  void stack(const ErrorObject &error);

private:
  void style(const char *code) {
    if (colour) {
      out.append("\x1b[");
      out.append(code);
      out.append('m');
    }
  }
  void number(int64_t n, size_t width);
  void spaces(size_t n) {
    while (n--)
      out.append(' ');
  }
  void sourceLine(int64_t n, std::string_view text);
  void underline(const SourceSite &site, std::string_view text);

  StringBuilder &out;
  bool colour;
  size_t gutter = 2; ///< digits of the largest line number, at least 2
};

/// A source file, as far as it can be read.
class SourceText {
public:
  explicit SourceText(const char *path) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
      return;
    char piece[4096];
    for (ssize_t n; (n = read(file, piece, sizeof(piece))) != 0;)
      if (n > 0)
        content.append(piece, static_cast<size_t>(n));
      else if (errno != EINTR)
        break;
    close(file);
  }

  /// Line `n` from 1 without its end; false if there is none.
  bool line(int64_t n, std::string_view &text) const {
    std::string_view rest(content.data(), content.size());
    for (; n > 1; --n) {
      size_t end = rest.find('\n');
      if (end == std::string_view::npos)
        return false;
      rest.remove_prefix(end + 1);
    }
    if (n < 1 || rest.empty())
      return false;
    text = rest.substr(0, rest.find('\n'));
    if (!text.empty() && text.back() == '\r')
      text.remove_suffix(1);
    return true;
  }

private:
  Buffer<char, 64> content;
};

} // namespace

static constexpr size_t tabWidth = 4;

/// Columns that a code point takes on a terminal: East Asian wide characters
/// and emoji two, combining marks none.
static size_t displayWidth(uint32_t c) {
  if (c == '\t')
    return tabWidth;
  if ((c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) ||
      (c >= 0xFE00 && c <= 0xFE0F))
    return 0;
  if ((c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
      (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
      (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
      (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF) ||
      (c >= 0x20000 && c <= 0x3FFFD))
    return 2;
  return 1;
}

static bool present(const char *text) { return text && *text; }

void Report::number(int64_t n, size_t width) {
  StringBuilder digits;
  digits.appendInt(n);
  if (digits.size() < width)
    spaces(width - digits.size());
  out.append(digits.view());
}

void Report::header(std::string_view message) {
  style("1;31");
  out.append("error[");
  out.append(errorCode(message));
  out.append(']');
  style("0");
  out.append(": ");
  out.append(message);
  out.append('\n');
}

static void appendPosition(StringBuilder &out, const SourceSite &site) {
  out.append(present(site.file.ptr) ? site.file.ptr : "<unknown>");
  out.append(':');
  out.appendInt(site.line);
  out.append(':');
  out.appendInt(site.column);
}

void Report::location(const SourceSite &site) {
  StringBuilder digits;
  digits.appendInt(site.line);
  gutter = std::max<size_t>(2, digits.size());
  spaces(gutter);
  style("2");
  out.append("--> ");
  style("0");
  appendPosition(out, site);
  out.append('\n');
}

void Report::sourceLine(int64_t n, std::string_view text) {
  style("2");
  number(n, gutter);
  out.append(" | ");
  style("0");
  for (char c : text)
    if (c == '\t')
      spaces(tabWidth);
    else
      out.append(c);
  out.append('\n');
}

void Report::underline(const SourceSite &site, std::string_view text) {
  bool oneLine = site.endLine <= site.line;
  size_t before = 0, marked = 0, offset = 0;
  for (int64_t column = 1; offset < text.size(); ++column) {
    size_t width = displayWidth(decodeCodePoint(text, offset));
    if (column < site.column)
      before += width;
    else if (!oneLine || column < site.endColumn)
      marked += width;
  }
  spaces(gutter);
  style("2");
  out.append(" | ");
  style("0");
  spaces(before);
  style("1;31");
  for (size_t i = 0; i < std::max<size_t>(marked, 1); ++i)
    out.append('^');
  style("0");
  out.append('\n');
}

void Report::excerpt(const SourceSite &site) {
  if (!present(site.file.ptr))
    return;
  SourceText source(site.file.ptr);
  std::string_view text;
  if (!source.line(site.line, text))
    return;
  spaces(gutter);
  style("2");
  out.append(" |");
  style("0");
  out.append('\n');
  std::string_view previous;
  if (source.line(site.line - 1, previous))
    sourceLine(site.line - 1, previous);
  sourceLine(site.line, text);
  underline(site, text);
}

void Report::hint(std::string_view text) {
  spaces(gutter);
  out.append(" = ");
  style("36");
  out.append("hint");
  style("0");
  out.append(": ");
  out.append(text);
  out.append('\n');
}

void Report::stack(const ErrorObject &error) {
  int64_t shown = std::min(error.sites, 2 * traceEnd);
  int64_t elided = error.sites - shown;
  size_t widest = 0;
  auto siteAt = [&](int64_t i) -> const SourceSite & {
    return *error.site(i < traceEnd ? i : i + elided);
  };
  for (int64_t i = 0; i < shown; ++i)
    widest = std::max(widest, std::strlen(siteAt(i).function.ptr));
  out.append("stack:\n");
  for (int64_t i = 0; i < shown; ++i) {
    if (i == traceEnd && elided > 0) {
      out.append("  ... ");
      out.appendInt(elided);
      out.append(" more\n");
    }
    const SourceSite &site = siteAt(i);
    out.append("  ");
    out.append(site.function.ptr);
    spaces(widest - std::strlen(site.function.ptr) + 3);
    appendPosition(out, site);
    out.append('\n');
  }
}

void forge::rt::appendErrorReport(Context &ctx, StringBuilder &out,
                                  bool colour) {
  Owned message(ctx, pendingMessage(ctx));
  Report(out, colour).header(textOf(message));
  appendErrorDetails(ctx, out, colour);
}

void forge::rt::appendErrorDetails(Context &ctx, StringBuilder &out,
                                   bool colour) {
  ErrorObject &error = *pendingError(ctx);
  Report report(out, colour);
  if (error.sites) {
    report.location(*error.site(0));
    report.excerpt(*error.site(0));
  }
  if (isString(error.hint))
    report.hint(textOf(error.hint));
  if (error.sites)
    report.stack(error);
}

void forge::rt::reportError(Context &ctx) {
  flushOut(ctx);
  StringBuilder report;
  appendErrorReport(ctx, report, stderrHasColour());
  writeErr(ctx, report.view());
}
