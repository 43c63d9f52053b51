//===- ObjectFunctions.cpp - fast paths of entries that look into objects -===//
//
// Fields, elements, kinds, Results and Options, calls of function values.
//
//===----------------------------------------------------------------------===//

#include "BoxFunctions.h"
#include "FastPath.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

static Value slots(FastPath &path, Value object) {
  return path.at(object, offsetof(rt::ObjectHead, slots));
}

static void finishRetained(FastPath &path, Value box) {
  path.retain(box);
  path.finish(box);
}

/// Continues where the object is known to have a shape, which is returned.
static Value expectShape(FastPath &path, Value object, Block *otherwise) {
  Value shape =
      path.load(path.pointerType(),
                path.at(object, offsetof(rt::ObjectHead, shape)), Part::Shape);
  Value none = LLVM::ZeroOp::create(path.builder, path.loc, path.pointerType());
  Block *hasShape = path.block();
  path.guard(path.compare(LLVM::ICmpPredicate::ne, shape, none), hasShape,
             otherwise);
  path.startAt(hasShape);
  return shape;
}

/// Number of fields of a variant, below zero for other objects; 16 bits.
static Value fieldCount(FastPath &path, Value shape) {
  return path.load(path.builder.getI16Type(),
                   path.at(shape, offsetof(rt::ShapeHead, fields)),
                   Part::Shape);
}

void forge::fmem::buildFieldGet(FastPath &path) {
  Value object =
      path.expectKind(path.operand(0), rt::Kind::Object, path.slow());
  Value cache = path.operand(2);
  Value shape = expectShape(path, object, path.slow());
  Value known =
      path.load(path.pointerType(),
                path.at(cache, offsetof(rt::FieldCache, shape)), Part::Cache);
  Block *hit = path.block();
  path.guard(path.equal(shape, known), hit, path.slow());

  path.startAt(hit);
  Value index =
      path.load(path.boxType(), path.at(cache, offsetof(rt::FieldCache, index)),
                Part::Cache);
  finishRetained(path, path.load(path.boxType(),
                                 path.elementAt(slots(path, object), index),
                                 Part::Box));
}

/// Types are told apart by the addresses of their static names. That the object
/// has no entry of the method's name follows from its shape.
void forge::fmem::buildFindsMethod(FastPath &path) {
  OpBuilder &builder = path.builder;
  Block *otherKind = path.block(), *hasType = path.block(),
        *sameType = path.block(), *otherType = path.block(),
        *known = path.block(), *isText = path.block(), *isStatic = path.block();
  Value object = path.expectKind(path.operand(0), rt::Kind::Object, otherKind);
  Value shape = expectShape(path, object, path.slow());
  Value typeSlot =
      path.load(builder.getI16Type(),
                path.at(shape, offsetof(rt::ShapeHead, typeSlot)), Part::Shape);
  path.guard(path.compare(LLVM::ICmpPredicate::sge, typeSlot, 0), hasType,
             path.slow());

  path.startAt(hasType);
  Value slot =
      LLVM::ZExtOp::create(builder, path.loc, path.boxType(), typeSlot);
  Value type = path.load(path.boxType(),
                         path.elementAt(slots(path, object), slot), Part::Box);
  path.branch(path.equal(type, path.operand(1)), sameType, otherType);

  path.startAt(sameType);
  Value verified = path.load(
      path.pointerType(),
      path.at(path.operand(3), offsetof(rt::FieldCache, shape)), Part::Cache);
  path.guard(path.equal(shape, verified), known, path.slow());
  path.startAt(known);
  path.finishWith(true);

  // Another static name is another text.
  path.startAt(otherType);
  path.guard(path.isObject(type), isText, path.slow());
  path.startAt(isText);
  Value counter =
      path.load(builder.getI32Type(), path.objectIn(type), Part::Header);
  path.guard(path.equal(counter, uint32_t(rt::immortalCount)), isStatic,
             path.slow());
  path.startAt(isStatic);
  path.finishWith(false);
  path.startAt(otherKind);
  path.finishWith(false);
}

static Value isSequence(FastPath &path, Value kind) {
  static_assert((unsigned(rt::Kind::Array) | 1) == unsigned(rt::Kind::Tuple));
  return path.equal(path.op<LLVM::OrOp>(kind, 1), uint64_t(rt::Kind::Tuple));
}

static Value sizeOf(FastPath &path, Value array) {
  return path.load(path.boxType(), path.at(array, offsetof(rt::Array, size)),
                   Part::Size);
}

/// Continues with an element, with a reference of its own, of an array that
/// stores boxes, Ints or Floats.
static Value elementOf(FastPath &path, Value array, Value position) {
  OpBuilder &builder = path.builder;
  Value address =
      path.elementAt(path.at(array, offsetof(rt::Array, data)), position);
  Value storage =
      path.load(builder.getI16Type(), path.at(array, offsetof(rt::Header, aux)),
                Part::Kind);
  Block *boxes = path.block(), *raw = path.block(), *ints = path.block(),
        *notInts = path.block(), *floats = path.block(), *small = path.block(),
        *done = path.block(path.boxType());
  path.branch(path.equal(storage, uint64_t(rt::Element::Box)), boxes, raw);

  path.startAt(boxes);
  Value box = path.load(path.boxType(), address, Part::Box);
  path.retain(box);
  path.jump(done, box);

  path.startAt(raw);
  path.branch(path.equal(storage, uint64_t(rt::Element::Int)), ints, notInts);

  path.startAt(ints);
  Value number = path.load(path.boxType(), address, Part::Int);
  path.guard(path.isSmall(number), small, path.slow());
  path.startAt(small);
  path.jump(done, path.boxSmall(number));

  path.startAt(notInts);
  path.branch(path.equal(storage, uint64_t(rt::Element::Float)), floats,
              path.slow());
  path.startAt(floats);
  path.jump(done, path.boxFloat(
                      path.load(builder.getF64Type(), address, Part::Float)));

  path.startAt(done);
  return done->getArgument(0);
}

void forge::fmem::buildIndexGet(FastPath &path) {
  Value container = path.operand(0), key = path.operand(1);
  Block *isPointer = path.block(), *isArray = path.block(),
        *below = path.block(), *isInside = path.block(path.boxType());
  path.guard(path.both(path.isObject(container), path.isInt(key)), isPointer,
             path.slow());

  path.startAt(isPointer);
  Value object = path.objectIn(container);
  path.guard(isSequence(path, path.kindOf(object)), isArray, path.slow());

  path.startAt(isArray);
  Value size = sizeOf(path, object), index = path.number(key);
  Value position = isInside->getArgument(0);
  path.guard(path.compare(LLVM::ICmpPredicate::ult, index, size), isInside,
             below, index);

  path.startAt(below);
  Value fromEnd = LLVM::AddOp::create(path.builder, path.loc, index, size);
  path.branch(path.compare(LLVM::ICmpPredicate::ult, fromEnd, size), isInside,
              path.slow(), fromEnd);

  path.startAt(isInside);
  path.finish(elementOf(path, object, position));
}

/// Arrays and Tuples only: what else there is to iterate over has other
/// positions.
void forge::fmem::buildIterNext(FastPath &path) {
  OpBuilder &builder = path.builder;
  Value object = path.objectIn(path.operand(0));
  Value positionSlot = path.operand(1), out = path.operand(2);
  Block *isArray = path.block(), *more = path.block(), *end = path.block();
  path.guard(isSequence(path, path.kindOf(object)), isArray, path.slow());

  path.startAt(isArray);
  Value position =
      LLVM::LoadOp::create(builder, path.loc, path.boxType(), positionSlot);
  path.branch(
      path.compare(LLVM::ICmpPredicate::slt, position, sizeOf(path, object)),
      more, end);

  path.startAt(more);
  LLVM::StoreOp::create(builder, path.loc, elementOf(path, object, position),
                        out);
  LLVM::StoreOp::create(builder, path.loc, path.op<LLVM::AddOp>(position, 1),
                        positionSlot);
  path.finishWith(true);

  // What the caller finds, and releases, at the end.
  path.startAt(end);
  LLVM::StoreOp::create(builder, path.loc,
                        path.constant(path.boxType(), rt::nullBits), out);
  path.finishWith(false);
}

/// First word of an array with such elements that is unique and not frozen.
static uint64_t uniqueArray(rt::Element element) {
  return uint64_t(rt::Kind::Array) << 32 | uint64_t(element) << 48;
}

/// Adds to a unique array that has room and stores items of this kind.
void forge::fmem::buildPush(FastPath &path) {
  OpBuilder &builder = path.builder;
  Value root =
      LLVM::LoadOp::create(builder, path.loc, path.boxType(), path.operand(0));
  Block *isPointer = path.block(), *isArray = path.block(),
        *hasRoom = path.block(), *boxes = path.block(),
        *notBoxes = path.block(), *ints = path.block(), *notInts = path.block(),
        *floats = path.block(), *grow = path.block();
  path.guard(path.isObject(root), isPointer, path.slow());

  path.startAt(isPointer);
  Value object = path.objectIn(root);
  path.guard(path.isKind(object, rt::Kind::Array), isArray, path.slow());

  path.startAt(isArray);
  Value header = path.load(path.boxType(), object, Part::Header);
  Value size = sizeOf(path, object);
  Value capacity =
      path.load(path.boxType(), path.at(object, offsetof(rt::Array, capacity)),
                Part::Size);
  path.guard(path.compare(LLVM::ICmpPredicate::slt, size, capacity), hasRoom,
             path.slow());

  path.startAt(hasRoom);
  Value item =
      LLVM::LoadOp::create(builder, path.loc, path.boxType(), path.operand(4));
  Value address =
      path.elementAt(path.at(object, offsetof(rt::Array, data)), size);
  auto has = [&](rt::Element element) {
    return path.equal(header, uniqueArray(element));
  };
  path.branch(has(rt::Element::Box), boxes, notBoxes);
  path.startAt(boxes);
  path.store(item, address, Part::Box);
  path.jump(grow);

  path.startAt(notBoxes);
  path.branch(path.both(has(rt::Element::Int), path.isInt(item)), ints,
              notInts);
  path.startAt(ints);
  path.store(path.number(item), address, Part::Int);
  path.jump(grow);

  path.startAt(notInts);
  path.branch(path.both(has(rt::Element::Float), path.isFloat(item)), floats,
              path.slow());
  path.startAt(floats);
  path.store(path.floatIn(item), address, Part::Float);
  path.jump(grow);

  path.startAt(grow);
  path.store(path.op<LLVM::AddOp>(size, 1),
             path.at(object, offsetof(rt::Array, size)), Part::Size);
  path.finish(path.constant(path.boxType(), rt::nullBits));
}

void forge::fmem::buildPop(FastPath &path) {
  Value root = LLVM::LoadOp::create(path.builder, path.loc, path.boxType(),
                                    path.operand(0));
  Block *isPointer = path.block(), *isArray = path.block(),
        *isFilled = path.block(), *boxes = path.block(),
        *notBoxes = path.block(), *ints = path.block(), *notInts = path.block(),
        *floats = path.block(), *done = path.block(path.boxType());
  path.guard(path.isObject(root), isPointer, path.slow());

  path.startAt(isPointer);
  Value object = path.objectIn(root);
  path.guard(path.isKind(object, rt::Kind::Array), isArray, path.slow());

  path.startAt(isArray);
  Value header = path.load(path.boxType(), object, Part::Header);
  Value last = path.op<LLVM::SubOp>(sizeOf(path, object), 1);
  path.guard(path.compare(LLVM::ICmpPredicate::sge, last, 0), isFilled,
             path.slow());

  path.startAt(isFilled);
  Value address =
      path.elementAt(path.at(object, offsetof(rt::Array, data)), last);
  auto has = [&](rt::Element element) {
    return path.equal(header, uniqueArray(element));
  };
  path.branch(has(rt::Element::Box), boxes, notBoxes);
  // The reference moves out of the array.
  path.startAt(boxes);
  path.jump(done, path.load(path.boxType(), address, Part::Box));

  path.startAt(notBoxes);
  path.branch(has(rt::Element::Int), ints, notInts);
  path.startAt(ints);
  Value number = path.load(path.boxType(), address, Part::Int);
  path.guard(path.isSmall(number), done, path.slow(), path.boxSmall(number));

  path.startAt(notInts);
  path.branch(has(rt::Element::Float), floats, path.slow());
  path.startAt(floats);
  path.jump(done, path.boxFloat(path.load(path.builder.getF64Type(), address,
                                          Part::Float)));

  path.startAt(done);
  path.store(last, path.at(object, offsetof(rt::Array, size)), Part::Size);
  path.finish(done->getArgument(0));
}

/// Numbers are not shared: the root as it is.
void forge::fmem::buildVacate(FastPath &path) {
  Block *number = path.block();
  path.branch(path.isObject(path.operand(3)), path.slow(), number);
  path.startAt(number);
  path.finish(path.operand(0));
}

void forge::fmem::buildLength(FastPath &path) {
  Value container = path.operand(0);
  Block *isPointer = path.block(), *isArray = path.block(),
        *other = path.block(), *isString = path.block(),
        *isCounted = path.block();
  path.branch(path.isObject(container), isPointer, path.slow());

  path.startAt(isPointer);
  Value object = path.objectIn(container), kind = path.kindOf(object);
  path.branch(isSequence(path, kind), isArray, other);

  path.startAt(isArray);
  path.finish(path.boxSmall(sizeOf(path, object)));

  path.startAt(other);
  path.branch(path.equal(kind, uint64_t(rt::Kind::String)), isString,
              path.slow());
  path.startAt(isString);
  Value chars = path.load(
      path.boxType(), path.at(object, offsetof(rt::String, chars)), Part::Text);
  path.guard(path.compare(LLVM::ICmpPredicate::sge, chars, 0), isCounted,
             path.slow());
  path.startAt(isCounted);
  path.finish(path.boxSmall(chars));
}

//===----------------------------------------------------------------------===//
// Kinds
//===----------------------------------------------------------------------===//

/// What `frt_kind_code` says about objects of a kind.
static rt::Type codeOf(rt::Kind kind) {
  switch (kind) {
  case rt::Kind::Int:
    return rt::Type::Int;
  case rt::Kind::String:
    return rt::Type::String;
  case rt::Kind::Array:
    return rt::Type::Array;
  case rt::Kind::Tuple:
    return rt::Type::Tuple;
  case rt::Kind::Object:
    return rt::Type::Object;
  case rt::Kind::Set:
    return rt::Type::Set;
  case rt::Kind::Map:
    return rt::Type::Map;
  case rt::Kind::Ok:
    return rt::Type::Ok;
  case rt::Kind::Err:
    return rt::Type::Err;
  case rt::Kind::Some:
    return rt::Type::Some;
  case rt::Kind::Function:
    return rt::Type::Function;
  case rt::Kind::Builtin:
    return rt::Type::Builtin;
  case rt::Kind::Task:
    return rt::Type::Task;
  case rt::Kind::Channel:
    return rt::Type::Channel;
  case rt::Kind::Atomic:
    return rt::Type::Atomic;
  case rt::Kind::Mutex:
    return rt::Type::Mutex;
  case rt::Kind::WaitGroup:
    return rt::Type::WaitGroup;
  case rt::Kind::Cell:
  case rt::Kind::Error:
  case rt::Kind::Module:
    break;
  }
  return rt::Type::Other;
}

std::string forge::fmem::kindCodes() {
  std::string codes;
  for (unsigned kind = 0; kind <= unsigned(rt::lastKind); ++kind)
    codes.push_back(char(codeOf(rt::Kind(kind))));
  return codes;
}

void forge::fmem::buildKindCode(FastPath &path, StringAttr table) {
  OpBuilder &builder = path.builder;
  Value box = path.operand(0);
  auto code = [&](rt::Type value) {
    return path.constant(path.boxType(), uint64_t(value));
  };
  auto choose = [&](Value condition, Value yes, Value no) -> Value {
    return LLVM::SelectOp::create(builder, path.loc, condition, yes, no);
  };
  Block *isPointer = path.block(), *scalar = path.block(),
        *isFloat = path.block(), *other = path.block(), *isInt = path.block(),
        *immediate = path.block();
  path.branch(path.isObject(box), isPointer, scalar);

  path.startAt(isPointer);
  Value kind = LLVM::ZExtOp::create(builder, path.loc, path.boxType(),
                                    path.kindOf(path.objectIn(box)));
  Value start = LLVM::AddressOfOp::create(builder, path.loc, path.pointerType(),
                                          table.getValue());
  Type type =
      LLVM::LLVMArrayType::get(builder.getI8Type(), kindCodes().size() + 1);
  Value entry = LLVM::GEPOp::create(builder, path.loc, path.pointerType(), type,
                                    start, ArrayRef<LLVM::GEPArg>{0, kind},
                                    LLVM::GEPNoWrapFlags::inbounds);
  Value byte =
      LLVM::LoadOp::create(builder, path.loc, builder.getI8Type(), entry);
  path.finish(LLVM::ZExtOp::create(builder, path.loc, path.boxType(), byte)
                  .getResult());

  path.startAt(scalar);
  path.branch(path.isFloat(box), isFloat, other);
  path.startAt(isFloat);
  path.finish(code(rt::Type::Float));

  path.startAt(other);
  path.branch(path.isInt(box), isInt, immediate);
  path.startAt(isInt);
  path.finish(code(rt::Type::Int));

  path.startAt(immediate);
  Value isBool = path.equal(path.op<LLVM::OrOp>(box, 1), rt::trueBits);
  Value absent = choose(path.equal(box, rt::noneBits), code(rt::Type::None),
                        code(rt::Type::Other));
  absent = choose(path.equal(box, rt::nullBits), code(rt::Type::Null), absent);
  path.finish(choose(isBool, code(rt::Type::Bool), absent));
}

//===----------------------------------------------------------------------===//
// Results, Options and variants
//===----------------------------------------------------------------------===//

static Value wrapped(FastPath &path, Value object) {
  return path.load(path.boxType(),
                   path.at(object, offsetof(rt::Wrapper, value)), Part::Box);
}

void forge::fmem::buildWrapperValue(FastPath &path, bool isBorrowed) {
  Value value = wrapped(path, path.objectIn(path.operand(0)));
  if (!isBorrowed)
    path.retain(value);
  path.finish(value);
}

/// The runtime decides about Objects only.
void forge::fmem::buildMatchVariant(FastPath &path,
                                    std::optional<rt::Kind> wrapper,
                                    bool isNone) {
  Value box = path.operand(0);
  Block *isPointer = path.block(), *scalar = path.block(),
        *other = path.block(), *decided = path.block();
  path.branch(path.isObject(box), isPointer, scalar);

  path.startAt(scalar);
  if (isNone)
    path.finish(path.equal(box, rt::noneBits));
  else
    path.finishWith(false);

  path.startAt(isPointer);
  Value kind = path.kindOf(path.objectIn(box));
  path.branch(path.equal(kind, uint64_t(rt::Kind::Object)), other, decided);

  path.startAt(decided);
  if (wrapper)
    path.finish(path.equal(kind, uint64_t(*wrapper)));
  else
    path.finishWith(false);

  // Mostly the name is the very string that the value was made with. That it
  // is another one says nothing.
  path.startAt(other);
  Value object = path.objectIn(box);
  Value shape = expectShape(path, object, path.slow());
  Block *isVariant = path.block(), *matches = path.block();
  path.branch(
      path.compare(LLVM::ICmpPredicate::sge, fieldCount(path, shape), 0),
      isVariant, path.slow());
  path.startAt(isVariant);
  Value name = path.load(
      path.boxType(),
      path.at(slots(path, object), rt::adtVariantSlot * sizeof(rt::Bits)),
      Part::Box);
  path.branch(path.equal(name, path.operand(1)), matches, path.slow());
  path.startAt(matches);
  path.finishWith(true);
}

/// The runtime has accepted the value as a wrapper or as an Object.
/// Has the runtime's own reference of a result released.
static Block *slowBorrowed(FastPath &path) {
  Block *block = path.block();
  OpBuilder::InsertionGuard guard(path.builder);
  path.startAt(block);
  Value result = path.callEntry();
  path.release(result);
  path.finish(result);
  return block;
}

void forge::fmem::buildMatchPayload(FastPath &path, bool isBorrowed) {
  Block *slow = isBorrowed ? slowBorrowed(path) : path.slow();
  auto finish = [&](Value value) {
    if (!isBorrowed)
      path.retain(value);
    path.finish(value);
  };
  Value object = path.objectIn(path.operand(0)), index = path.operand(1);
  Block *wrapper = path.block(), *variant = path.block(),
        *present = path.block();
  path.branch(path.isKind(object, rt::Kind::Object), variant, wrapper);

  path.startAt(wrapper);
  finish(wrapped(path, object));

  path.startAt(variant);
  Value shape = expectShape(path, object, slow);
  Value fields = LLVM::SExtOp::create(path.builder, path.loc, path.boxType(),
                                      fieldCount(path, shape));
  path.guard(path.compare(LLVM::ICmpPredicate::slt, index, fields), present,
             slow);
  path.startAt(present);
  Value address = path.elementAt(
      path.at(slots(path, object), rt::adtFieldSlot * sizeof(rt::Bits)), index);
  finish(path.load(path.boxType(), address, Part::Box));
}

void forge::fmem::buildMatchArity(FastPath &path) {
  Value box = path.operand(0);
  Block *isPointer = path.block(), *scalar = path.block(),
        *wrapper = path.block(), *variant = path.block(), *exact = path.block();
  path.branch(path.isObject(box), isPointer, scalar);
  path.startAt(scalar);
  path.finish(path.constant(path.boxType(), 0));

  path.startAt(isPointer);
  Value object = path.objectIn(box);
  path.branch(path.isKind(object, rt::Kind::Object), variant, wrapper);
  path.startAt(wrapper);
  path.finish(path.constant(path.boxType(), 1));

  // Fields behind other keys are left to the runtime.
  path.startAt(variant);
  Value shape = expectShape(path, object, path.slow());
  Value fields = LLVM::SExtOp::create(path.builder, path.loc, path.boxType(),
                                      fieldCount(path, shape));
  Value size = LLVM::ZExtOp::create(
      path.builder, path.loc, path.boxType(),
      path.load(path.builder.getI32Type(),
                path.at(shape, offsetof(rt::ShapeHead, size)), Part::Shape));
  path.guard(path.equal(size, path.op<LLVM::AddOp>(fields, rt::adtFieldSlot)),
             exact, path.slow());
  path.startAt(exact);
  path.finish(fields);
}

void forge::fmem::buildMatchCheck(FastPath &path) {
  Block *isPointer = path.block(), *fine = path.block();
  Value subject = path.operand(0);
  path.branch(path.isObject(subject), isPointer, fine);
  path.startAt(isPointer);
  path.branch(path.isKind(path.objectIn(subject), rt::Kind::Object),
              path.slow(), fine);
  path.startAt(fine);
  path.finish();
}
