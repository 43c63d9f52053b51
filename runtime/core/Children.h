//===- Children.h - what an object refers to ------------------------------===//
//
// The one place that knows which boxes an object of each kind owns, and what
// memory it has beside its block. Freeing and collecting cycles build on it.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_CHILDREN_H
#define FORGE_RT_CORE_CHILDREN_H

#include "ArrayObject.h"
#include "ErrorObject.h"
#include "ObjectObject.h"
#include "Reference.h"
#include "SetMap.h"

namespace forge::rt {

/// Calls `visit` with each box in the table.
template <typename Visit>
void forEachChild(const OrderedTable &table, Visit visit) {
  TableCursor cursor(table);
  while (const OrderedTable::Entry *e = cursor.next()) {
    visit(e->key);
    visit(e->value);
  }
}

/// Calls `visit` with each box that the object owns.
template <typename Visit> void forEachChild(const Header *h, Visit visit) {
  auto visitAll = [&](const Bits *values, int64_t n) {
    // The objects are all over the memory: fetching them ahead pays.
    constexpr int64_t ahead = 12;
    for (int64_t i = 0; i < n; ++i) {
      if (i + ahead < n && isPtr(values[i + ahead]))
        __builtin_prefetch(headerOf(values[i + ahead]), 1);
      visit(values[i]);
    }
  };
  switch (h->kind) {
  case Kind::Int:
  case Kind::String:
  case Kind::Module:
    return;
  case Kind::Array:
  case Kind::Tuple: {
    auto *a = reinterpret_cast<const Array *>(h);
    if (elementOf(a) == Element::Box)
      visitAll(a->data, a->size);
    return;
  }
  case Kind::Object: {
    auto *o = reinterpret_cast<const Object *>(h);
    if (o->shape)
      visitAll(o->slots(), o->shape->size);
    else
      forEachChild(o->table, visit);
    return;
  }
  case Kind::Set:
  case Kind::Map:
    forEachChild(reinterpret_cast<const TableObject *>(h)->table, visit);
    return;
  case Kind::Ok:
  case Kind::Err:
  case Kind::Some:
    visit(reinterpret_cast<const Wrapper *>(h)->value);
    return;
  case Kind::Cell:
    visit(reinterpret_cast<const Cell *>(h)->value);
    return;
  case Kind::Function:
  case Kind::Builtin: {
    auto *c = reinterpret_cast<const Closure *>(h);
    visitAll(c->captures, c->size);
    return;
  }
  case Kind::Error: {
    auto *e = reinterpret_cast<const ErrorObject *>(h);
    for (const ErrorArg &arg : e->args)
      visit(arg.value);
    visit(e->message);
    visit(e->hint);
    return;
  }
  case Kind::Task:
  case Kind::Channel:
  case Kind::Atomic:
  case Kind::Mutex:
  case Kind::WaitGroup:
    reinterpret_cast<const Reference *>(h)->ops.ptr->visit(
        h, &visit, [](void *visitor, Bits child) {
          (*static_cast<Visit *>(visitor))(child);
        });
    return;
  }
}

/// Gives back an object whose children were released: its tables, its place in
/// the list of cells, its block.
void freeObject(TaskContext &t, Header *h);

} // namespace forge::rt

#endif // FORGE_RT_CORE_CHILDREN_H
