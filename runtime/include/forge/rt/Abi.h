//===- Abi.h - layouts shared by generated code and the runtime -----------===//
//
// Everything that compiled Forge code and the runtime must agree on: the box
// encoding, object headers, the layouts that generated code touches inline, and
// the static records that the compiler emits. The compiler includes this file
// for its constants, so it depends on nothing but <cstdint>.
//
// The same numbers hold on 64-bit hosts and on wasm32: pointers inside shared
// layouts live in 8-byte slots (`Slot`), so that every offset is target
// independent.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_ABI_H
#define FORGE_RT_ABI_H

#include <cstddef>
#include <cstdint>

namespace forge::rt {

/// Bumped whenever a layout or an entry point changes incompatibly.
inline constexpr uint32_t abiVersion = 7;

//===----------------------------------------------------------------------===//
// Boxes
//===----------------------------------------------------------------------===//

/// A NaN box: any Forge value in 64 bits. Doubles stand for themselves; the
/// negative quiet NaNs above the one the hardware produces carry the rest.
using Bits = uint64_t;

inline constexpr unsigned tagShift = 48;
inline constexpr uint64_t payloadMask = (uint64_t(1) << tagShift) - 1;

/// Smallest tag that is not a double. A box is a double iff
/// `bits < (tagInt << tagShift)` as unsigned numbers.
inline constexpr uint64_t tagInt = 0xFFF9; ///< 48-bit signed integer
inline constexpr uint64_t tagImm = 0xFFFA; ///< null, None, booleans, missing
inline constexpr uint64_t tagPtr = 0xFFFB; ///< pointer to a heap object

inline constexpr Bits immediate(uint64_t payload) {
  return (tagImm << tagShift) | payload;
}
inline constexpr Bits nullBits = immediate(0);
inline constexpr Bits noneBits = immediate(1);
inline constexpr Bits falseBits = immediate(2);
inline constexpr Bits trueBits = immediate(3);
/// An argument that the caller did not pass. Never a value of the language.
inline constexpr Bits missingBits = immediate(4);
/// A variable whose declaration has not run yet. Never a value of the language.
inline constexpr Bits unboundBits = immediate(5);

inline constexpr int64_t smallIntMin = -(int64_t(1) << 47);
inline constexpr int64_t smallIntMax = (int64_t(1) << 47) - 1;

//===----------------------------------------------------------------------===//
// Heap objects
//===----------------------------------------------------------------------===//

/// What a heap object is. The order is part of the ABI.
enum class Kind : uint8_t {
  Int = 0, ///< an integer outside the 48-bit range
  String = 1,
  Array = 2,
  Tuple = 3,
  Object = 4,
  Set = 5,
  Map = 6,
  Ok = 7,
  Err = 8,
  Some = 9,
  Function = 10, ///< closure of compiled code
  Builtin = 11,  ///< builtin function, type name, variant constructor
  Cell = 12,     ///< captured mutable variable
  Error = 13,    ///< runtime error in flight
  Module = 14,   ///< builtin module such as `math`
  Task = 15,     ///< what `spawn` yields
  Channel = 16,
  Atomic = 17,
  Mutex = 18,
  WaitGroup = 19,
};
/// The last kind.
inline constexpr Kind lastKind = Kind::WaitGroup;

/// Dynamic type of a value; the numbers are those of `frt_kind_code`.
enum class Type : int64_t {
  Int = 0,
  Float = 1,
  Bool = 2,
  String = 3,
  Null = 4,
  Array = 5,
  Tuple = 6,
  Object = 7,
  Set = 8,
  Map = 9,
  Ok = 10,
  Err = 11,
  Some = 12,
  None = 13,
  Function = 14,
  Builtin = 15,
  Other = 16,
  Task = 17,
  Channel = 18,
  Atomic = 19,
  Mutex = 20,
  WaitGroup = 21,
};

/// First word of every heap object.
///
/// `count` is the number of references minus one: 0 means unique. A negative
/// count marks an immortal (static) object, or one shared between tasks; both
/// leave the inline fast path with one signed compare.
///
/// `aux` of an Object is the number that the compiler gave to its record, or 0.
/// It stays when the object is updated or copied, so it only says something
/// about objects that are known to be of some records.
struct Header {
  int32_t count;
  Kind kind;
  uint8_t flags;
  uint16_t aux;
};
static_assert(sizeof(Header) == 8);

inline constexpr int32_t immortalCount = INT32_MIN;
/// `Header::flags`: the value was produced by `freeze`; copies clear it.
inline constexpr uint8_t flagFrozen = 1;

/// `Header::aux` of arrays: how the elements are stored.
enum class Element : uint16_t { Box = 0, Int = 1, Float = 2, Bool = 3 };

/// A pointer in an 8-byte slot on every target.
template <typename T> struct alignas(8) Slot {
  T *ptr;
#if UINTPTR_MAX == UINT32_MAX
  uint32_t pad = 0;
#endif
};
static_assert(sizeof(Slot<void>) == 8);

/// Immutable UTF-8 text. Capacity is above size only in strings that grew by
/// appending; static strings have capacity 0.
struct String {
  Header header;
  int64_t size;     ///< bytes
  int64_t chars;    ///< code points, or -1 when not counted yet
  uint64_t hash;    ///< 0 when not computed yet
  int64_t capacity; ///< bytes available for data
  char data[1];
};
static_assert(offsetof(String, data) == 40);

/// Arrays keep their elements behind the header. `header.aux` is the Element:
/// 8-byte boxes, raw int64_t or raw double, or 1-byte booleans.
struct Array {
  Header header;
  int64_t size;     ///< elements
  int64_t capacity; ///< elements
  Bits data[1];
};
static_assert(offsetof(Array, data) == 24);

/// What the layout of an object says about it; the runtime knows the keys.
struct ShapeHead {
  uint32_t size;    ///< number of keys
  int16_t typeSlot; ///< slot of `__type__`, or -1
  /// Number of keys `_0`, `_1`.. that follow `__type__` and `__variant__`, the
  /// first two keys of every value of an algebraic type; -1 for other shapes.
  int16_t fields;
};
static_assert(sizeof(ShapeHead) == 8);

/// An Object with a shape has a slot for each key. Without one, which only the
/// runtime looks into, there is something else behind `shape`.
struct ObjectHead {
  Header header;
  Slot<const ShapeHead> shape; ///< null: another layout
  uint64_t capacity;           ///< slots that there is room for
  Bits slots[1];
};
static_assert(offsetof(ObjectHead, slots) == 24);

/// Objects have room for at least this many slots.
inline constexpr uint64_t minObjectSlots = 3;
/// Slots of the names of type and variant in shapes with `fields` >= 0; the
/// fields follow.
inline constexpr uint32_t adtTypeSlot = 0, adtVariantSlot = 1, adtFieldSlot = 2;

/// A captured mutable variable.
struct Cell {
  Header header;
  Bits value;
};
static_assert(offsetof(Cell, value) == 8);

/// An integer that does not fit into 48 bits.
struct BigInt {
  Header header;
  int64_t value;
};

/// `Ok(v)`, `Err(v)`, `Some(v)`; the kind tells which.
struct Wrapper {
  Header header;
  Bits value;
};

struct Context;
struct Closure;

/// Uniform entry of every callable. Consumes the `count` arguments, borrows the
/// closure, returns an owned value. On an error the context's pending error is
/// set and the result is meaningless.
using Entry = Bits (*)(Context *, Closure *, Bits *args, int64_t count);

/// What is known about a callable at compile time; static.
struct FunctionInfo {
  Slot<const char> name;     ///< display name, not null terminated
  Slot<const char> typeName; ///< type of a method, else null
  int32_t nameSize;
  int32_t typeNameSize;
  int32_t arity; ///< declared parameters
  int32_t flags; ///< FunctionFlags
};

enum FunctionFlags : int32_t {
  functionIsLambda = 1, ///< `typeof` is Lambda
  functionIsMethod = 2,
  functionIsStatic = 4,  ///< first parameter is not `it`
  functionIsBuiltin = 8, ///< a builtin written in Forge
};

/// A function value: entry plus captured variables.
struct Closure {
  Header header;
  Slot<Bits(Context *, Closure *, Bits *, int64_t)> entry;
  Slot<const FunctionInfo> info;
  int64_t size; ///< number of captures
  Bits captures[1];
};
static_assert(offsetof(Closure, captures) == 32);

/// Position in the source that generated code hands to the runtime when an
/// error leaves an operation; static.
struct SourceSite {
  Slot<const char> file;     ///< null terminated path as the user wrote it
  Slot<const char> function; ///< null terminated name, `<main>` at top level
  int32_t line;              ///< from 1
  int32_t column;            ///< from 1, in code points
  int32_t endLine;
  int32_t endColumn; ///< exclusive
};
static_assert(sizeof(SourceSite) == 32);

/// Per-site cache of a field access: the object layout seen last and the index
/// of the field in it. Zero-initialized, owned by generated code.
struct FieldCache {
  Slot<const void> shape;
  int64_t index;
};

/// Keys of an object literal or of the fields given to a struct; static except
/// for the cached shapes.
struct ObjectLayout {
  Slot<const void> shape;   ///< filled in by the runtime at first use
  Slot<String *const> keys; ///< `size` static strings
  int64_t size;
  /// Shape of an object whose slots are the values in their order, behind which
  /// a struct has its type; null if that is not known to hold (any more).
  Slot<const void> direct = {};
  /// `Header::aux` of all objects that are made with the layout.
  int64_t record = 0;
};

/// Remembers the method that a call means: receivers with this shape have no
/// entry `name` and a type with that method.
struct MethodEntry {
  Slot<const ShapeHead> shape;
  Bits type, name; ///< static strings, compared by address
  Bits method;     ///< borrowed from the type's record
};
static_assert(sizeof(MethodEntry) == 32);

inline constexpr uint64_t methodEntries = 256;
/// Index of the only entry that a call may be found in; boxes of the three.
inline constexpr uint64_t methodEntryIndex(Bits shape, Bits type, Bits name) {
  Bits key = shape + type * 3 + name * 5;
  return (key >> 4 ^ key >> 12) % methodEntries;
}

/// What `frt_place_update` does at the place.
enum class PlaceOp : int64_t {
  Set = 0,
  Add = 1,
  Sub = 2,
  Mul = 3,
  Div = 4,
  Rem = 5,
  Push = 6,
  Pop = 7,
  SetAdd = 8,
  Remove = 9,
  MapSet = 10,
};

/// Added to a `PlaceOp`: nobody uses the result of the update.
inline constexpr int64_t placeResultUnused = 256;

/// One step of a place such as `a.b[i]`: a field name or an index value. Index
/// values are borrowed.
struct PlaceStep {
  Bits key; ///< String box for fields, any value for indexes
  int64_t isField;
};

//===----------------------------------------------------------------------===//
// Task context
//===----------------------------------------------------------------------===//

/// Memory figures of a task; exact. All but the last are always on.
struct Counters {
  int64_t live = 0;   ///< objects allocated and not freed (without wide Ints)
  int64_t allocs = 0; ///< objects ever allocated (without wide Ints)
  int64_t copies = 0; ///< containers and texts copied because they were shared
  /// References that generated code added, if it was made to count them.
  int64_t retains = 0;
};

/// Memory blocks of objects have sizes in steps of 16 bytes, so that a block
/// freed by one object fits the next one of about its size.
inline constexpr uint64_t blockStep = 16;
inline constexpr uint64_t blockSize(uint64_t size) {
  return (size + blockStep - 1) & ~(blockStep - 1);
}
/// List for blocks of a size in steps, or one that does not exist.
inline constexpr uint64_t blockList(uint64_t size) {
  return size / blockStep - 1;
}

/// Memory of small objects: freed blocks, kept for the next objects of their
/// size, one list per size, their first word links to the next block; and the
/// unused rest of the chunk that blocks are cut from.
struct SmallBlocks {
  static constexpr uint64_t lists = 16;
  static constexpr uint64_t maxSize = lists * blockStep;
  Slot<void> first[lists] = {};
  Slot<char> rest = {};
  Slot<char> end = {};
};

/// A call that waits, or waits for a call that waits: what is needed to go on
/// behind it. Made when the function leaves the native stack.
struct Frame {
  Slot<Frame> next; ///< the caller's
  /// Goes on; `Context::resumed` is the result of the call, unless an error is
  /// pending. Returns what the function returns, as 64 bits, and frees the
  /// frame.
  Slot<uint64_t(Context *, Frame *)> resume;
  Slot<const SourceSite> site; ///< of the call, for reports; may be null
  int32_t state;               ///< which of the function's calls
  int32_t slots;
  Bits slot[1]; ///< what the function needs; owned
};
static_assert(offsetof(Frame, slot) == 32);

/// What `Context::error` holds while functions leave the native stack because
/// the task waits. Never dereferenced.
inline constexpr uint64_t suspendedError = 1;

/// State of a running task; the first argument of every entry point. Generated
/// code accesses the members declared here, the runtime appends its own.
struct Context {
  Slot<void> error;   ///< pending error object, null when none
  int32_t depth;      ///< calls of recursive functions in progress
  int32_t maxDepth;   ///< depth at which a call raises
  Slot<Bits> globals; ///< top-level variables, one box each
  /// Address of the stack below which a call raises, too; 0 without limit.
  uint64_t stackLimit;
  Slot<MethodEntry> methods; ///< `methodEntries` of them
  Counters counters;
  SmallBlocks blocks;
  /// Frames of the functions that are leaving the stack, the innermost first.
  Slot<Frame> capturedFirst, capturedLast;
  Bits resumed; ///< result of the call behind which a frame goes on
  /// Not 0: a safe point calls the runtime, which has something to do. May be
  /// set by other threads.
  int32_t attention;
};
static_assert(offsetof(Context, depth) == 8);
static_assert(offsetof(Context, maxDepth) == 12);
static_assert(offsetof(Context, globals) == 16);
static_assert(offsetof(Context, stackLimit) == 24);

/// Calls that may be nested before `maximum recursion depth exceeded`. One
/// number for all engines, because the message shows it; bounded by the stack
/// that WebAssembly hosts provide. Functions with very large frames reach
/// `Context::stackLimit` earlier.
inline constexpr int32_t maxCallDepth = 2000;

/// What the compiler tells the runtime about the program; static.
struct ProgramInfo {
  uint32_t abi;
  int32_t globals;       ///< number of top-level variables
  Slot<const char> file; ///< null terminated path of the main file
  /// Called when the program has ended, or null.
  Slot<void(Context *)> atEnd = {};
  Slot<Bits> variables = {}; ///< room for the top-level variables
};

} // namespace forge::rt

#endif // FORGE_RT_ABI_H
