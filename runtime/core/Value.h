//===- Value.h - typed view of boxes --------------------------------------===//
//
// Tests and conversions between boxes and C++ values. Nothing here allocates
// except `makeInt` for integers outside the 48-bit range.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_VALUE_H
#define FORGE_RT_CORE_VALUE_H

#include "State.h"
#include "forge/rt/Abi.h"

#include <bit>
#include <string_view>

namespace forge::rt {

inline uint64_t tagOf(Bits v) { return v >> tagShift; }
inline bool isPtr(Bits v) { return tagOf(v) == tagPtr; }
inline bool isFloat(Bits v) { return v < (tagInt << tagShift); }
inline bool isSmallInt(Bits v) { return tagOf(v) == tagInt; }
inline bool isNull(Bits v) { return v == nullBits; }
inline bool isNone(Bits v) { return v == noneBits; }
inline bool isBool(Bits v) { return v == trueBits || v == falseBits; }
inline bool isMissing(Bits v) { return v == missingBits; }
inline bool asBool(Bits v) { return v == trueBits; }

inline Header *headerOf(Bits v) {
  return reinterpret_cast<Header *>(static_cast<uintptr_t>(v & payloadMask));
}
template <typename T> T *objectOf(Bits v) {
  return reinterpret_cast<T *>(static_cast<uintptr_t>(v & payloadMask));
}
inline Bits boxPtr(const void *p) {
  return (tagPtr << tagShift) |
         static_cast<Bits>(reinterpret_cast<uintptr_t>(p));
}
inline bool isKind(Bits v, Kind kind) {
  return isPtr(v) && headerOf(v)->kind == kind;
}
inline bool isString(Bits v) { return isKind(v, Kind::String); }
inline bool isArray(Bits v) { return isKind(v, Kind::Array); }
inline bool isTuple(Bits v) { return isKind(v, Kind::Tuple); }
inline bool isObject(Bits v) { return isKind(v, Kind::Object); }
inline bool isSet(Bits v) { return isKind(v, Kind::Set); }
inline bool isMap(Bits v) { return isKind(v, Kind::Map); }
inline bool isInt(Bits v) { return isSmallInt(v) || isKind(v, Kind::Int); }
inline bool isNumber(Bits v) { return isFloat(v) || isInt(v); }
/// Closures of compiled code and builtins: what a call accepts.
inline bool isCallable(Bits v) {
  return isKind(v, Kind::Function) || isKind(v, Kind::Builtin);
}
inline bool isFrozen(Bits v) {
  return isPtr(v) && (headerOf(v)->flags & flagFrozen);
}

/// Value of any Int, inline or wide.
inline int64_t asInt(Bits v) {
  if (isSmallInt(v))
    return static_cast<int64_t>(v << (64 - tagShift)) >> (64 - tagShift);
  return objectOf<BigInt>(v)->value;
}
inline double asFloat(Bits v) { return std::bit_cast<double>(v); }
/// Int or Float as a double.
inline double asNumber(Bits v) {
  return isFloat(v) ? asFloat(v) : static_cast<double>(asInt(v));
}

inline Bits makeBool(bool b) { return b ? trueBits : falseBits; }
/// All NaNs become one, so that no computed NaN looks like a tag.
inline Bits makeFloat(double d) {
  if (d != d)
    return 0x7FF8000000000000;
  return std::bit_cast<Bits>(d);
}
/// Wide integers are heap objects outside the live count.
Bits makeWideInt(int64_t value);
inline Bits makeInt(int64_t value) {
  if (value >= smallIntMin && value <= smallIntMax) [[likely]]
    return (tagInt << tagShift) | (static_cast<Bits>(value) & payloadMask);
  return makeWideInt(value);
}

Type typeOf(Bits v);
/// What `typeof` returns (semantics 1.1); static text.
std::string_view typeName(Bits v);
/// Truthiness (semantics 1.6).
bool truthy(Bits v);

/// `aux` of objects of kind Builtin, which otherwise look like a Closure whose
/// info carries the name.
enum class BuiltinForm : uint16_t {
  Function = 0,    ///< `<builtin NAME>`
  Struct = 1,      ///< captures: type name
  Type = 2,        ///< captures: type name
  Constructor = 3, ///< captures: type name, variant name, number of fields
};

} // namespace forge::rt

#endif // FORGE_RT_CORE_VALUE_H
