//===- StringObjectTest.cpp - strings and the builder ---------------------===//

#include "RuntimeFixture.h"

#include <random>

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
