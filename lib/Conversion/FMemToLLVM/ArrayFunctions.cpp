//===- ArrayFunctions.cpp - fast paths of array accesses ------------------===//

#include "ArrayFunctions.h"
#include "AliasTags.h"
#include "FunctionBody.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

ArrayFunctions::ArrayFunctions(ModuleOp module, Functions &functions)
    : functions(functions) {
  MLIRContext *context = module.getContext();
  box = IntegerType::get(context, 64);
  flag = IntegerType::get(context, 1);
  pointer = LLVM::LLVMPointerType::get(context);
}

Type ArrayFunctions::converted(Element element) const {
  return isa<BoxType>(element) ? box : element;
}

Type ArrayFunctions::withFlag(Type type) const {
  return LLVM::LLVMStructType::getLiteral(type.getContext(), {type, flag});
}

static StringRef nameOf(Type element) {
  if (isa<BoxType>(element))
    return "box";
  if (element.isF64())
    return "f64";
  return element.isInteger(1) ? "i1" : "i64";
}

/// How the elements are stored.
static rt::Element storageOf(Type element) {
  if (isa<BoxType>(element))
    return rt::Element::Box;
  if (element.isF64())
    return rt::Element::Float;
  return element.isInteger(1) ? rt::Element::Bool : rt::Element::Int;
}

/// First word of an array with such elements that is unique and not frozen.
static uint64_t uniqueHeader(Type element) {
  return uint64_t(rt::Kind::Array) << 32 | uint64_t(storageOf(element)) << 48;
}

LLVM::LLVMFuncOp
ArrayFunctions::function(StringRef name, Element element, Type result,
                         ArrayRef<Type> params,
                         llvm::function_ref<void(FunctionBody &)> build) {
  std::string symbol = ("forge.array." + name).str();
  if (element)
    symbol += ("." + nameOf(element)).str();
  LLVM::LLVMFuncOp &known = defined[symbol];
  if (known)
    return known;
  known = functions.define(symbol, result, params, /*isInlined=*/true);
  FunctionBody body(known);
  build(body);
  return known;
}

namespace {

/// Memory of one array in a function that is being built.
class Memory {
public:
  Memory(FunctionBody &body, Type element, Value array)
      : body(body), element(element) {
    object = LLVM::IntToPtrOp::create(
        body.builder, body.loc, LLVM::LLVMPointerType::get(context()),
        body.op<LLVM::AndOp>(array, rt::payloadMask));
  }

  Value header() { return load(i64(), object, Part::Header); }
  Value size() {
    return load(i64(), at(offsetof(rt::Array, size)), Part::Size);
  }
  Value capacity() {
    return load(i64(), at(offsetof(rt::Array, capacity)), Part::Size);
  }
  void setSize(Value size) {
    store(size, at(offsetof(rt::Array, size)), Part::Size);
  }
  Value get(Value position) {
    if (!element.isInteger(1))
      return load(isa<BoxType>(element) ? i64() : element, address(position, 8),
                  partOf(element));
    Value byte =
        load(IntegerType::get(context(), 8), address(position, 1), Part::Bool);
    return body.compare(LLVM::ICmpPredicate::ne, byte, 0);
  }
  void set(Value position, Value value) {
    if (!element.isInteger(1))
      return store(value, address(position, 8), partOf(element));
    Value byte = LLVM::ZExtOp::create(body.builder, body.loc,
                                      IntegerType::get(context(), 8), value);
    store(byte, address(position, 1), Part::Bool);
  }

private:
  MLIRContext *context() { return body.builder.getContext(); }
  Type i64() { return IntegerType::get(context(), 64); }
  Value at(int64_t offset) {
    return LLVM::GEPOp::create(body.builder, body.loc, object.getType(),
                               body.builder.getI8Type(), object,
                               ArrayRef<LLVM::GEPArg>{int32_t(offset)});
  }
  Value address(Value position, unsigned width) {
    return LLVM::GEPOp::create(
        body.builder, body.loc, object.getType(),
        IntegerType::get(context(), 8 * width), at(offsetof(rt::Array, data)),
        ArrayRef<LLVM::GEPArg>{position}, LLVM::GEPNoWrapFlags::inbounds);
  }
  Value load(Type type, Value address, Part part) {
    auto load = LLVM::LoadOp::create(body.builder, body.loc, type, address);
    load.setTbaaAttr(aliasTag(context(), part));
    return load;
  }
  void store(Value value, Value address, Part part) {
    auto store = LLVM::StoreOp::create(body.builder, body.loc, value, address);
    store.setTbaaAttr(aliasTag(context(), part));
  }

  FunctionBody &body;
  Type element;
  Value object;
};

} // namespace

/// Continues in `inside` with the position that an index stands for.
static void locate(FunctionBody &body, Value index, Value size, Block *inside,
                   Block *outside) {
  Block *fromEnd = body.block();
  Value isInside = body.compare(LLVM::ICmpPredicate::ult, index, size);
  body.guard(isInside, inside, fromEnd, index);

  // The sum alone would do, but only the sign says to optimizations that the
  // counter of a loop never gets here.
  body.startAt(fromEnd);
  Value position = LLVM::AddOp::create(body.builder, body.loc, index, size);
  Value isFromEnd = LLVM::AndOp::create(
      body.builder, body.loc, body.compare(LLVM::ICmpPredicate::slt, index, 0),
      body.compare(LLVM::ICmpPredicate::ult, position, size));
  body.branch(isFromEnd, inside, outside, position);
}

/// A block that returns its two arguments. All ways out meet here, before the
/// pair is built: inlined functions then leave plain values behind, not pairs
/// that optimizations do not look into.
static Block *returning(FunctionBody &body, Type type) {
  OpBuilder::InsertionGuard guard(body.builder);
  ArrayRef<Type> parts = cast<LLVM::LLVMStructType>(type).getBody();
  Block *block = body.block(parts[0]);
  block->addArgument(parts[1], body.loc);
  body.startAt(block);
  Value both = LLVM::ZeroOp::create(body.builder, body.loc, type);
  for (auto [index, part] : llvm::enumerate(block->getArguments()))
    both = LLVM::InsertValueOp::create(body.builder, body.loc, both, part,
                                       ArrayRef<int64_t>{int64_t(index)});
  body.finish(both);
  return block;
}

/// What stands for an element where there is none.
static Value nothing(FunctionBody &body, Type element, Type type) {
  if (isa<BoxType>(element))
    return body.constant(type, rt::nullBits);
  return LLVM::ZeroOp::create(body.builder, body.loc, type);
}

LLVM::LLVMFuncOp ArrayFunctions::size() {
  return function("size", {}, box, {box}, [&](FunctionBody &body) {
    body.finish(Memory(body, box, body.argument(0)).size());
  });
}

LLVM::LLVMFuncOp ArrayFunctions::get(Element element, bool isBorrowed) {
  Type type = converted(element), result = withFlag(type);
  isBorrowed &= isa<BoxType>(element);
  return function(
      isBorrowed ? "peek" : "get", element, result, {pointer, box, box},
      [&](FunctionBody &body) {
        Memory array(body, element, body.argument(1));
        Block *inside = body.block(box), *outside = body.block(),
              *exit = returning(body, result);
        locate(body, body.argument(2), array.size(), inside, outside);

        body.startAt(inside);
        Value value = array.get(inside->getArgument(0));
        if (isa<BoxType>(element) && !isBorrowed)
          functions.retain(body.builder, body.loc, body.argument(0), value);
        body.jump(exit, {value, body.constant(flag, 0)});

        body.startAt(outside);
        body.jump(exit, {nothing(body, element, type), body.constant(flag, 1)});
      });
}

LLVM::LLVMFuncOp ArrayFunctions::next(Element element) {
  Type type = converted(element), result = withFlag(type);
  return function(
      "next", element, result, {pointer, box, box}, [&](FunctionBody &body) {
        Memory array(body, element, body.argument(1));
        Value position = body.argument(2);
        Block *more = body.block(), *end = body.block(),
              *exit = returning(body, result);
        body.branch(
            body.compare(LLVM::ICmpPredicate::slt, position, array.size()),
            more, end);

        body.startAt(more);
        Value value = array.get(position);
        if (isa<BoxType>(element))
          functions.retain(body.builder, body.loc, body.argument(0), value);
        body.jump(exit, {value, body.constant(flag, 1)});

        body.startAt(end);
        body.jump(exit, {nothing(body, element, type), body.constant(flag, 0)});
      });
}

/// Continues in `done` with an array that nobody else holds.
static void makeUnique(FunctionBody &body, Functions &functions, Type element,
                       Value context, Value array, Block *done) {
  Block *shared = body.block();
  Value isUnique = body.compare(LLVM::ICmpPredicate::eq,
                                Memory(body, element, array).header(),
                                uniqueHeader(element));
  body.guard(isUnique, done, shared, array);

  body.startAt(shared);
  Value storage = body.constant(array.getType(), uint64_t(storageOf(element)));
  Value copy = functions.callRuntime(body.builder, body.loc, "frt_array_unique",
                                     context, {array, storage});
  body.jump(done, copy);
}

LLVM::LLVMFuncOp ArrayFunctions::unique(Element element) {
  return function("unique", element, box, {pointer, box},
                  [&](FunctionBody &body) {
                    Block *done = body.block(box);
                    makeUnique(body, functions, element, body.argument(0),
                               body.argument(1), done);
                    body.startAt(done);
                    body.finish(done->getArgument(0));
                  });
}

/// The old element combined with the operand; continues in `outside` if that
/// overflows.
static Value combine(FunctionBody &body, Combine kind, Value old, Value operand,
                     Block *outside) {
  OpBuilder &builder = body.builder;
  Location loc = body.loc;
  if (old.getType().isF64()) {
    switch (kind) {
    case Combine::add:
      return LLVM::FAddOp::create(builder, loc, old, operand);
    case Combine::sub:
      return LLVM::FSubOp::create(builder, loc, old, operand);
    case Combine::mul:
      return LLVM::FMulOp::create(builder, loc, old, operand);
    case Combine::div:
      return LLVM::FDivOp::create(builder, loc, old, operand);
    }
  }
  auto type = LLVM::LLVMStructType::getLiteral(
      builder.getContext(), {old.getType(), builder.getI1Type()});
  Value both;
  switch (kind) {
  case Combine::add:
    both = LLVM::SAddWithOverflowOp::create(builder, loc, type, old, operand);
    break;
  case Combine::sub:
    both = LLVM::SSubWithOverflowOp::create(builder, loc, type, old, operand);
    break;
  case Combine::mul:
    both = LLVM::SMulWithOverflowOp::create(builder, loc, type, old, operand);
    break;
  case Combine::div:
    llvm_unreachable("no inline division of integers");
  }
  Value overflows =
      LLVM::ExtractValueOp::create(builder, loc, both, ArrayRef<int64_t>{1});
  Block *next = body.block();
  Value isFine = body.compare(LLVM::ICmpPredicate::eq, overflows, 0);
  body.guard(isFine, next, outside);
  body.startAt(next);
  return LLVM::ExtractValueOp::create(builder, loc, both, ArrayRef<int64_t>{0});
}

/// Replaces an element: of an array known to be unique, or of any array, which
/// is then returned.
LLVM::LLVMFuncOp ArrayFunctions::update(StringRef name, Element element,
                                        std::optional<Combine> kind,
                                        bool isUnique) {
  Type type = converted(element);
  Type result = isUnique ? flag : withFlag(box);
  std::string suffixed = name.str();
  if (kind)
    suffixed += ("." + stringifyCombine(*kind)).str();
  auto build = [&](FunctionBody &body) {
    Value context = body.argument(0), array = body.argument(1),
          operand = body.argument(3);
    Memory memory(body, element, array);
    Block *inside = body.block(box), *outside = body.block();
    Block *exit = isUnique ? nullptr : returning(body, result);
    auto finish = [&](Value updated, bool isOutside) {
      Value failed = body.constant(flag, isOutside);
      if (isUnique)
        body.finish(failed);
      else
        body.jump(exit, {updated, failed});
    };
    locate(body, body.argument(2), memory.size(), inside, outside);

    body.startAt(inside);
    Value position = inside->getArgument(0), value = operand;
    if (kind)
      value = combine(body, *kind, memory.get(position), operand, outside);
    Value target = array;
    if (!isUnique) {
      Block *unique = body.block(box);
      makeUnique(body, functions, element, context, array, unique);
      body.startAt(unique);
      target = unique->getArgument(0);
    }
    Memory own(body, element, target);
    Value old = isa<BoxType>(element) ? own.get(position) : Value();
    own.set(position, value);
    if (old)
      functions.release(body.builder, body.loc, context, old);
    finish(target, false);

    body.startAt(outside);
    if (isa<BoxType>(element))
      functions.releaseCold(body.builder, body.loc, context, operand);
    finish(array, true);
  };
  return function(suffixed, element, result, {pointer, box, box, type}, build);
}

LLVM::LLVMFuncOp ArrayFunctions::set(Element element,
                                     std::optional<Combine> kind) {
  return update("set", element, kind, /*isUnique=*/false);
}

LLVM::LLVMFuncOp ArrayFunctions::store(Element element,
                                       std::optional<Combine> kind) {
  return update("store", element, kind, /*isUnique=*/true);
}

LLVM::LLVMFuncOp ArrayFunctions::setDeep(Element element, unsigned indexes,
                                         std::optional<Combine> kind) {
  Type type = converted(element), result = withFlag(box);
  Type inner = BoxType::get(element.getContext());
  std::string name = "set_deep." + std::to_string(indexes);
  if (kind)
    name += ("." + stringifyCombine(*kind)).str();
  SmallVector<Type> params = {pointer, box};
  params.append(indexes, box);
  params.push_back(type);
  auto build = [&](FunctionBody &body) {
    Value context = body.argument(0), array = body.argument(1),
          operand = body.argument(2 + indexes);
    Block *outside = body.block(), *exit = returning(body, result);
    // Nothing changes before all is known to exist.
    SmallVector<Value> positions;
    Value holder = array;
    for (unsigned i = 0; i != indexes; ++i) {
      Memory memory(body, inner, holder);
      Block *inside = body.block(box);
      locate(body, body.argument(2 + i), memory.size(), inside, outside);
      body.startAt(inside);
      positions.push_back(inside->getArgument(0));
      if (i + 1 != indexes)
        holder = memory.get(positions.back());
    }
    Value value = operand;
    if (kind)
      value = combine(body, *kind,
                      Memory(body, element, holder).get(positions.back()),
                      operand, outside);

    // From outside in: a copy of an outer array shares the inner ones.
    auto unique = [&](Value shared, Type elements) -> Value {
      Block *done = body.block(box);
      makeUnique(body, functions, elements, context, shared, done);
      body.startAt(done);
      return done->getArgument(0);
    };
    Value root = unique(array, inner);
    Value parent = root;
    for (unsigned i = 0; i + 1 != indexes; ++i) {
      Memory memory(body, inner, parent);
      bool isLast = i + 2 == indexes;
      Value child =
          unique(memory.get(positions[i]), isLast ? Type(element) : inner);
      memory.set(positions[i], child);
      parent = child;
    }
    Memory own(body, element, parent);
    Value old = isa<BoxType>(element) ? own.get(positions.back()) : Value();
    own.set(positions.back(), value);
    if (old)
      functions.release(body.builder, body.loc, context, old);
    body.jump(exit, {root, body.constant(flag, 0)});

    body.startAt(outside);
    if (isa<BoxType>(element))
      functions.releaseCold(body.builder, body.loc, context, operand);
    body.jump(exit, {array, body.constant(flag, 1)});
  };
  return function(name, element, result, params, build);
}

LLVM::LLVMFuncOp ArrayFunctions::push(Element element) {
  auto build = [&](FunctionBody &body) {
    Value context = body.argument(0), array = body.argument(1),
          value = body.argument(2);
    Memory memory(body, element, array);
    Block *unique = body.block(), *grow = body.block(), *room = body.block(box);
    body.guard(body.compare(LLVM::ICmpPredicate::eq, memory.header(),
                            uniqueHeader(element)),
               unique, grow);

    body.startAt(unique);
    Value hasRoom = body.compare(LLVM::ICmpPredicate::slt, memory.size(),
                                 memory.capacity());
    body.guard(hasRoom, room, grow, array);

    body.startAt(grow);
    Value storage = body.constant(box, uint64_t(storageOf(element)));
    Value larger = functions.callRuntime(
        body.builder, body.loc, "frt_array_grow", context, {array, storage});
    body.jump(room, larger);

    body.startAt(room);
    Value target = room->getArgument(0);
    Memory own(body, element, target);
    Value size = own.size();
    own.set(size, value);
    own.setSize(body.op<LLVM::AddOp>(size, 1));
    body.finish(target);
  };
  return function("push", element, box, {pointer, box, converted(element)},
                  build);
}
