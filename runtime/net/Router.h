//===- Router.h - from a path to a route ----------------------------------===//
//
// Patterns form a tree of segments. A literal segment goes before a capture at
// the same position, a capture before a rest; where a choice leads nowhere, the
// next one is tried.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_NET_ROUTER_H
#define FORGE_RT_NET_ROUTER_H

#include "Http.h"

#include <memory>

namespace forge::net {

class Router {
public:
  static constexpr uint32_t none = UINT32_MAX;
  /// Stands for all methods in `add`.
  static constexpr Method anyMethod = Method::Other;

  Router();
  ~Router();
  Router(const Router &) = delete;
  Router &operator=(const Router &) = delete;

  /// Adds a route; false if there is one for the method already. A pattern is a
  /// `/`-separated path; `:name` takes a segment, `*name` at the end the rest.
  bool add(Method method, std::string_view pattern, uint32_t route);

  struct Match {
    uint32_t route = none;
    bool isPathKnown = false;
    uint8_t methods = 0; ///< bit per Method that the path has, if it is known
  };
  /// Finds the route of a path that is not decoded. `captures` get its parts.
  Match find(Method method, std::string_view path,
             std::vector<std::string_view> &captures) const;

private:
  struct Node;
  bool walk(const Node &node, Method method, std::string_view rest,
            std::vector<std::string_view> &captures, Match &match) const;
  std::unique_ptr<Node> root;
};

/// The list in an `Allow` field.
std::string allowedMethods(uint8_t methods);

} // namespace forge::net

#endif // FORGE_RT_NET_ROUTER_H
