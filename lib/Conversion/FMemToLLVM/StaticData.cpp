//===- StaticData.cpp - records that the runtime reads --------------------===//

#include "StaticData.h"
#include "forge/rt/Abi.h"
#include "forge/rt/StringHash.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

StaticData::StaticData(ModuleOp module, const TargetLayout &target)
    : builder(module.getBodyRegion()), loc(module.getLoc()), target(target) {
  builder.setInsertionPointToEnd(module.getBody());
}

StringAttr StaticData::nextName(StringRef kind) {
  return builder.getStringAttr("forge." + kind + "." + Twine(count++));
}

LLVM::GlobalOp StaticData::global(Type type, bool constant, StringAttr name,
                                  Attribute value, LLVM::Linkage linkage) {
  return LLVM::GlobalOp::create(builder, loc, type, constant, linkage,
                                name.getValue(), value, /*alignment=*/8);
}

//===----------------------------------------------------------------------===//
// Records
//===----------------------------------------------------------------------===//

StringAttr StaticData::record(StringRef name, bool constant,
                              ArrayRef<Member> members, LLVM::Linkage linkage) {
  Type pointerType = LLVM::LLVMPointerType::get(builder.getContext());
  Type int32 = builder.getI32Type(), int64 = builder.getI64Type();
  bool isWide = target.pointerBits() == 64;

  // The high half of a 32-bit slot, and of a box with a 32-bit address, is a
  // member of its own.
  SmallVector<Type> types;
  SmallVector<std::pair<unsigned, Member>> placed;
  for (const Member &member : members) {
    placed.push_back({types.size(), member});
    switch (member.kind) {
    case Member::Number:
      types.push_back(member.bits == 32 ? int32 : int64);
      break;
    case Member::Pointer:
      types.push_back(pointerType);
      break;
    case Member::Slot:
      types.push_back(pointerType);
      if (!isWide)
        types.push_back(int32);
      break;
    case Member::Box:
      if (isWide)
        types.push_back(int64);
      else
        types.append({pointerType, int32});
      break;
    }
  }
  auto type =
      LLVM::LLVMStructType::getLiteral(builder.getContext(), types, false);
  StringAttr symbol = builder.getStringAttr(name);
  LLVM::GlobalOp result = global(type, constant, symbol, {}, linkage);

  OpBuilder::InsertionGuard guard(builder);
  builder.createBlock(&result.getInitializer());
  Value value = LLVM::ZeroOp::create(builder, loc, type);
  auto set = [&](unsigned index, Value member) {
    value = LLVM::InsertValueOp::create(builder, loc, value, member, index);
  };
  auto number = [&](Type type, int64_t number) -> Value {
    return LLVM::ConstantOp::create(builder, loc,
                                    builder.getIntegerAttr(type, number));
  };
  for (auto &[index, member] : placed) {
    if (member.kind == Member::Number) {
      if (member.number != 0)
        set(index, number(types[index], member.number));
      continue;
    }
    if (!member.symbol)
      continue;
    Value address = LLVM::AddressOfOp::create(builder, loc, pointerType,
                                              member.symbol.getValue());
    if (member.kind != Member::Box) {
      set(index, address);
    } else if (isWide) {
      Value bits = LLVM::PtrToIntOp::create(builder, loc, int64, address);
      Value tag = number(int64, rt::tagPtr << rt::tagShift);
      set(index, LLVM::AddOp::create(builder, loc, bits, tag));
    } else {
      set(index, address);
      set(index + 1, number(int32, rt::tagPtr << (rt::tagShift - 32)));
    }
  }
  LLVM::ReturnOp::create(builder, loc, value);
  return symbol;
}

unsigned StaticData::recordNumber(ArrayAttr record) {
  if (!record)
    return 0;
  auto [known, isNew] =
      recordNumbers.try_emplace(record, recordNumbers.size() + 1);
  if (known->second > UINT16_MAX)
    llvm::report_fatal_error("the program makes too many kinds of objects");
  return known->second;
}

StringAttr StaticData::objectLayout(ArrayRef<Attribute> keys,
                                    ArrayAttr ofRecord) {
  StringAttr array;
  if (!keys.empty()) {
    SmallVector<Member> pointers;
    for (Attribute key : keys)
      pointers.push_back(pointer(string(cast<StringAttr>(key))));
    array = record(nextName("keys"), /*constant=*/true, pointers);
  }
  return record(nextName("layout"), /*constant=*/false,
                {slot({}), slot(array), i64(keys.size()), slot({}),
                 i64(recordNumber(ofRecord))});
}

StringAttr StaticData::fieldCache() {
  return record(nextName("cache"), /*constant=*/false, {slot({}), i64(0)});
}

StringAttr StaticData::stringArray(ArrayRef<Attribute> values, bool nulls) {
  SmallVector<Member> members;
  for (Attribute value : values) {
    auto text = cast<StringAttr>(value);
    members.push_back(nulls && text.empty() ? i64(rt::nullBits)
                                            : boxOf(string(text)));
  }
  return record(nextName("strings"), /*constant=*/true, members);
}

StringAttr StaticData::functionInfo(StringRef name, StringRef typeName,
                                    int64_t arity, int64_t flags) {
  StringAttr type = typeName.empty() ? StringAttr() : characters(typeName);
  return record(nextName("function"), /*constant=*/true,
                {slot(characters(name)), slot(type), i32(name.size()),
                 i32(typeName.size()), i32(arity), i32(flags)});
}

StringAttr StaticData::closure(rt::Kind kind, StringAttr entry,
                               StringAttr info) {
  StringAttr &symbol = closures[entry];
  // Not constant: the runtime may write to headers.
  if (!symbol)
    symbol = record(nextName("closure"), /*constant=*/false,
                    {i32(rt::immortalCount), i32(int64_t(kind)), slot(entry),
                     slot(info), i64(0)});
  return symbol;
}

/// The position in a file that a location stands for: of calls that were
/// inlined the callee's, of merged operations the first known one.
static FileLineColRange positionOf(Location loc) {
  if (auto range = dyn_cast<FileLineColRange>(loc))
    return range;
  if (auto name = dyn_cast<NameLoc>(loc))
    return positionOf(name.getChildLoc());
  if (auto call = dyn_cast<CallSiteLoc>(loc))
    return positionOf(call.getCallee());
  if (auto fused = dyn_cast<FusedLoc>(loc))
    for (Location part : fused.getLocations())
      if (FileLineColRange range = positionOf(part))
        return range;
  return {};
}

StringAttr StaticData::sourceSite(Location loc, StringRef function) {
  FileLineColRange range = positionOf(loc);
  StringAttr name = builder.getStringAttr(function);
  StringAttr &site = sites[{range, name}];
  if (site)
    return site;
  // Without a position the line is 0, which no source has.
  std::array<int64_t, 4> place = {0, 0, 0, 0};
  if (range)
    place = {range.getStartLine(), range.getStartColumn(), range.getEndLine(),
             range.getEndColumn()};
  StringAttr file = characters(range ? range.getFilename().getValue() : "");
  return site = record(nextName("site"), /*constant=*/true,
                       {slot(file), slot(characters(function)), i32(place[0]),
                        i32(place[1]), i32(place[2]), i32(place[3])});
}

void StaticData::programInfo(int64_t globals, StringRef file,
                             StringAttr atEnd) {
  StringAttr variables;
  if (globals) {
    variables = nextName("variables");
    auto type = LLVM::LLVMArrayType::get(builder.getI64Type(), globals);
    LLVM::GlobalOp::create(builder, loc, type, /*isConstant=*/false,
                           LLVM::Linkage::Internal, variables.getValue(),
                           LLVM::ZeroAttr::get(builder.getContext()));
  }
  record("forge_program_info", /*constant=*/true,
         {i32(rt::abiVersion), i32(globals), slot(characters(file)),
          slot(atEnd), slot(variables)},
         LLVM::Linkage::External);
}

//===----------------------------------------------------------------------===//
// Texts and numbers
//===----------------------------------------------------------------------===//

StringAttr StaticData::characters(StringRef text) {
  StringAttr &symbol = texts[text];
  if (symbol)
    return symbol;
  symbol = nextName("text");
  std::string terminated = text.str();
  terminated.push_back('\0');
  auto type = LLVM::LLVMArrayType::get(builder.getI8Type(), terminated.size());
  LLVM::GlobalOp::create(builder, loc, type, /*isConstant=*/true,
                         LLVM::Linkage::Internal, symbol.getValue(),
                         builder.getStringAttr(terminated));
  return symbol;
}

static int64_t countCodePoints(StringRef text) {
  return llvm::count_if(text, [](char c) { return (c & 0xC0) != 0x80; });
}

StringAttr StaticData::string(StringRef text) {
  StringAttr &symbol = strings[text];
  if (symbol)
    return symbol;
  symbol = nextName("string");
  Type int8 = builder.getI8Type(), int64 = builder.getI64Type();
  // At least one byte, as rt::String declares it.
  std::string data = text.empty() ? std::string(1, '\0') : text.str();
  auto type = LLVM::LLVMStructType::getLiteral(
      builder.getContext(),
      {builder.getI32Type(), int8, int8, builder.getI16Type(), int64, int64,
       int64, int64, LLVM::LLVMArrayType::get(int8, data.size())});
  Attribute value = builder.getArrayAttr(
      {builder.getI32IntegerAttr(rt::immortalCount),
       builder.getI8IntegerAttr(int8_t(rt::Kind::String)),
       builder.getI8IntegerAttr(0), builder.getI16IntegerAttr(0),
       builder.getI64IntegerAttr(text.size()),
       builder.getI64IntegerAttr(countCodePoints(text)),
       builder.getI64IntegerAttr(rt::hashBytes(text.data(), text.size())),
       builder.getI64IntegerAttr(0), builder.getStringAttr(data)});
  // Not constant: the runtime may write to headers.
  global(type, /*constant=*/false, symbol, value, LLVM::Linkage::Internal);
  return symbol;
}

StringAttr StaticData::intArray(ArrayRef<int64_t> numbers) {
  auto type = LLVM::LLVMArrayType::get(builder.getI64Type(), numbers.size());
  auto tensor =
      RankedTensorType::get(int64_t(numbers.size()), builder.getI64Type());
  StringAttr symbol = nextName("ints");
  global(type, /*constant=*/true, symbol,
         DenseElementsAttr::get(tensor, numbers), LLVM::Linkage::Internal);
  return symbol;
}

StringAttr StaticData::box(uint64_t bits) {
  StringAttr &symbol = boxes[bits];
  if (!symbol)
    symbol = record(nextName("box"), /*constant=*/true, {i64(bits)});
  return symbol;
}

StringAttr StaticData::external(StringRef symbol) {
  StringAttr &known = externals[symbol];
  if (!known) {
    known = builder.getStringAttr(symbol);
    global(builder.getI8Type(), /*constant=*/false, known, {},
           LLVM::Linkage::External);
  }
  return known;
}
