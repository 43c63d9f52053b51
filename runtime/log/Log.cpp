//===- Log.cpp - structured events on standard error ----------------------===//

#include "Log.h"

#include "core/Output.h"

#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <new>
#include <unistd.h>

using namespace forge::rt;

//===----------------------------------------------------------------------===//
// Filter
//===----------------------------------------------------------------------===//

static constexpr std::string_view levelNames[] = {"off",  "error", "warn",
                                                  "info", "debug", "trace"};
static constexpr std::string_view shownLevels[] = {"OFF",  "ERROR", "WARN",
                                                   "INFO", "DEBUG", "TRACE"};

static bool sameWord(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size())
    return false;
  for (size_t i = 0; i < text.size(); ++i)
    if ((text[i] | 32) != lower[i])
      return false;
  return true;
}

static bool parseLevel(std::string_view text, Level &level) {
  for (unsigned i = 0; i < 6; ++i)
    if (sameWord(text, levelNames[i]) ||
        (text.size() == 1 && text[0] == char('0' + i))) {
      level = Level(i);
      return true;
    }
  return false;
}

static std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
    text.remove_suffix(1);
  return text;
}

LogFilter::LogFilter(std::string_view text, StringBuilder *malformed) {
  while (!text.empty()) {
    size_t comma = text.find(',');
    std::string_view part = trimmed(text.substr(0, comma));
    text = comma == std::string_view::npos ? std::string_view()
                                           : text.substr(comma + 1);
    if (part.empty())
      continue;
    size_t equals = part.find('=');
    bool hasTarget = equals != std::string_view::npos;
    std::string_view target = hasTarget ? trimmed(part.substr(0, equals)) : "";
    Level level;
    if (!parseLevel(hasTarget ? trimmed(part.substr(equals + 1)) : part,
                    level) ||
        (hasTarget && target.empty())) {
      if (malformed) {
        if (malformed->size())
          malformed->append(", ");
        malformed->append(part);
      }
      continue;
    }
    // Names that programs written for the reference implementation use.
    if (target == "axum")
      continue;
    if (target.starts_with("tower_http"))
      target = "forge.http";
    else if (target == "forge_lang")
      target = "forge.server";
    directives.push({target, level});
  }
}

bool LogFilter::shows(Level level, std::string_view target) const {
  const Directive *best = nullptr;
  for (const Directive &directive : directives)
    if (target.starts_with(directive.target) &&
        (!best || directive.target.size() >= best->target.size()))
      best = &directive;
  return best && level <= best->level;
}

//===----------------------------------------------------------------------===//
// Events
//===----------------------------------------------------------------------===//

static std::string_view environment(const char *name) {
  const char *value = std::getenv(name);
  return value ? value : std::string_view();
}

static std::string_view directivesOfEnvironment() {
  for (const char *name : {"FORGE_LOG", "RUST_LOG"})
    if (std::string_view text = environment(name); !text.empty())
      return text;
  return LogFilter::defaults;
}

static LogFormat formatOfEnvironment() {
  std::string_view text = environment("FORGE_LOG_FORMAT");
  if (text == "pretty")
    return LogFormat::Pretty;
  if (text == "compact")
    return LogFormat::Compact;
  if (text == "json")
    return LogFormat::Json;
  return isatty(2) ? LogFormat::Pretty : LogFormat::Compact;
}

Log::Log(std::string_view directives, LogFormat format, bool colour, int file)
    : filter(directives), format(format), colour(colour), file(file) {}

Log::Log()
    : Log(directivesOfEnvironment(), formatOfEnvironment(),
          isatty(2) && environment("NO_COLOR").empty() &&
              environment("TERM") != "dumb",
          2) {
  StringBuilder malformed;
  LogFilter(directivesOfEnvironment(), &malformed);
  if (!malformed.size())
    return;
  pending.append("forge: ignored in FORGE_LOG: ");
  pending.append(malformed.view());
  pending.append('\n');
}

/// RFC 3339 in UTC with microseconds.
std::string_view Log::timestamp() {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (now.tv_sec != second) {
    second = now.tv_sec;
    tm parts;
    gmtime_r(&now.tv_sec, &parts);
    std::strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%S.000000Z", &parts);
  }
  long micros = now.tv_nsec / 1000;
  for (int i = 25; i >= 20; --i, micros /= 10)
    stamp[i] = char('0' + micros % 10);
  return {stamp, 27};
}

static void appendJsonText(StringBuilder &out, std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  out.append('"');
  for (char c : text) {
    if (c == '"' || c == '\\') {
      out.append('\\');
      out.append(c);
    } else if (c == '\n') {
      out.append("\\n");
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out.append("\\u00");
      out.append(digits[c >> 4]);
      out.append(digits[c & 15]);
    } else {
      out.append(c);
    }
  }
  out.append('"');
}

static void appendJsonField(StringBuilder &out, const LogField &field) {
  appendJsonText(out, field.name);
  out.append(':');
  if (field.isNumber)
    out.append(field.text);
  else
    appendJsonText(out, field.text);
}

static void appendJsonSpan(StringBuilder &out, const LogSpan &span) {
  out.append('{');
  for (const LogField &field : span.fields) {
    appendJsonField(out, field);
    out.append(',');
  }
  out.append("\"name\":");
  appendJsonText(out, span.name);
  out.append('}');
}

void Log::writeJson(Level level, std::string_view target,
                    std::string_view message, std::span<const LogField> fields,
                    std::span<const LogSpan> spans) {
  StringBuilder &out = pending;
  out.append("{\"timestamp\":\"");
  out.append(timestamp());
  out.append("\",\"level\":\"");
  out.append(shownLevels[unsigned(level)]);
  out.append("\",\"fields\":{\"message\":");
  appendJsonText(out, message);
  for (const LogField &field : fields) {
    out.append(',');
    appendJsonField(out, field);
  }
  out.append("},\"target\":\"");
  out.append(target);
  out.append('"');
  if (!spans.empty()) {
    out.append(",\"span\":");
    appendJsonSpan(out, spans.back());
    out.append(",\"spans\":[");
    for (const LogSpan &span : spans) {
      if (&span != spans.data())
        out.append(',');
      appendJsonSpan(out, span);
    }
    out.append(']');
  }
  out.append("}\n");
}

/// Text from outside must not end a line or reach a terminal's escapes; only
/// the program's own messages may have several lines.
static void appendPlain(StringBuilder &out, std::string_view text,
                        bool keepsLines = false) {
  for (char c : text) {
    if ((static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) ||
        (keepsLines && c == '\n')) {
      out.append(c);
      continue;
    }
    static constexpr char digits[] = "0123456789abcdef";
    out.append("\\x");
    out.append(digits[static_cast<unsigned char>(c) >> 4]);
    out.append(digits[c & 15]);
  }
}

static void appendFields(StringBuilder &out, std::span<const LogField> fields) {
  for (const LogField &field : fields) {
    if (&field != fields.data())
      out.append(' ');
    out.append(field.name);
    out.append('=');
    appendPlain(out, field.text);
  }
}

void Log::writeText(Level level, std::string_view target,
                    std::string_view message, std::span<const LogField> fields,
                    std::span<const LogSpan> spans) {
  static constexpr std::string_view colours[] = {
      "", "\033[31m", "\033[33m", "\033[32m", "\033[34m", "\033[35m"};
  auto paint = [&](std::string_view escape) {
    if (colour)
      pending.append(escape);
  };
  paint("\033[2m");
  pending.append(timestamp());
  paint("\033[0m");
  pending.append(' ');
  paint(colours[unsigned(level)]);
  pending.append(
      std::string_view("     ").substr(shownLevels[unsigned(level)].size()));
  pending.append(shownLevels[unsigned(level)]);
  paint("\033[0m");
  pending.append(' ');
  if (format == LogFormat::Compact) {
    for (const LogSpan &span : spans) {
      pending.append(span.name);
      pending.append('{');
      appendFields(pending, span.fields);
      pending.append("}: ");
    }
  }
  paint("\033[2m");
  pending.append(target);
  paint("\033[0m");
  pending.append(": ");
  appendPlain(pending, message, /*keepsLines=*/true);
  if (!fields.empty()) {
    pending.append(' ');
    appendFields(pending, fields);
  }
  pending.append('\n');
  if (format != LogFormat::Pretty)
    return;
  for (const LogSpan &span : spans) {
    paint("\033[2m");
    pending.append("    in ");
    pending.append(span.name);
    pending.append(" with ");
    appendFields(pending, span.fields);
    paint("\033[0m");
    pending.append('\n');
  }
}

void Log::write(Level level, std::string_view target, std::string_view message,
                std::span<const LogField> fields,
                std::span<const LogSpan> spans) {
  if (format == LogFormat::Json)
    writeJson(level, target, message, fields, spans);
  else
    writeText(level, target, message, fields, spans);
  settle();
}

void Log::settle() {
  constexpr size_t enough = 1 << 15;
  if (!isBuffered || pending.size() >= enough)
    flush();
}

void Log::writeUser(Level level, std::string_view message) {
  if (!shows(level, "forge.user"))
    return;
  if (format != LogFormat::Pretty || !isatty(file))
    return write(level, "forge.user", message, {},
                 spans ? spans(spansData) : std::span<const LogSpan>());
  // A person reads: the time of day and the text.
  static constexpr std::string_view colours[] = {
      "", "\033[31m", "\033[33m", "\033[32m", "\033[90m", "\033[90m"};
  time_t now = time(nullptr);
  tm parts;
  localtime_r(&now, &parts);
  char clock[16];
  size_t size = std::strftime(clock, sizeof(clock), "[%H:%M:%S ", &parts);
  if (colour)
    pending.append(colours[unsigned(level)]);
  pending.append({clock, size});
  pending.append(shownLevels[unsigned(level)]);
  pending.append(']');
  if (colour)
    pending.append("\033[0m");
  pending.append(shownLevels[unsigned(level)].size() == 4 ? "  " : " ");
  pending.append(message);
  pending.append('\n');
  settle();
}

void Log::flush() {
  std::string_view rest = pending.view();
  while (!rest.empty()) {
    ssize_t written = ::write(file, rest.data(), rest.size());
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      break; // nobody reads the log: the server goes on
    rest.remove_prefix(size_t(written));
  }
  pending.clear();
}

//===----------------------------------------------------------------------===//
// The program's log
//===----------------------------------------------------------------------===//

namespace {
struct LogService : Service {
  Log log;
};
} // namespace

static void flushLog(Context &, Service *service) {
  static_cast<LogService *>(service)->log.flush();
}

static void destroyLog(Context &, Service *service) {
  auto *own = static_cast<LogService *>(service);
  own->~LogService();
  freeBytes(own);
}

Log &forge::rt::logOf(Context &ctx) {
  Service *&first = runtime(ctx).services;
  for (Service *service = first; service; service = service->next)
    if (service->destroy == destroyLog)
      return static_cast<LogService *>(service)->log;
  auto *own = new (allocateBytes(sizeof(LogService)))
      LogService{{flushLog, destroyLog, first}, {}};
  first = own;
  return own->log;
}
