//===- TypeofPatterns.cpp - comparisons of `typeof` to fmem ---------------===//
//
// `typeof(v) == "Int"` asks for the kind of `v`, which needs no String.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"

#include "forge/Builtins/Catalogue.h"
#include "forge/rt/Abi.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace forge;
using namespace forge::ir;
using namespace forge::lowering;

/// The numbers that `frt_kind_code` gives values of the type with that name;
/// none for names that it does not decide about.
static ArrayRef<int64_t> kindCodesOf(StringRef name) {
  using rt::Type;
  static constexpr int64_t codes[] = {
      int64_t(Type::Int),    int64_t(Type::Float), int64_t(Type::Bool),
      int64_t(Type::String), int64_t(Type::Array), int64_t(Type::Tuple),
      int64_t(Type::Object), int64_t(Type::Set),   int64_t(Type::Map),
      int64_t(Type::Ok),     int64_t(Type::Err),   int64_t(Type::Some),
      int64_t(Type::None)};
  auto index = llvm::StringSwitch<int>(name)
                   .Case("Int", 0)
                   .Case("Float", 1)
                   .Case("Bool", 2)
                   .Case("String", 3)
                   .Case("Array", 4)
                   .Case("Tuple", 5)
                   .Case("Object", 6)
                   .Case("Set", 7)
                   .Case("Map", 8)
                   .Case("Result", 9)
                   .Case("Option", 11)
                   .Default(-1);
  if (index < 0)
    return {};
  return ArrayRef(codes).slice(index, index < 9 ? 1 : 2);
}

/// The call of `typeof` that a value comes from. Only without an argument it
/// raises; such calls do not count.
static BuiltinOp typeofIn(Value value) {
  if (auto unbox = value.getDefiningOp<UnboxOp>())
    value = unbox.getValue();
  auto op = value.getDefiningOp<BuiltinOp>();
  if (!op || value != op.getResult() || op.getArgs().size() != 1)
    return {};
  const BuiltinRecord *record = findBuiltin(op.getName());
  if (!record || record->symbol != StringRef("frt_typeof"))
    return {};
  auto argument = op.getArgs()[0].getDefiningOp<SingletonOp>();
  return argument && argument.getValue() == Singleton::Missing ? BuiltinOp()
                                                               : op;
}

/// The call of `typeof` whose result is compared with a name that the kind
/// decides about.
static BuiltinOp comparedTypeof(EqualOp op, ArrayRef<int64_t> &codes) {
  Value type = op.getLhs(), name = op.getRhs();
  if (!typeofIn(type))
    std::swap(type, name);
  auto text = name.getDefiningOp<StringOp>();
  BuiltinOp call = typeofIn(type);
  codes = text ? kindCodesOf(text.getValue()) : ArrayRef<int64_t>();
  return codes.empty() ? BuiltinOp() : call;
}

/// Whether all that happens to the result is that it is compared in this way.
static bool isOnlyCompared(Value type) {
  return llvm::all_of(type.getUsers(), [](Operation *user) {
    if (auto unbox = dyn_cast<UnboxOp>(user))
      return isOnlyCompared(unbox.getResult());
    auto equal = dyn_cast<EqualOp>(user);
    ArrayRef<int64_t> codes;
    return equal && comparedTypeof(equal, codes);
  });
}

namespace {

struct LowerTypeof : ForgePattern<BuiltinOp> {
  LowerTypeof(TypeConverter &converter, MLIRContext *context)
      : ForgePattern<BuiltinOp>(converter, context, /*benefit=*/2) {}

  LogicalResult lower(BuiltinOp op, Adaptor operands,
                      Lowering &at) const override {
    if (!typeofIn(op.getResult()))
      return failure();
    Value result = isOnlyCompared(op.getResult())
                       ? at.null()
                       : at.call("frt_type_name", operands.getArgs());
    at.rewriter.replaceOp(
        op, {at.as(result, converted(op.getResult())), at.i1(false)});
    return success();
  }
};

struct LowerTypeofEqual : ForgePattern<EqualOp> {
  LowerTypeofEqual(TypeConverter &converter, MLIRContext *context)
      : ForgePattern<EqualOp>(converter, context, /*benefit=*/2) {}

  LogicalResult lower(EqualOp op, Adaptor, Lowering &at) const override {
    ArrayRef<int64_t> codes;
    BuiltinOp call = comparedTypeof(op, codes);
    if (!call)
      return failure();
    Value value = at.rewriter.getRemappedValue(call.getArgs()[0]);
    Value kind = at.call("frt_kind_code", at.boxed(value));
    Value result;
    for (int64_t code : codes) {
      Value isKind = arith::CmpIOp::create(
          at.rewriter, at.loc, arith::CmpIPredicate::eq, kind, at.i64(code));
      result = result
                   ? arith::OrIOp::create(at.rewriter, at.loc, result, isKind)
                         .getResult()
                   : isKind;
    }
    at.rewriter.replaceOp(op, result);
    return success();
  }
};

} // namespace

void forge::lowering::populateTypeofPatterns(TypeConverter &converter,
                                             RewritePatternSet &patterns) {
  patterns.add<LowerTypeof, LowerTypeofEqual>(converter, patterns.getContext());
}
