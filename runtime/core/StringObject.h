//===- StringObject.h - strings and the string builder --------------------===//

#ifndef FORGE_RT_CORE_STRINGOBJECT_H
#define FORGE_RT_CORE_STRINGOBJECT_H

#include "Memory.h"
#include "ShortBytes.h"
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
/// The same for text known to be ASCII: its length need not be counted later.
Bits makeAscii(Context &ctx, std::string_view text);
/// String of one code point.
Bits makeCodePoint(Context &ctx, uint32_t codePoint);
/// Length in code points; cached in the string.
int64_t codePoints(const String *s);
/// True when every code point is one byte, so that offsets are positions.
inline bool isAscii(const String *s) { return codePoints(s) == s->size; }
/// Hash of the content; cached in the string.
uint64_t hashOf(const String *s);
/// Equality of content.
inline bool sameText(const String *a, const String *b) {
  return a->size == b->size &&
         sameBytes(a->data, b->data, static_cast<size_t>(a->size));
}
/// Appends to a String, in place when it is unique. Consumes `a`. `chars` are
/// the code points of the tail, if they are known.
Bits appendString(Context &ctx, Bits a, std::string_view tail,
                  int64_t chars = -1);
/// Appends a String that stays the caller's.
inline Bits appendString(Context &ctx, Bits a, const String *tail) {
  return appendString(ctx, a, textOf(tail), tail->chars);
}

/// Collects text. What fits into the smallest blocks is collected on the stack
/// and copied once; more is collected in what becomes the String.
class StringBuilder {
public:
  explicit StringBuilder(size_t capacity = 0) {
    if (capacity > inlineSize)
      grow(capacity);
  }
  StringBuilder(const StringBuilder &) = delete;
  StringBuilder &operator=(const StringBuilder &) = delete;
  ~StringBuilder() {
    if (string)
      freeBytes(string);
  }

  void append(std::string_view more) {
    if (more.size() > capacity - used) [[unlikely]]
      growFor(more.size());
    copyBytes(text + used, more.data(), more.size());
    used += more.size();
  }
  void append(char c) {
    if (used == capacity) [[unlikely]]
      growFor(1);
    text[used++] = c;
  }
  /// Appends that many bytes, which the caller writes.
  char *extend(size_t more) {
    if (more > capacity - used) [[unlikely]]
      growFor(more);
    return text + std::exchange(used, used + more);
  }
  void appendCodePoint(uint32_t codePoint);
  void appendInt(int64_t value);
  /// Digits of semantics 2.2.
  void appendFloat(double value);
  std::string_view view() const { return {text, used}; }
  size_t size() const { return used; }
  void clear() { used = 0; }
  /// The collected text as a new String; the builder is empty afterwards.
  Bits finish(Context &ctx);

private:
  /// Strings of more bytes are too large for the blocks of small objects.
  static constexpr size_t inlineSize =
      SmallBlocks::maxSize - offsetof(String, data);

  void grow(size_t capacity);
  void growFor(size_t more);

  char *text = inlineText;
  size_t used = 0;
  size_t capacity = inlineSize;
  String *string = nullptr; ///< holds the text, if it is not inline
  char inlineText[inlineSize];
};

} // namespace forge::rt

#endif // FORGE_RT_CORE_STRINGOBJECT_H
