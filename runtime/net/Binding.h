//===- Binding.h - from a request to the parameters of a handler ----------===//

#ifndef FORGE_RT_NET_BINDING_H
#define FORGE_RT_NET_BINDING_H

#include "Http.h"
#include "core/Value.h"

namespace forge::rt {

/// A parameter of a handler and what binds it.
struct BoundParam {
  enum class Source : uint8_t { Capture, Body, Query, Request, QueryValue };
  enum class Kind : uint8_t { Text, Int, Float, Bool };
  std::string name;
  Source source = Source::QueryValue;
  Kind kind = Kind::Text;
  bool hasDefault = false;
  uint32_t capture = 0;
};

/// The parameters of a route.
struct BoundParams {
  std::vector<BoundParam> params;
  std::vector<std::string> captures; ///< their names, in order of the pattern
  bool readsBody = false, readsQuery = false;
  bool readsRequest = false;

  /// `description` has a line per parameter: a letter for its kind (`t`, `i`,
  /// `f`, `b`), `d` if it has a default or `-`, and its name.
  BoundParams(std::string_view pattern, std::string_view description);
};

/// Binds the parameters to owned values. If the request does not fit, answers
/// it, leaves no values, and yields false.
bool bindParams(Context &ctx, const BoundParams &route, net::Exchange &exchange,
                std::vector<Bits> &values);

} // namespace forge::rt

#endif // FORGE_RT_NET_BINDING_H
