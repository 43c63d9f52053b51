//===- Cycles.cpp - collecting cycles by trial deletion -------------------===//
//
// Synchronous cycle collection after Bacon and Rajan, "Concurrent Cycle
// Collection in Reference Counted Systems" (ECOOP 2001), section 3:
//
//   1. mark:    from every cell, take back the counts of all references between
//               objects that cells reach (grey). What is left of a count are
//               references from outside.
//   2. scan:    an object with references from outside lives, and so does what
//               it reaches; their counts are restored (black). The others are
//               garbage (white).
//   3. collect: free what is white.
//
// The paper buffers objects whose count was decremented to nonzero as possible
// roots. Here all cells are roots, so that neither generated code nor `release`
// has to know about cycles; the price is that a collection walks all that cells
// reach. It is started by the creation of a cell, when so many were created
// that the last walk is paid for: its cost per cell created is bounded.
//
// All walks use lists instead of the native stack. Objects with a negative
// count are immortal or shared; they are neither counted nor entered. During a
// collection a coloured object may reach -1, which means no references.
//
//===----------------------------------------------------------------------===//

#include "Cycles.h"

#include "Buffer.h"
#include "Children.h"

#include <algorithm>

using namespace forge::rt;

namespace {

enum class Colour : uint8_t { Black = 0, Grey = flagGrey, White = flagWhite };

Colour colourOf(const Header *h) {
  return static_cast<Colour>(h->flags & (flagGrey | flagWhite));
}
void paint(Header *h, Colour colour) {
  constexpr auto others = static_cast<uint8_t>(~(flagGrey | flagWhite));
  h->flags =
      static_cast<uint8_t>((h->flags & others) | static_cast<uint8_t>(colour));
}

/// Objects that refer to nothing are left to ordinary counting.
bool isLeaf(const Header *h) {
  switch (h->kind) {
  case Kind::Int:
  case Kind::String:
  case Kind::Module:
    return true;
  case Kind::Array:
    return elementOf(reinterpret_cast<const Array *>(h)) != Element::Box;
  default:
    return false;
  }
}

/// One collection.
class Collector {
public:
  explicit Collector(TaskContext &t) : t(t) {}

  void run() {
    forEachCell([&](Header *cell) { mark(cell); });
    forEachCell([&](Header *cell) { scan(cell); });
    forEachCell([&](Header *cell) { gather(cell); });
    // Leaves first: their headers are not read once garbage is gone.
    for (Header *h : garbage)
      forEachChild(h, [&](Bits v) {
        if (isPtr(v) && isLeaf(headerOf(v)))
          release(t, v);
      });
    for (Header *h : garbage)
      freeObject(t, h);
  }

  /// Objects walked that are still there.
  int64_t survivors() const {
    return visited - static_cast<int64_t>(garbage.size());
  }

private:
  template <typename Visit> void forEachCell(Visit visit) {
    for (ListedCell *c = t.cells.first; c; c = c->next)
      visit(&c->cell.header);
  }
  /// Visits the objects that take part in the collection.
  template <typename Visit> void forEachEdge(Header *from, Visit visit) {
    forEachChild(from, [&](Bits v) {
      if (!isPtr(v))
        return;
      Header *h = headerOf(v);
      if (!isLeaf(h) && (h->count >= 0 || colourOf(h) != Colour::Black))
        visit(h);
    });
  }

  void mark(Header *root);
  void scan(Header *root);
  void restore(Header *root);
  void gather(Header *root);

  TaskContext &t;
  Buffer<Header *, 64> pending, restored, garbage;
  int64_t visited = 0;
};

} // namespace

void Collector::mark(Header *root) {
  auto enter = [&](Header *h) {
    if (colourOf(h) == Colour::Grey)
      return;
    paint(h, Colour::Grey);
    ++visited;
    pending.push(h);
  };
  if (root->count >= 0)
    enter(root);
  while (!pending.empty())
    forEachEdge(pending.pop(), [&](Header *h) {
      --h->count;
      enter(h);
    });
}

void Collector::scan(Header *root) {
  pending.push(root);
  while (!pending.empty()) {
    Header *from = pending.pop();
    if (colourOf(from) != Colour::Grey)
      continue;
    if (from->count >= 0) {
      restore(from);
      continue;
    }
    paint(from, Colour::White);
    forEachEdge(from, [&](Header *h) { pending.push(h); });
  }
}

void Collector::restore(Header *root) {
  paint(root, Colour::Black);
  restored.push(root);
  while (!restored.empty())
    forEachEdge(restored.pop(), [&](Header *h) {
      ++h->count;
      if (colourOf(h) == Colour::Black)
        return;
      paint(h, Colour::Black);
      restored.push(h);
    });
}

void Collector::gather(Header *root) {
  auto enter = [&](Header *h) {
    if (colourOf(h) != Colour::White)
      return;
    paint(h, Colour::Grey); // gathered
    garbage.push(h);
  };
  size_t next = garbage.size();
  enter(root);
  while (next < garbage.size())
    forEachEdge(garbage[next++], enter);
}

/// The next collection is due when as many cells were created as there are
/// now, or enough to pay for walking what survived this one. Much data may hang
/// on few cells: so it is when the objects have doubled, too.
static void scheduleNext(TaskContext &t, int64_t survivors) {
  CellList &cells = t.cells;
  cells.countLimit =
      cells.count + std::max({cells.fewCells, cells.count, survivors / 8});
  cells.liveLimit = std::max(CellList::fewObjects, 2 * t.counters.live);
  ++cells.collections;
}

void forge::rt::collectCycles(Context &ctx) {
  TaskContext &t = task(ctx);
  Collector collector(t);
  collector.run();
  scheduleNext(t, collector.survivors());
}

void forge::rt::collectIfDue(Context &ctx) {
  TaskContext &t = task(ctx);
  CellList &cells = t.cells;
  t.runtime->parts.collectCycles.need(collectCycles);
  if (cells.count >= cells.countLimit || t.counters.live >= cells.liveLimit)
      [[unlikely]]
    collectCycles(ctx);
}

void forge::rt::listCell(Context &ctx, ListedCell *cell) {
  CellList &cells = task(ctx).cells;
  cell->previous = nullptr;
  cell->next = cells.first;
  if (cell->next)
    cell->next->previous = cell;
  cells.first = cell;
  ++cells.count;
}

Bits forge::rt::makeCell(Context &ctx, Bits value) {
  collectIfDue(ctx);
  auto *listed =
      allocateObject<ListedCell>(ctx, Kind::Cell, sizeof(ListedCell));
  listed->cell.value = value;
  listCell(ctx, listed);
  return boxPtr(listed);
}

void forge::rt::unlistCell(TaskContext &t, ListedCell *cell) {
  if (cell->previous)
    cell->previous->next = cell->next;
  else
    t.cells.first = cell->next;
  if (cell->next)
    cell->next->previous = cell->previous;
  --t.cells.count;
}
