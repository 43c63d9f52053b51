//===- SplitValues.cpp - Results and records as their parts ---------------===//
//
// Scalar replacement over SSA values: a Result, an Option, an object or a
// struct whose makers are all known, and that is only taken apart again, needs
// no object. Block arguments of such values become one argument per part:
//
//   - of an object or struct, the value of each key;
//   - of a Result or Option, the code of its kind and a content per kind.
//
// A web is a set of block arguments that flow into each other. It is split if
// all values that enter it are made by operations of one form. Few other uses
// are allowed: there the value is made again from its parts.
//
//===----------------------------------------------------------------------===//

#include "dialects/Forge/Forge.h"
#include "forge/Transforms/Forge/Passes.h"
#include "forge/rt/Abi.h"

#include "mlir/Dialect/UB/IR/UBOps.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/TypeSwitch.h"

namespace forge {
#define GEN_PASS_DEF_SPLITVALUES
#include "forge/Transforms/Forge/Passes.h.inc"
} // namespace forge

using namespace mlir;
using namespace forge;
using namespace forge::ir;

namespace {

/// What makes the values of a web: their keys, or nothing for Results and
/// Options.
struct Form {
  bool isWrapper = false;
  StringAttr structName;
  ArrayAttr keys;

  bool operator==(const Form &) const = default;
  explicit operator bool() const { return isWrapper || keys; }
  size_t size() const { return isWrapper ? 4 : keys.size(); }
};

/// Parts of a Result or Option: the code, then the content of each kind.
enum WrapperPart { PartKind, PartOk, PartErr, PartSome };

class Splitter {
public:
  explicit Splitter(func::FuncOp function) : function(function) {}
  /// Returns whether something changed.
  bool run();
  unsigned split = 0;

private:
  using Parts = SmallVector<Value>;

  Form formOf(Value value);
  Parts partsOf(Value value, Operation *before);
  bool collect(BlockArgument start, llvm::SetVector<Value> &web, Form &form);
  void splitWeb(const llvm::SetVector<Value> &web, const Form &form);
  bool isProjection(Operation *user, const Form &form);
  void project(Operation *user, Value value, const Form &form,
               const Parts &parts);
  Value content(Operation *user, Value value, const Parts &parts);
  Value make(OpBuilder &builder, Location loc, const Form &form,
             const Parts &parts);
  bool projectMakers();

  func::FuncOp function;
  /// Parts of the members of webs.
  DenseMap<Value, Parts> parts;
};

struct SplitValues : forge::impl::SplitValuesBase<SplitValues> {
  void runOnOperation() override {
    if (getOperation().isExternal())
      return;
    Splitter splitter(getOperation());
    while (splitter.run())
      ;
    numSplit += splitter.split;
  }
};

} // namespace

/// The kind that a wrapping builtin makes, or nothing.
static std::optional<rt::Type> wrapperKind(BuiltinOp op) {
  return llvm::StringSwitch<std::optional<rt::Type>>(op.getName())
      .Cases({"Ok", "ok"}, rt::Type::Ok)
      .Cases({"Err", "err"}, rt::Type::Err)
      .Case("Some", rt::Type::Some)
      .Default(std::nullopt);
}

static WrapperPart partOf(rt::Type kind) {
  return kind == rt::Type::Ok    ? PartOk
         : kind == rt::Type::Err ? PartErr
                                 : PartSome;
}

/// Whether a value may be the marker of an argument that was not passed.
static bool isMissing(Value value) {
  auto singleton = value.getDefiningOp<SingletonOp>();
  return singleton && singleton.getValue() == Singleton::Missing;
}

Form Splitter::formOf(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op)
    return {};
  return llvm::TypeSwitch<Operation *, Form>(op)
      .Case<BuiltinOp>([](BuiltinOp op) -> Form {
        if (!wrapperKind(op) || op.getArgs().size() != 1 ||
            isMissing(op.getArgs()[0]))
          return {};
        return {true, {}, {}};
      })
      .Case<SingletonOp>([](SingletonOp op) -> Form {
        if (op.getValue() != Singleton::None)
          return {};
        return {true, {}, {}};
      })
      .Case<ObjectNewOp>(
          [](ObjectNewOp op) -> Form { return {false, {}, op.getKeys()}; })
      .Case<StructNewOp>([](StructNewOp op) -> Form {
        // The name of the type is a field that the struct sets itself.
        if (llvm::any_of(op.getKeys().getAsValueRange<StringAttr>(),
                         [](StringRef key) { return key == "__type__"; }))
          return {};
        return {false, op.getNameAttr(), op.getKeys()};
      })
      .Default([](Operation *) { return Form(); });
}

Splitter::Parts Splitter::partsOf(Value value, Operation *before) {
  auto known = parts.find(value);
  if (known != parts.end())
    return known->second;
  OpBuilder builder(before);
  Operation *op = value.getDefiningOp();
  if (auto object = dyn_cast<ObjectNewOp>(op))
    return Parts(object.getValues());
  if (auto object = dyn_cast<StructNewOp>(op))
    return Parts(object.getValues());
  Value none = ub::PoisonOp::create(builder, op->getLoc(),
                                    AnyType::get(builder.getContext()));
  Parts result(4, none);
  rt::Type kind = rt::Type::None;
  if (auto wrapper = dyn_cast<BuiltinOp>(op)) {
    kind = *wrapperKind(wrapper);
    Value content = wrapper.getArgs()[0];
    if (!isa<AnyType>(content.getType()))
      content = BoxOp::create(builder, op->getLoc(), content);
    result[partOf(kind)] = content;
  }
  result[PartKind] = arith::ConstantOp::create(
      builder, op->getLoc(), builder.getI64IntegerAttr(int64_t(kind)));
  return result;
}

/// The runtime entry that a projection calls, or nothing.
static StringRef entryOf(Operation *op) {
  auto runtime = dyn_cast<RuntimeOp>(op);
  return runtime ? runtime.getSymbol() : StringRef();
}

/// Position of a key in an object's values: of equal keys the last counts.
static std::optional<size_t> positionOf(StringAttr key, const Form &form) {
  for (size_t i = form.keys.size(); i-- > 0;)
    if (form.keys[i] == key)
      return i;
  return std::nullopt;
}

bool Splitter::isProjection(Operation *user, const Form &form) {
  if (auto get = dyn_cast<FieldGetOp>(user))
    return !form.isWrapper && positionOf(get.getFieldAttr(), form);
  return form.isWrapper &&
         (isa<MatchVariantOp, MatchArityOp, MatchCheckOp>(user) ||
          (isa<MatchPayloadOp>(user) &&
           cast<MatchPayloadOp>(user).getIndex() == 0) ||
          entryOf(user) == "frt_kind_code" ||
          entryOf(user) == "frt_wrapper_value");
}

/// The kind that a condition says the value is of, or nothing.
static std::optional<rt::Type> testedKind(Value condition, Value value,
                                          Value kindPart) {
  if (auto match = condition.getDefiningOp<MatchVariantOp>()) {
    if (match.getSubject() != value)
      return std::nullopt;
    return llvm::StringSwitch<std::optional<rt::Type>>(match.getName())
        .Case("Ok", rt::Type::Ok)
        .Case("Err", rt::Type::Err)
        .Case("Some", rt::Type::Some)
        .Default(std::nullopt);
  }
  auto compare = condition.getDefiningOp<arith::CmpIOp>();
  if (!compare || compare.getPredicate() != arith::CmpIPredicate::eq)
    return std::nullopt;
  auto code = compare.getLhs().getDefiningOp<RuntimeOp>();
  bool isKind = compare.getLhs() == kindPart ||
                (code && code.getSymbol() == "frt_kind_code" &&
                 code.getArgs()[0] == value);
  auto constant = compare.getRhs().getDefiningOp<arith::ConstantIntOp>();
  if (!isKind || !constant || constant.value() < int64_t(rt::Type::Ok) ||
      constant.value() > int64_t(rt::Type::Some))
    return std::nullopt;
  return rt::Type(constant.value());
}

/// The content of a Result or Option: of the kind that was tested on the way to
/// the use, if there was a test.
Value Splitter::content(Operation *user, Value value, const Parts &parts) {
  if (auto kind = parts[PartKind].getDefiningOp<arith::ConstantIntOp>())
    return kind.value() == int64_t(rt::Type::None)
               ? parts[PartSome]
               : parts[partOf(rt::Type(kind.value()))];
  // Tests are near; the limit is for blocks that nothing reaches.
  Block *block = user->getBlock();
  Block *from = block->getSinglePredecessor();
  for (unsigned step = 0; from && step != 64;
       ++step, block = from, from = block->getSinglePredecessor()) {
    auto branch = dyn_cast<cf::CondBranchOp>(from->getTerminator());
    if (!branch || branch.getTrueDest() != block ||
        branch.getFalseDest() == block)
      continue;
    if (auto kind = testedKind(branch.getCondition(), value, parts[PartKind]))
      return parts[partOf(*kind)];
  }
  OpBuilder builder(user);
  Location loc = user->getLoc();
  Value content = parts[PartSome];
  for (rt::Type kind : {rt::Type::Err, rt::Type::Ok}) {
    Value code = arith::ConstantOp::create(
        builder, loc, builder.getI64IntegerAttr(int64_t(kind)));
    Value is = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq,
                                     parts[PartKind], code);
    content =
        arith::SelectOp::create(builder, loc, is, parts[partOf(kind)], content);
  }
  return content;
}

void Splitter::project(Operation *user, Value value, const Form &form,
                       const Parts &parts) {
  OpBuilder builder(user);
  Location loc = user->getLoc();
  auto isKind = [&](rt::Type kind, arith::CmpIPredicate predicate) -> Value {
    Value code = arith::ConstantOp::create(
        builder, loc, builder.getI64IntegerAttr(int64_t(kind)));
    return arith::CmpIOp::create(builder, loc, predicate, parts[PartKind],
                                 code);
  };
  SmallVector<Value> results;
  if (auto get = dyn_cast<FieldGetOp>(user)) {
    Value part = parts[*positionOf(get.getFieldAttr(), form)];
    if (!isa<AnyType>(part.getType()))
      part = BoxOp::create(builder, loc, part);
    results = {part, NoErrorOp::create(builder, loc)};
  } else if (auto match = dyn_cast<MatchVariantOp>(user)) {
    auto kind = llvm::StringSwitch<std::optional<rt::Type>>(match.getName())
                    .Case("Ok", rt::Type::Ok)
                    .Case("Err", rt::Type::Err)
                    .Case("Some", rt::Type::Some)
                    .Case("None", rt::Type::None)
                    .Default(std::nullopt);
    results = {kind ? isKind(*kind, arith::CmpIPredicate::eq)
                    : arith::ConstantOp::create(builder, loc,
                                                builder.getBoolAttr(false))
                          .getResult()};
  } else if (isa<MatchArityOp>(user)) {
    results = {arith::ExtUIOp::create(
        builder, loc, builder.getI64Type(),
        isKind(rt::Type::None, arith::CmpIPredicate::ne))};
  } else if (isa<MatchCheckOp>(user)) {
    // Only algebraic types that the program defines are checked.
    results = {NoErrorOp::create(builder, loc)};
  } else if (entryOf(user) == "frt_kind_code") {
    results = {parts[PartKind]};
  } else {
    results = {content(user, value, parts)};
  }
  user->replaceAllUsesWith(results);
  user->erase();
}

/// All operands that edges forward to a block argument.
static bool
forEachIncoming(BlockArgument argument,
                llvm::function_ref<bool(Operation *, unsigned, Value)> visit) {
  Block *block = argument.getOwner();
  llvm::SmallPtrSet<Block *, 4> visited;
  for (Block *from : block->getPredecessors()) {
    if (!visited.insert(from).second)
      continue;
    Operation *terminator = from->getTerminator();
    auto branch = dyn_cast<BranchOpInterface>(terminator);
    if (!branch)
      return false;
    for (unsigned i = 0, e = terminator->getNumSuccessors(); i != e; ++i) {
      if (terminator->getSuccessor(i) != block)
        continue;
      SuccessorOperands operands = branch.getSuccessorOperands(i);
      Value operand = operands[argument.getArgNumber()];
      if (!operand || !visit(terminator, i, operand))
        return false;
    }
  }
  return true;
}

/// The block argument that a use by a branch forwards to, or null.
static Value forwardedTo(OpOperand &use) {
  auto branch = dyn_cast<BranchOpInterface>(use.getOwner());
  if (!branch)
    return {};
  auto argument = branch.getSuccessorBlockArgument(use.getOperandNumber());
  return argument ? Value(*argument) : Value();
}

/// Finds the web of a block argument; false if it cannot be split.
bool Splitter::collect(BlockArgument start, llvm::SetVector<Value> &web,
                       Form &form) {
  // More places than these would make the value more often than before.
  constexpr unsigned maxOtherUses = 2;
  unsigned otherUses = 0, projections = 0;
  web.insert(start);
  for (size_t i = 0; i != web.size(); ++i) {
    auto argument = cast<BlockArgument>(web[i]);
    if (argument.getOwner()->isEntryBlock() ||
        !isa<AnyType>(argument.getType()))
      return false;
    bool isKnown =
        forEachIncoming(argument, [&](Operation *, unsigned, Value operand) {
          if (isa<BlockArgument>(operand)) {
            web.insert(operand);
            return true;
          }
          Form made = formOf(operand);
          if (!made || (form && made != form))
            return false;
          form = made;
          return true;
        });
    if (!isKnown)
      return false;
    for (OpOperand &use : argument.getUses())
      if (Value target = forwardedTo(use))
        web.insert(target);
  }
  if (!form)
    return false;
  for (Value value : web)
    for (OpOperand &use : value.getUses()) {
      if (forwardedTo(use))
        continue;
      // Raising is rare enough not to count.
      if (isProjection(use.getOwner(), form))
        ++projections;
      else if (!isa<RaiseOp>(use.getOwner()))
        ++otherUses;
    }
  return projections != 0 && otherUses <= maxOtherUses;
}

/// Makes the value from its parts.
Value Splitter::make(OpBuilder &builder, Location loc, const Form &form,
                     const Parts &parts) {
  Type any = AnyType::get(builder.getContext());
  if (form.structName)
    return StructNewOp::create(builder, loc, any, form.structName, form.keys,
                               parts);
  if (!form.isWrapper)
    return ObjectNewOp::create(builder, loc, any, form.keys, parts);
  return RuntimeOp::create(builder, loc, TypeRange{any}, "frt_wrapper_new",
                           ValueRange{parts[PartKind], parts[PartOk],
                                      parts[PartErr], parts[PartSome]})
      .getResult(0);
}

void Splitter::splitWeb(const llvm::SetVector<Value> &web, const Form &form) {
  Type any = AnyType::get(function.getContext());
  Type i64 = IntegerType::get(function.getContext(), 64);
  for (Value value : web) {
    auto argument = cast<BlockArgument>(value);
    Parts &own = parts[value];
    for (size_t i = 0; i != form.size(); ++i)
      own.push_back(argument.getOwner()->addArgument(
          form.isWrapper && i == PartKind ? i64 : any, argument.getLoc()));
  }
  for (Value value : web)
    forEachIncoming(cast<BlockArgument>(value), [&](Operation *terminator,
                                                    unsigned successor,
                                                    Value operand) {
      Parts forwarded = partsOf(operand, terminator);
      OpBuilder builder(terminator);
      for (auto [i, part] : llvm::enumerate(forwarded))
        if (!isa<AnyType>(part.getType()) && !(form.isWrapper && i == PartKind))
          part = BoxOp::create(builder, terminator->getLoc(), part);
      cast<BranchOpInterface>(terminator)
          .getSuccessorOperands(successor)
          .append(forwarded);
      return true;
    });
  for (Value value : web)
    for (OpOperand &use : llvm::make_early_inc_range(value.getUses())) {
      if (forwardedTo(use))
        continue;
      Operation *user = use.getOwner();
      if (isProjection(user, form)) {
        project(user, value, form, parts[value]);
        continue;
      }
      OpBuilder builder(user);
      use.set(make(builder, user->getLoc(), form, parts[value]));
    }
  // Only branches inside of the web use the old arguments now.
  OpBuilder builder = OpBuilder::atBlockBegin(&function.front());
  Value unused = ub::PoisonOp::create(builder, function.getLoc(), any);
  for (Value value : web)
    value.replaceAllUsesWith(unused);
  for (Value value : web) {
    auto argument = cast<BlockArgument>(value);
    unsigned index = argument.getArgNumber();
    forEachIncoming(argument,
                    [&](Operation *terminator, unsigned successor, Value) {
                      cast<BranchOpInterface>(terminator)
                          .getSuccessorOperands(successor)
                          .erase(index);
                      return true;
                    });
    parts.erase(value);
    argument.getOwner()->eraseArgument(index);
  }
  ++split;
}

/// Takes values apart where they are made.
bool Splitter::projectMakers() {
  SmallVector<Operation *> makers;
  function.walk([&](Operation *op) {
    if (op->getNumResults() && formOf(op->getResult(0)))
      makers.push_back(op);
  });
  bool changed = false;
  for (Operation *maker : makers) {
    Value value = maker->getResult(0);
    Form form = formOf(value);
    Parts known;
    for (Operation *user : llvm::to_vector(
             llvm::make_range(value.user_begin(), value.user_end()))) {
      if (!isProjection(user, form))
        continue;
      if (known.empty())
        known = partsOf(value, maker->getNextNode());
      project(user, value, form, known);
      changed = true;
    }
    if (isa<ObjectNewOp, StructNewOp>(maker) && maker->use_empty())
      maker->erase();
  }
  return changed;
}

bool Splitter::run() {
  bool changed = projectMakers();
  for (Block &block : function.getBody())
    for (unsigned i = 0; i < block.getNumArguments();) {
      llvm::SetVector<Value> web;
      Form form;
      if (collect(block.getArgument(i), web, form)) {
        splitWeb(web, form);
        changed = true;
        continue;
      }
      ++i;
    }
  return changed;
}
