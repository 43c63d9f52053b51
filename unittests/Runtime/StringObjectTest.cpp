//===- StringObjectTest.cpp - strings and the builder ---------------------===//

#include "RuntimeFixture.h"
#include "forge/rt/StringHash.h"

#include <random>
#include <set>

using namespace forge::rt;

TEST_CASE_METHOD(RuntimeFixture, "lengths count code points", "[string]") {
  Owned ascii = own(string("forge"));
  Owned mixed = own(string("h\xC3\xA4user \xE2\x82\xAC \xF0\x9F\x94\xA5"));
  CHECK(codePoints(objectOf<String>(ascii)) == 5);
  CHECK(codePoints(objectOf<String>(mixed)) == 10);
  CHECK(isAscii(objectOf<String>(ascii)));
  CHECK_FALSE(isAscii(objectOf<String>(mixed)));
  CHECK(offsetOfCodePoint(textOf(mixed), 2) == 3);
}

TEST_CASE("code points survive encoding", "[string]") {
  for (uint32_t c : {0u, 0x41u, 0x7Fu, 0x80u, 0x7FFu, 0x800u, 0xFFFDu, 0x10000u,
                     0x10FFFFu}) {
    char bytes[4];
    size_t size = encodeCodePoint(c, bytes);
    size_t offset = 0;
    CHECK(decodeCodePoint({bytes, size}, offset) == c);
    CHECK(offset == size);
    CHECK(countCodePoints({bytes, size}) == 1);
  }
}

TEST_CASE_METHOD(RuntimeFixture, "strings of one ASCII character are shared",
                 "[string]") {
  int64_t before = ctx.counters.allocs;
  CHECK(string("a") == string("a"));
  CHECK(string("") == string(""));
  CHECK(ctx.counters.allocs == before);
}

TEST_CASE("short texts are copied and compared exactly", "[string]") {
  std::string from = "0123456789abcdefghij";
  for (size_t size = 0; size <= from.size(); ++size) {
    std::string to(from.size() + 2, '.');
    copyBytes(to.data() + 1, from.data(), size);
    CHECK(to == "." + from.substr(0, size) +
                    std::string(from.size() + 1 - size, '.'));
    CHECK(sameBytes(to.data() + 1, from.data(), size));
    for (size_t at = 0; at < size; ++at) {
      std::string other = from;
      other[at] ^= 0x40;
      CHECK_FALSE(sameBytes(other.data(), from.data(), size));
    }
  }
}

TEST_CASE("hashes tell texts apart", "[string]") {
  // All texts of up to 3 of 8 letters, each also behind prefixes that move it
  // over the borders of the words that are read.
  std::set<uint64_t> seen;
  size_t count = 0;
  for (size_t prefix = 0; prefix < 40; ++prefix)
    for (int n = 1; n < 8 * 8 * 8; ++n) {
      std::string text(prefix, '-');
      for (int rest = n; rest; rest /= 8)
        text += static_cast<char>('a' + rest % 8);
      seen.insert(hashBytes(text.data(), text.size()));
      ++count;
    }
  CHECK(seen.size() == count);
  CHECK(seen.count(0) == 0);
  for (int c = 0; c < 256; ++c) {
    char byte = static_cast<char>(c);
    CHECK(hashByte(static_cast<unsigned char>(c)) == hashBytes(&byte, 1));
  }
}

TEST_CASE_METHOD(RuntimeFixture, "parts know their length in code points",
                 "[string]") {
  for (std::string text : {"one,two,,x", "\xC3\xA9t\xC3\xA9,\xE2\x82\xAC,,x"}) {
    Owned whole = own(string(text)), comma = own(string(","));
    Owned parts = own(frt_split(&ctx, whole, comma));
    REQUIRE(arraySize(parts) == 4);
    for (int64_t i = 0; i < 4; ++i) {
      Owned part = own(itemAt(parts, i));
      CHECK(codePoints(objectOf<String>(part)) ==
            countCodePoints(textOf(part)));
    }
    Owned joined = own(frt_join(&ctx, parts, comma));
    CHECK(textOf(joined) == text);
    CHECK(codePoints(objectOf<String>(joined)) == countCodePoints(text));
  }
}

TEST_CASE_METHOD(RuntimeFixture, "letters change case in mixed text",
                 "[string]") {
  std::string ascii;
  for (char c = 1; c < 127; ++c)
    ascii += c;
  std::string upper, lower;
  for (char c : ascii) {
    upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  // e with acute, sharp s, and a sigma at the end of a word.
  Owned text = own(string(ascii + "\xC3\xA9" + ascii + "\xC3\x9F\xC3\xA9z"));
  CHECK(display(frt_upper(&ctx, text)) ==
        upper + "\xC3\x89" + upper + "SS\xC3\x89Z");
  text = own(string(ascii + "\xC3\x89" + ascii + " A\xCE\xA3"));
  CHECK(display(frt_lower(&ctx, text)) ==
        lower + "\xC3\xA9" + lower + " a\xCF\x82");
}

TEST_CASE_METHOD(RuntimeFixture, "appending to a unique string moves no object",
                 "[string]") {
  Bits s = string("start");
  s = appendString(ctx, s, "x");
  int64_t before = ctx.counters.allocs;
  std::string model = "startx";
  for (int i = 0; i < 1000; ++i) {
    s = appendString(ctx, s, "yz");
    model += "yz";
  }
  CHECK(ctx.counters.allocs == before);
  CHECK(textOf(s) == model);
  CHECK(codePoints(objectOf<String>(s)) == 2006);
  drop(s);
}

TEST_CASE_METHOD(RuntimeFixture, "appending to a shared string copies it",
                 "[string]") {
  Owned kept = own(string("shared"));
  Bits other = appendString(ctx, retained(kept), "!");
  CHECK(textOf(kept) == "shared");
  CHECK(textOf(other) == "shared!");
  drop(other);
}

TEST_CASE_METHOD(RuntimeFixture, "appending keeps cached hash and length right",
                 "[string]") {
  Bits s = string("ab");
  uint64_t old = hashOf(objectOf<String>(s));
  CHECK(codePoints(objectOf<String>(s)) == 2);
  s = appendString(ctx, s, "\xC3\xA4");
  Owned same = own(string("ab\xC3\xA4"));
  CHECK(codePoints(objectOf<String>(s)) == 3);
  CHECK(hashOf(objectOf<String>(s)) == hashOf(objectOf<String>(same)));
  CHECK(hashOf(objectOf<String>(s)) != old);
  drop(s);
}

TEST_CASE_METHOD(RuntimeFixture, "the builder collects pieces", "[string]") {
  StringBuilder out;
  out.append("n=");
  out.appendInt(INT64_MIN);
  out.append(' ');
  out.appendFloat(0.5);
  out.appendCodePoint(0x20AC);
  Owned s = own(out.finish(ctx));
  CHECK(textOf(s) == "n=-9223372036854775808 0.5\xE2\x82\xAC");
  CHECK(out.size() == 0);
}
