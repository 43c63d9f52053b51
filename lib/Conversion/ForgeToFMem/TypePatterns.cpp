//===- TypePatterns.cpp - user-defined types and matching to fmem ---------===//

#include "Lowering.h"

using namespace mlir;
using namespace forge;
using namespace forge::ir;
using namespace forge::lowering;

static Type refType(const Lowering &at) {
  return fmem::RefType::get(at.rewriter.getContext());
}

static Value layout(const Lowering &at, ArrayAttr keys) {
  return fmem::ObjectLayoutOp::create(at.rewriter, at.loc, refType(at), keys,
                                      /*record=*/ArrayAttr());
}

static Value strings(const Lowering &at, ArrayAttr values, bool nulls = false) {
  return fmem::StringsOp::create(at.rewriter, at.loc, refType(at), values,
                                 nulls);
}

static Value ints(const Lowering &at, ArrayRef<int64_t> values) {
  return fmem::IntsOp::create(at.rewriter, at.loc, refType(at), values);
}

namespace {

struct LowerStructDefine : ForgePattern<StructDefineOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(StructDefineOp op, Adaptor operands,
                      Lowering &at) const override {
    at.call("frt_struct_define",
            {at.string(op.getName()), layout(at, op.getKeysAttr()),
             at.packConsumed(operands.getValues()),
             strings(at, op.getEmbeddedAttr()),
             at.i64(op.getEmbedded().size() / 2)});
    at.rewriter.eraseOp(op);
    return success();
  }
};

struct LowerTypeDefine : ForgePattern<TypeDefineOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(TypeDefineOp op, Adaptor, Lowering &at) const override {
    at.call("frt_type_define",
            {at.string(op.getName()), strings(at, op.getVariantsAttr()),
             ints(at, op.getFields()), at.i64(op.getFields().size())});
    at.rewriter.eraseOp(op);
    return success();
  }
};

struct LowerInterfaceNew : ForgePattern<InterfaceNewOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(InterfaceNewOp op, Adaptor, Lowering &at) const override {
    at.rewriter.replaceOp(
        op, at.call("frt_interface_new",
                    {at.string(op.getName()), strings(at, op.getMethodsAttr()),
                     ints(at, op.getParams()),
                     strings(at, op.getReturnsAttr(), /*nulls=*/true),
                     at.i64(op.getParams().size())}));
    return success();
  }
};

struct LowerMatchVariant : ForgePattern<MatchVariantOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(MatchVariantOp op, Adaptor operands,
                      Lowering &at) const override {
    at.rewriter.replaceOp(
        op, at.call("frt_match_variant",
                    {operands.getSubject(), at.string(op.getName())}));
    return success();
  }
};

struct LowerMatchPayload : ForgePattern<MatchPayloadOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(MatchPayloadOp op, Adaptor operands,
                      Lowering &at) const override {
    Value result = at.call("frt_match_payload",
                           {operands.getSubject(), at.i64(op.getIndex())});
    at.rewriter.replaceOp(op, at.as(result, converted(op)));
    return success();
  }
};

struct LowerMatchArity : ForgePattern<MatchArityOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(MatchArityOp op, Adaptor operands,
                      Lowering &at) const override {
    at.rewriter.replaceOp(op,
                          at.call("frt_match_arity", operands.getSubject()));
    return success();
  }
};

struct LowerMatchCheck : ForgePattern<MatchCheckOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(MatchCheckOp op, Adaptor operands,
                      Lowering &at) const override {
    at.call("frt_match_check",
            {operands.getSubject(), strings(at, op.getArmsAttr()),
             at.i64(op.getArms().size())});
    at.rewriter.replaceOp(op, at.errorPending());
    return success();
  }
};

} // namespace

void forge::lowering::populateTypePatterns(TypeConverter &converter,
                                           RewritePatternSet &patterns) {
  patterns.add<LowerStructDefine, LowerTypeDefine, LowerInterfaceNew,
               LowerMatchVariant, LowerMatchPayload, LowerMatchArity,
               LowerMatchCheck>(converter, patterns.getContext());
}
