//===- Log.h - structured events on standard error ------------------------===//
//
// Events have a level, a target, a message and fields, and happen within spans
// (the request, its handler). What is shown is decided by FORGE_LOG, how by
// FORGE_LOG_FORMAT. Lines are collected; `flush` writes them.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_LOG_LOG_H
#define FORGE_RT_LOG_LOG_H

#include "core/Buffer.h"
#include "core/StringObject.h"

#include <span>
#include <string_view>

namespace forge::rt {

enum class Level : uint8_t { Off, Error, Warn, Info, Debug, Trace };

/// The directives of FORGE_LOG: `target=level` or `level`, separated by commas.
/// The one with the longest matching target decides.
class LogFilter {
public:
  static constexpr std::string_view defaults = "forge=info";
  /// The text must live as long as the filter. Parts that cannot be read are
  /// ignored and listed in `malformed`.
  explicit LogFilter(std::string_view directives,
                     StringBuilder *malformed = nullptr);
  bool shows(Level level, std::string_view target) const;

private:
  struct Directive {
    std::string_view target;
    Level level;
  };
  Buffer<Directive, 4> directives;
};

struct LogField {
  std::string_view name, text;
  bool isNumber = false; ///< the text is one
};

struct LogSpan {
  std::string_view name;
  std::span<const LogField> fields;
};

enum class LogFormat : uint8_t { Pretty, Compact, Json };

class Log {
public:
  /// Settings from the environment and from what standard error is.
  Log();
  Log(std::string_view directives, LogFormat format, bool colour, int file);
  ~Log() { flush(); }
  Log(const Log &) = delete;
  Log &operator=(const Log &) = delete;

  bool shows(Level level, std::string_view target) const {
    return filter.shows(level, target);
  }
  /// Adds an event that `shows` accepts. Spans go from the outermost inwards.
  void write(Level level, std::string_view target, std::string_view message,
             std::span<const LogField> fields = {},
             std::span<const LogSpan> spans = {});
  /// Adds an event of the program itself, which happens in the current spans.
  void writeUser(Level level, std::string_view message);
  void flush();

  /// Whether the owner flushes; otherwise every event is written at once.
  bool isBuffered = false;
  /// In which the program's events happen; asked if it is set.
  std::span<const LogSpan> (*spans)(void *data) = nullptr;
  void *spansData = nullptr;

private:
  void writeJson(Level level, std::string_view target, std::string_view message,
                 std::span<const LogField> fields,
                 std::span<const LogSpan> spans);
  void writeText(Level level, std::string_view target, std::string_view message,
                 std::span<const LogField> fields,
                 std::span<const LogSpan> spans);
  std::string_view timestamp();
  void settle();

  LogFilter filter;
  LogFormat format;
  bool colour;
  int file;
  StringBuilder pending;
  int64_t second = -1; ///< that `stamp` was made in
  char stamp[28];
};

/// The program's log, made by the first call.
Log &logOf(Context &ctx);

} // namespace forge::rt

#endif // FORGE_RT_LOG_LOG_H
