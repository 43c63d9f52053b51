//===- StringObject.h - strings and the string builder --------------------===//

#ifndef FORGE_RT_CORE_STRINGOBJECT_H
#define FORGE_RT_CORE_STRINGOBJECT_H

#include "Memory.h"
#include "Utf8.h"

#include <string_view>

namespace forge::rt {

inline std::string_view textOf(const String *s) {
  return {s->data, static_cast<size_t>(s->size)};
}
/// Text of a box that is a String; valid as long as the box is.
inline std::string_view textOf(Bits v) { return textOf(objectOf<String>(v)); }

/// New String box with a copy of `text`.
Bits makeString(Context &ctx, std::string_view text);
/// String of one code point.
Bits makeCodePoint(Context &ctx, uint32_t codePoint);
/// Length in code points; cached in the string.
int64_t codePoints(const String *s);
/// True when every code point is one byte, so that offsets are positions.
inline bool isAscii(const String *s) { return codePoints(s) == s->size; }
/// Hash of the content; cached in the string.
uint64_t hashOf(const String *s);
/// Appends to a String, in place when it is unique. Consumes `a`.
Bits appendString(Context &ctx, Bits a, std::string_view tail);

/// Collects text in what becomes the String, so that `finish` copies nothing.
class StringBuilder {
public:
  explicit StringBuilder(size_t capacity = 0);
  StringBuilder(const StringBuilder &) = delete;
  StringBuilder &operator=(const StringBuilder &) = delete;
  ~StringBuilder();

  void append(std::string_view text);
  void append(char c) { append(std::string_view(&c, 1)); }
  void appendCodePoint(uint32_t codePoint);
  void appendInt(int64_t value);
  /// Digits of semantics 2.2.
  void appendFloat(double value);
  std::string_view view() const;
  size_t size() const { return view().size(); }
  void clear();
  /// The collected text as a new String; the builder is empty afterwards.
  Bits finish(Context &ctx);

private:
  void grow(size_t capacity);
  String *string = nullptr;
};

} // namespace forge::rt

#endif // FORGE_RT_CORE_STRINGOBJECT_H
