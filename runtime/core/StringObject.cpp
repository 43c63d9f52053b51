//===- StringObject.cpp - strings and the string builder ------------------===//

#include "StringObject.h"

#include "Text.h"
#include "forge/rt/StringHash.h"

#include <algorithm>
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
    return {{immortalCount, Kind::String, 0, 0}, size, size, 0, 0, {c}};
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

Bits forge::rt::makeString(Context &ctx, std::string_view text) {
  if (text.empty())
    return boxPtr(&smallStrings.empty);
  if (text.size() == 1 && static_cast<unsigned char>(text[0]) < 128)
    return boxPtr(&smallStrings.ascii[static_cast<size_t>(text[0])]);
  String *s = allocateString(ctx, text.size());
  std::memcpy(s->data, text.data(), text.size());
  s->size = static_cast<int64_t>(text.size());
  return boxPtr(s);
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

Bits forge::rt::appendString(Context &ctx, Bits a, std::string_view tail) {
  if (tail.empty())
    return a;
  auto *s = objectOf<String>(a);
  size_t size = static_cast<size_t>(s->size) + tail.size();
  if (!isUnique(a)) {
    String *copy = allocateString(ctx, size);
    std::memcpy(copy->data, s->data, static_cast<size_t>(s->size));
    std::memcpy(copy->data + s->size, tail.data(), tail.size());
    copy->size = static_cast<int64_t>(size);
    release(ctx, a);
    return boxPtr(copy);
  }
  if (size > static_cast<size_t>(s->capacity)) {
    size_t capacity = std::max(size + size / 2, size_t(64) - headSize);
    s = resizeObject(s, headSize + capacity);
    s->capacity = static_cast<int64_t>(capacity);
  }
  std::memcpy(s->data + s->size, tail.data(), tail.size());
  s->size = static_cast<int64_t>(size);
  s->hash = 0;
  if (s->chars >= 0)
    s->chars += countCodePoints(tail);
  return boxPtr(s);
}

StringBuilder::StringBuilder(size_t capacity) {
  if (capacity)
    grow(capacity);
}

StringBuilder::~StringBuilder() {
  if (string)
    freeBytes(string);
}

void StringBuilder::grow(size_t capacity) {
  int64_t size = string ? string->size : 0;
  string = resizeObject(string, headSize + capacity);
  string->size = size;
  string->capacity = static_cast<int64_t>(capacity);
}

void StringBuilder::append(std::string_view text) {
  if (text.empty())
    return;
  size_t size = this->size() + text.size();
  if (!string || size > static_cast<size_t>(string->capacity))
    grow(std::max(size + size / 2, size_t(88)));
  std::memcpy(string->data + string->size, text.data(), text.size());
  string->size = static_cast<int64_t>(size);
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

std::string_view StringBuilder::view() const {
  return string ? textOf(string) : std::string_view();
}

void StringBuilder::clear() {
  if (string)
    string->size = 0;
}

Bits StringBuilder::finish(Context &ctx) {
  if (size() <= 1) {
    Bits result = makeString(ctx, view());
    clear();
    return result;
  }
  String *s = std::exchange(string, nullptr);
  if (s->capacity - s->size > 64 && s->capacity > 2 * s->size) {
    s = resizeObject(s, headSize + static_cast<size_t>(s->size));
    s->capacity = s->size;
  }
  s->header = Header{0, Kind::String, 0, 0};
  s->chars = -1;
  s->hash = 0;
  ++task(ctx).counters.live;
  ++task(ctx).counters.allocs;
  return boxPtr(s);
}
