//===- Memory.cpp - allocation and iterative freeing ----------------------===//

#include "Memory.h"

#include "Buffer.h"
#include "ErrorObject.h"
#include "ObjectObject.h"
#include "SetMap.h"

#include <cstdio>
#include <cstdlib>

using namespace forge::rt;

[[gnu::cold, noreturn]] static void outOfMemory() {
  std::fputs("forge: out of memory\n", stderr);
  std::_Exit(70);
}

void *forge::rt::allocateBytes(size_t size) {
  void *memory = std::malloc(size);
  if (!memory) [[unlikely]]
    outOfMemory();
  return memory;
}

void *forge::rt::reallocateBytes(void *memory, size_t size) {
  memory = std::realloc(memory, size);
  if (!memory) [[unlikely]]
    outOfMemory();
  return memory;
}

void forge::rt::freeBytes(void *memory) { std::free(memory); }

Header *forge::rt::allocateHeader(Context &ctx, Kind kind, size_t size) {
  auto *h = static_cast<Header *>(allocateBytes(size));
  *h = Header{0, kind, 0, 0};
  ++task(ctx).counters.live;
  ++task(ctx).counters.allocs;
  return h;
}

namespace {

/// Frees objects one after the other; what they refer to waits in a list, so
/// that the native stack does not grow with the depth of the data.
class Destroyer {
public:
  explicit Destroyer(Context &ctx) : counters(task(ctx).counters) {}

  void run(Header *first) {
    freeObject(first);
    while (!pending.empty())
      freeObject(pending.pop());
  }

private:
  void drop(Bits v) {
    if (!isPtr(v))
      return;
    Header *h = headerOf(v);
    if (h->count > 0)
      --h->count;
    else if (h->count == 0)
      pending.push(h);
  }
  void dropAll(const Bits *values, int64_t n) {
    for (int64_t i = 0; i < n; ++i)
      drop(values[i]);
  }
  void dropTable(OrderedTable &table) {
    TableCursor cursor(table);
    while (const OrderedTable::Entry *e = cursor.next()) {
      drop(e->key);
      drop(e->value);
    }
    table.dispose();
  }
  void dropChildren(Header *h);
  void freeObject(Header *h) {
    dropChildren(h);
    // Wide integers come from entries without a context and are not counted.
    if (h->kind != Kind::Int)
      --counters.live;
    freeBytes(h);
  }

  Counters &counters;
  Buffer<Header *, 64> pending;
};

} // namespace

void Destroyer::dropChildren(Header *h) {
  switch (h->kind) {
  case Kind::Int:
  case Kind::String:
  case Kind::Module:
    return;
  case Kind::Array:
  case Kind::Tuple: {
    auto *a = reinterpret_cast<Array *>(h);
    if (static_cast<Element>(h->aux) == Element::Box)
      dropAll(a->data, a->size);
    return;
  }
  case Kind::Object: {
    auto *o = reinterpret_cast<Object *>(h);
    if (o->shape)
      dropAll(o->slots(), o->shape->size);
    else
      dropTable(o->table);
    return;
  }
  case Kind::Set:
  case Kind::Map:
    dropTable(reinterpret_cast<TableObject *>(h)->table);
    return;
  case Kind::Ok:
  case Kind::Err:
  case Kind::Some:
    drop(reinterpret_cast<Wrapper *>(h)->value);
    return;
  case Kind::Cell:
    drop(reinterpret_cast<Cell *>(h)->value);
    return;
  case Kind::Function:
  case Kind::Builtin: {
    auto *c = reinterpret_cast<Closure *>(h);
    dropAll(c->captures, c->size);
    return;
  }
  case Kind::Error: {
    auto *e = reinterpret_cast<ErrorObject *>(h);
    for (ErrorArg &arg : e->args)
      drop(arg.value);
    drop(e->message);
    drop(e->hint);
    return;
  }
  }
}

void forge::rt::destroy(Context &ctx, Header *object) {
  if (object->kind == Kind::String) [[likely]] {
    --task(ctx).counters.live;
    freeBytes(object);
    return;
  }
  if (object->kind == Kind::Int) {
    freeBytes(object);
    return;
  }
  Destroyer(ctx).run(object);
}

void forge::rt::releaseAll(Context &ctx, const Bits *values, int64_t n) {
  for (int64_t i = 0; i < n; ++i)
    release(ctx, values[i]);
}
