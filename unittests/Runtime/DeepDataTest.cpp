//===- DeepDataTest.cpp - data nested far beyond the native stack ---------===//

#include "RuntimeFixture.h"

#include "core/Equality.h"

using namespace forge::rt;

static constexpr int depth = 1000000;

namespace {

class DeepFixture : public RuntimeFixture {
public:
  /// `depth` containers around a null, made by `wrap`.
  template <typename Wrap> Bits nest(Wrap wrap) {
    Bits v = nullBits;
    for (int i = 0; i < depth; ++i)
      v = wrap(v);
    return v;
  }
  template <typename Wrap> void exercise(Wrap wrap) {
    Owned a = own(nest(wrap)), b = own(nest(wrap));
    CHECK(equals(a, b));
    CHECK(containerEquals(a, b));
    CHECK(hashValue(a) == hashValue(b));
    StringBuilder display, inner;
    appendDisplay(display, a);
    appendInner(inner, a);
    CHECK(display.size() >= depth);
  }
};

} // namespace

TEST_CASE_METHOD(DeepFixture, "arrays nested a million deep", "[deep]") {
  exercise([&](Bits v) { return array({v}); });
}

TEST_CASE_METHOD(DeepFixture, "objects nested a million deep", "[deep]") {
  exercise([&](Bits v) { return object({{"next", v}}); });
}

TEST_CASE_METHOD(DeepFixture, "results nested a million deep", "[deep]") {
  exercise([&](Bits v) { return makeWrapper(ctx, Kind::Ok, v); });
  exercise([&](Bits v) { return makeWrapper(ctx, Kind::Some, v); });
}

TEST_CASE_METHOD(DeepFixture, "sets nested a million deep", "[deep]") {
  exercise([&](Bits v) { return set({v}); });
}

TEST_CASE_METHOD(DeepFixture, "maps nested a million deep", "[deep]") {
  exercise([&](Bits v) { return map({{v, nullBits}}); });
}
