//===- StringObject.cpp - strings and the string builder ------------------===//

#include "StringObject.h"

#include "Text.h"
#include "forge/rt/StringHash.h"

#include <cstring>

using namespace forge::rt;

static constexpr size_t headSize = offsetof(String, data);

/// The strings of at most one ASCII character are static: splitting text into
/// characters allocates nothing.
struct SmallStrings {
  String empty;
  String ascii[128];
  constexpr SmallStrings() : empty(make(0, 0)), ascii() {
    for (int c = 0; c < 128; ++c)
      ascii[c] = make(1, static_cast<char>(c));
  }
  static constexpr String make(int64_t size, char c) {
    // Their hashes are wanted whenever characters are counted or looked up.
    uint64_t hash = size ? hashByte(static_cast<unsigned char>(c)) : 0;
    return {{immortalCount, Kind::String, 0, 0}, size, size, hash, 0, {c}};
  }
};
static constexpr SmallStrings smallStrings;

static bool isStatic(const String *s) {
  return s->header.count == immortalCount;
}

static String *allocateString(Context &ctx, size_t capacity) {
  capacity = blockSize(headSize + capacity) - headSize;
  auto *s = allocateObject<String>(ctx, Kind::String, headSize + capacity);
  s->size = 0;
  s->chars = -1;
  s->hash = 0;
  s->capacity = static_cast<int64_t>(capacity);
  return s;
}

static Bits makeText(Context &ctx, std::string_view text, int64_t chars) {
  if (text.empty())
    return boxPtr(&smallStrings.empty);
  if (text.size() == 1 && static_cast<unsigned char>(text[0]) < 128)
    return boxPtr(&smallStrings.ascii[static_cast<size_t>(text[0])]);
  String *s = allocateString(ctx, text.size());
  copyBytes(s->data, text.data(), text.size());
  s->size = static_cast<int64_t>(text.size());
  s->chars = chars;
  return boxPtr(s);
}

Bits forge::rt::makeString(Context &ctx, std::string_view text) {
  return makeText(ctx, text, -1);
}

Bits forge::rt::makeAscii(Context &ctx, std::string_view text) {
  return makeText(ctx, text, static_cast<int64_t>(text.size()));
}

Bits forge::rt::makeCodePoint(Context &ctx, uint32_t codePoint) {
  char bytes[4];
  return makeString(ctx, {bytes, encodeCodePoint(codePoint, bytes)});
}

int64_t forge::rt::codePoints(const String *s) {
  if (s->chars >= 0)
    return s->chars;
  int64_t chars = countCodePoints(textOf(s));
  if (!isStatic(s)) // static strings may lie in read-only memory
    const_cast<String *>(s)->chars = chars;
  return chars;
}

uint64_t forge::rt::hashOf(const String *s) {
  if (s->hash)
    return s->hash;
  uint64_t hash = hashBytes(s->data, static_cast<size_t>(s->size));
  if (!isStatic(s))
    const_cast<String *>(s)->hash = hash;
  return hash;
}

/// Makes room behind the text of a unique String.
static String *growString(Context &ctx, String *s, size_t size) {
  size_t from = headSize + static_cast<size_t>(s->capacity);
  size_t to = blockSize(headSize + size + size / 2);
  s = resizeObject(ctx, s, from, to);
  s->capacity = static_cast<int64_t>(to - headSize);
  return s;
}

Bits forge::rt::appendString(Context &ctx, Bits a, std::string_view tail,
                             int64_t chars) {
  if (tail.empty())
    return a;
  auto *s = objectOf<String>(a);
  size_t size = static_cast<size_t>(s->size) + tail.size();
  if (s->chars >= 0 && chars < 0)
    chars = countCodePoints(tail);
  if (!isUnique(a)) {
    String *copy = allocateString(ctx, size);
    copyBytes(copy->data, s->data, static_cast<size_t>(s->size));
    copyBytes(copy->data + s->size, tail.data(), tail.size());
    copy->size = static_cast<int64_t>(size);
    copy->chars = s->chars >= 0 ? s->chars + chars : -1;
    // A text of the program itself is nobody's to change; that is no sharing.
    if (s->header.count > 0)
      ++task(ctx).counters.copies;
    release(ctx, a);
    return boxPtr(copy);
  }
  if (size > static_cast<size_t>(s->capacity)) [[unlikely]]
    s = growString(ctx, s, size);
  copyBytes(s->data + s->size, tail.data(), tail.size());
  s->size = static_cast<int64_t>(size);
  s->hash = 0;
  if (s->chars >= 0)
    s->chars += chars;
  return boxPtr(s);
}

void StringBuilder::grow(size_t size) {
  bool wasInline = !string;
  string = static_cast<String *>(
      reallocateBytes(string, blockSize(headSize + size)));
  if (wasInline)
    std::memcpy(string->data, inlineText, used);
  text = string->data;
  capacity = blockSize(headSize + size) - headSize;
}

void StringBuilder::growFor(size_t more) {
  size_t size = used + more;
  grow(size + size / 2);
}

void StringBuilder::appendCodePoint(uint32_t codePoint) {
  char bytes[4];
  append({bytes, encodeCodePoint(codePoint, bytes)});
}

void StringBuilder::appendInt(int64_t value) {
  char digits[20];
  append({digits, formatInt(value, digits)});
}

void StringBuilder::appendFloat(double value) {
  char digits[maxFloatText];
  append({digits, formatFloat(value, digits)});
}

Bits StringBuilder::finish(Context &ctx) {
  std::string_view collected(text, std::exchange(used, 0));
  if (collected.size() <= inlineSize)
    return makeString(ctx, collected);
  // Long text is not inline: its memory becomes the String.
  String *s = std::exchange(string, nullptr);
  if (capacity - collected.size() > 64 && capacity > 2 * collected.size()) {
    capacity = blockSize(headSize + collected.size()) - headSize;
    s = static_cast<String *>(reallocateBytes(s, headSize + capacity));
  }
  s->header = Header{0, Kind::String, 0, 0};
  s->size = static_cast<int64_t>(collected.size());
  s->chars = -1;
  s->hash = 0;
  s->capacity = static_cast<int64_t>(capacity);
  text = inlineText;
  capacity = inlineSize;
  ++task(ctx).counters.live;
  ++task(ctx).counters.allocs;
  return boxPtr(s);
}
