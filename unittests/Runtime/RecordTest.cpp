//===- RecordTest.cpp - what generated code relies on in objects ----------===//

#include "RuntimeFixture.h"

#include "core/ObjectObject.h"

#include <vector>

using namespace forge::rt;

namespace {

class RecordFixture : public RuntimeFixture {
public:
  ~RecordFixture() {
    for (Bits key : names)
      drop(key);
  }
  /// Makes an object or, with a type, an instance from a layout of a record.
  Bits make(ObjectLayout &layout, std::vector<Bits> values, Bits type = 0) {
    return type ? frt_struct_new(&ctx, type, &layout, values.data())
                : frt_object_new(&ctx, &layout, values.data());
  }
  ObjectLayout layoutOf(std::initializer_list<std::string_view> texts,
                        int64_t record) {
    size_t first = keys.size();
    keys.reserve(16);
    for (std::string_view text : texts) {
      names.push_back(string(text));
      keys.push_back(objectOf<String>(names.back()));
    }
    ObjectLayout layout{};
    layout.keys.ptr = keys.data() + first;
    layout.size = static_cast<int64_t>(texts.size());
    layout.record = record;
    return layout;
  }
  std::vector<Bits> names;
  std::vector<String *> keys;
};

} // namespace

TEST_CASE_METHOD(RecordFixture, "the number of the record stays with copies",
                 "[record]") {
  ObjectLayout layout = layoutOf({"x", "y"}, 7);
  Bits o = make(layout, {makeInt(1), makeInt(2)});
  CHECK(headerOf(o)->aux == 7);
  CHECK(asObject(o)->slots()[1] == makeInt(2));
  o = frt_object_unique(&ctx, o);
  CHECK(headerOf(o)->count == 0);

  Bits copy = frt_object_unique(&ctx, retained(o));
  CHECK(copy != o);
  CHECK(headerOf(copy)->aux == 7);
  CHECK(asObject(copy)->shape == asObject(o)->shape);
  drop(copy);
  drop(o);

  Bits frozen = frt_freeze(&ctx, make(layout, {makeInt(1), makeInt(2)}));
  frozen = frt_object_unique(&ctx, frozen);
  CHECK(headerOf(frozen)->flags == 0);
  drop(frozen);
}

TEST_CASE_METHOD(RecordFixture, "records have shapes when others get none",
                 "[record]") {
  for (int i = 0; i < 100; ++i) {
    Bits o = makeObject(ctx);
    o = objectPut(ctx, o, "k" + std::to_string(i), makeInt(i));
    drop(o);
  }
  Bits other = objectPut(ctx, makeObject(ctx), "other", makeInt(1));
  CHECK(asObject(other)->shape == nullptr);
  drop(other);

  ObjectLayout layout = layoutOf({"first", "second"}, 1);
  Bits o = make(layout, {makeInt(1), makeInt(2)});
  CHECK(asObject(o)->shape != nullptr);
  drop(o);
  Owned type = own(string("T"));
  ObjectLayout fields = layoutOf({"third", "fourth"}, 2);
  Bits instance = make(fields, {makeInt(3), makeInt(4)}, type);
  REQUIRE(asObject(instance)->shape != nullptr);
  CHECK(asObject(instance)->slots()[0] == makeInt(3));
  CHECK(objectGet(instance, "__type__") == type.get());
  CHECK(headerOf(instance)->aux == 2);
  drop(instance);
}

TEST_CASE_METHOD(RecordFixture, "errors on a way through slots and indexes",
                 "[record]") {
  ObjectLayout layout = layoutOf({"n", "list"}, 1);
  Owned root = own(array({make(layout, {makeInt(INT64_MAX), ints({5})})}));
  // A byte per step: 1 is an index, 2 the first slot.
  auto fails = [&](int64_t path, int64_t i, int64_t j, int64_t op,
                   std::string message) {
    frt_raise_path(&ctx, root, path, i, j, 0, op, makeInt(1));
    CHECK(error() == message);
  };
  fails(0x0201, 3, 0, 0, "index out of bounds: index 3 on array of length 1");
  fails(0x0201, -2, 0, 1, "index out of bounds: index -2 on array of length 1");
  fails(0x0201, 0, 0, 1, "integer overflow: 9223372036854775807 + 1");
  fails(0x010301, 0, 4, 0, "index out of bounds: index 4 on array of length 1");
}
