//===- ArrayFunctions.cpp - fast paths of array accesses ------------------===//

#include "ArrayFunctions.h"
#include "ArrayMemory.h"

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

LLVM::LLVMFuncOp ArrayFunctions::size() {
  return function("size", {}, box, {box}, [&](FunctionBody &body) {
    body.finish(ArrayMemory(body, box, body.argument(0)).size());
  });
}

LLVM::LLVMFuncOp ArrayFunctions::get(Element element, bool isBorrowed) {
  Type type = converted(element), result = withFlag(type);
  isBorrowed &= isa<BoxType>(element);
  return function(
      isBorrowed ? "peek" : "get", element, result, {pointer, box, box},
      [&](FunctionBody &body) {
        ArrayMemory array(body, element, body.argument(1));
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

LLVM::LLVMFuncOp ArrayFunctions::next(Element element, bool isBorrowed) {
  Type type = converted(element), result = withFlag(type);
  isBorrowed &= isa<BoxType>(element);
  return function(
      isBorrowed ? "peek_next" : "next", element, result, {pointer, box, box},
      [&](FunctionBody &body) {
        ArrayMemory array(body, element, body.argument(1));
        Value position = body.argument(2);
        Block *more = body.block(), *end = body.block(),
              *exit = returning(body, result);
        body.branch(
            body.compare(LLVM::ICmpPredicate::slt, position, array.size()),
            more, end);

        body.startAt(more);
        Value value = array.get(position);
        if (isa<BoxType>(element) && !isBorrowed)
          functions.retain(body.builder, body.loc, body.argument(0), value);
        body.jump(exit, {value, body.constant(flag, 1)});

        body.startAt(end);
        body.jump(exit, {nothing(body, element, type), body.constant(flag, 0)});
      });
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
    ArrayMemory memory(body, element, array);
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
    ArrayMemory own(body, element, target);
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
      ArrayMemory memory(body, inner, holder);
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
                      ArrayMemory(body, element, holder).get(positions.back()),
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
      ArrayMemory memory(body, inner, parent);
      bool isLast = i + 2 == indexes;
      Value child =
          unique(memory.get(positions[i]), isLast ? Type(element) : inner);
      memory.set(positions[i], child);
      parent = child;
    }
    ArrayMemory own(body, element, parent);
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
    ArrayMemory memory(body, element, array);
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
    ArrayMemory own(body, element, target);
    Value size = own.size();
    own.set(size, value);
    own.setSize(body.op<LLVM::AddOp>(size, 1));
    body.finish(target);
  };
  return function("push", element, box, {pointer, box, converted(element)},
                  build);
}
