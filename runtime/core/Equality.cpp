//===- Equality.cpp - equality of values ----------------------------------===//
//
// A comparison of containers is a conjunction of comparisons of their parts, so
// pairs that remain to be compared wait in a list and the native stack does not
// grow with the data. Only when several elements of a Set or Map have the same
// 64-bit hash must one of them be chosen, which recurses.
//
//===----------------------------------------------------------------------===//

#include "Equality.h"

#include "ArrayObject.h"
#include "Buffer.h"
#include "ObjectObject.h"
#include "SetMap.h"
#include "StringObject.h"
#include "Text.h"
#include "forge/rt/Prototypes.h"

#include <cstring>

using namespace forge::rt;

namespace {

/// Nesting of the recursion described above. Deeper nesting takes 64-bit
/// collisions at every level; there, elements with equal hashes count as equal.
constexpr int maxChoices = 1000;

enum class Answer { No, Yes, Deep };

Answer answer(bool b) { return b ? Answer::Yes : Answer::No; }

bool numbersEqual(Bits a, Bits b, bool container) {
  if (isFloat(a) || isFloat(b)) {
    double x = asNumber(a), y = asNumber(b);
    return x == y || (container && x != x && y != y);
  }
  return asInt(a) == asInt(b);
}

bool functionsEqual(Bits a, Bits b) {
  auto *x = objectOf<Closure>(a), *y = objectOf<Closure>(b);
  if (x == y)
    return true;
  // Generated code makes the object of a function that captures nothing anew at
  // every mention.
  if (x->header.kind == Kind::Function && y->header.kind == Kind::Function)
    return x->size == 0 && y->size == 0 && x->entry.ptr == y->entry.ptr;
  // Builtins are compared by name; type names are Strings among the captures.
  if (x->header.kind != Kind::Builtin || x->header.aux != y->header.aux ||
      x->size != y->size)
    return false;
  const FunctionInfo *p = x->info.ptr, *q = y->info.ptr;
  if (std::string_view(p->name.ptr, static_cast<size_t>(p->nameSize)) !=
      std::string_view(q->name.ptr, static_cast<size_t>(q->nameSize)))
    return false;
  for (int64_t i = 0; i < x->size; ++i)
    if (x->captures[i] != y->captures[i] &&
        !(isString(x->captures[i]) && isString(y->captures[i]) &&
          textOf(x->captures[i]) == textOf(y->captures[i])))
      return false;
  return true;
}

/// Compares what needs no look into containers.
Answer compareShallow(Bits a, Bits b, bool container) {
  if (!isPtr(a) && !isPtr(b)) {
    bool numbers =
        (isFloat(a) || isSmallInt(a)) && (isFloat(b) || isSmallInt(b));
    return answer(numbers ? numbersEqual(a, b, container) : a == b);
  }
  if (isNumber(a) && isNumber(b))
    return answer(numbersEqual(a, b, container));
  if (!isPtr(a) || !isPtr(b) || headerOf(a)->kind != headerOf(b)->kind)
    return Answer::No;
  switch (headerOf(a)->kind) {
  case Kind::String:
    return answer(textOf(a) == textOf(b));
  case Kind::Function:
  case Kind::Builtin:
    return answer(functionsEqual(a, b));
  case Kind::Array:
  case Kind::Tuple:
    if (arraySize(a) != arraySize(b))
      return Answer::No;
    break;
  case Kind::Object:
    if (objectSize(a) != objectSize(b))
      return Answer::No;
    break;
  case Kind::Set:
  case Kind::Map:
    if (tableSize(a) != tableSize(b))
      return Answer::No;
    break;
  case Kind::Ok:
  case Kind::Err:
  case Kind::Some:
    break;
  default:
    return answer(a == b);
  }
  // A value equals itself, unless `==` meets a NaN inside.
  return container && a == b ? Answer::Yes : Answer::Deep;
}

class Comparison {
public:
  explicit Comparison(int choices) : choices(choices) {}

  bool run(Bits a, Bits b, bool container) {
    if (!add(a, b, container))
      return false;
    while (!pending.empty()) {
      Pair p = pending.pop();
      if (!compareParts(p.a, p.b, p.container))
        return false;
    }
    return true;
  }

private:
  struct Pair {
    Bits a, b;
    bool container;
  };

  /// False if the two differ for sure.
  bool add(Bits a, Bits b, bool container) {
    Answer result = compareShallow(a, b, container);
    if (result == Answer::Deep)
      pending.push({a, b, container});
    return result != Answer::No;
  }
  bool compareParts(Bits a, Bits b, bool container);
  bool compareItems(const Array *a, const Array *b, bool container);
  bool compareTables(Bits a, Bits b, bool container);
  const OrderedTable::Entry *findPartner(const OrderedTable &table,
                                         const OrderedTable::Entry &entry);

  Buffer<Pair> pending;
  int choices;
};

/// Item of an array with raw storage; wide integers live only as long as this.
class RawItem {
public:
  RawItem(const Array *a, int64_t i) : bits(itemAt(a, i)) {}
  RawItem(const RawItem &) = delete;
  RawItem &operator=(const RawItem &) = delete;
  ~RawItem() {
    if (isPtr(bits))
      freeBytes(headerOf(bits));
  }
  const Bits bits;
};

} // namespace

bool Comparison::compareItems(const Array *a, const Array *b, bool container) {
  Element x = elementOf(a), y = elementOf(b);
  if (x == Element::Box && y == Element::Box) {
    for (int64_t i = 0; i < a->size; ++i)
      if (!add(a->data[i], b->data[i], container))
        return false;
    return true;
  }
  if (x == Element::Int && y == Element::Int)
    return std::memcmp(a->data, b->data, static_cast<size_t>(a->size) * 8) == 0;
  // At least one side holds scalars, so every pair is decided at once.
  for (int64_t i = 0; i < a->size; ++i) {
    Answer result;
    if (x == Element::Box)
      result = compareShallow(a->data[i], RawItem(b, i).bits, container);
    else if (y == Element::Box)
      result = compareShallow(RawItem(a, i).bits, b->data[i], container);
    else
      result =
          compareShallow(RawItem(a, i).bits, RawItem(b, i).bits, container);
    if (result != Answer::Yes)
      return false;
  }
  return true;
}

const OrderedTable::Entry *
Comparison::findPartner(const OrderedTable &table,
                        const OrderedTable::Entry &entry) {
  bool several;
  const OrderedTable::Entry *candidate = table.findOnly(entry.hash, several);
  if (!candidate)
    return nullptr;
  if (!several || choices >= maxChoices)
    return add(entry.key, candidate->key, true) ? candidate : nullptr;
  TableCursor cursor(table);
  while (const OrderedTable::Entry *e = cursor.next())
    if (e->hash == entry.hash &&
        Comparison(choices + 1).run(entry.key, e->key, true))
      return e;
  return nullptr;
}

bool Comparison::compareTables(Bits a, Bits b, bool container) {
  TableCursor cursor(tableOf(a));
  while (const OrderedTable::Entry *e = cursor.next()) {
    const OrderedTable::Entry *other = findPartner(tableOf(b), *e);
    if (!other || !add(e->value, other->value, container))
      return false;
  }
  return true;
}

bool Comparison::compareParts(Bits a, Bits b, bool container) {
  switch (headerOf(a)->kind) {
  case Kind::Array:
  case Kind::Tuple:
    return compareItems(objectOf<Array>(a), objectOf<Array>(b), container);
  case Kind::Object: {
    Object *x = asObject(a), *y = asObject(b);
    bool sameKeys = x->shape && x->shape == y->shape;
    ObjectCursor cursor(x);
    Bits key, value;
    for (uint32_t i = 0; cursor.next(key, value); ++i) {
      Bits other =
          sameKeys ? y->slots()[i] : objectGet(y, objectOf<String>(key));
      if (other == missingBits || !add(value, other, container))
        return false;
    }
    return true;
  }
  case Kind::Set:
  case Kind::Map:
    return compareTables(a, b, container);
  default:
    return add(objectOf<Wrapper>(a)->value, objectOf<Wrapper>(b)->value,
               container);
  }
}

static bool compare(Bits a, Bits b, bool container) {
  Answer result = compareShallow(a, b, container);
  if (result == Answer::Deep)
    return Comparison(0).run(a, b, container);
  return result == Answer::Yes;
}

bool forge::rt::equals(Bits a, Bits b) { return compare(a, b, false); }

bool forge::rt::containerEquals(Bits a, Bits b) {
  return a == b || compare(a, b, true);
}

bool forge::rt::displayEquals(Bits a, Bits b) {
  if (isString(a) && isString(b))
    return textOf(a) == textOf(b);
  if (isSmallInt(a) && isSmallInt(b))
    return a == b;
  StringBuilder x, y;
  appendDisplay(x, a);
  appendDisplay(y, b);
  return x.view() == y.view();
}

extern "C" bool frt_equal(Bits a, Bits b) noexcept { return equals(a, b); }
