//===- Router.cpp - from a path to a route --------------------------------===//

#include "Router.h"

#include <algorithm>

using namespace forge::net;

struct Router::Node {
  std::string literal;
  std::vector<std::unique_ptr<Node>> children; ///< sorted by literal
  std::unique_ptr<Node> capture, rest;
  uint32_t routes[methodCount] = {none, none, none, none, none, none, none};
  uint32_t any = none;

  bool isEnd() const { return methods() != 0; }

  /// A GET route answers HEAD as well. OPTIONS is answered for all paths unless
  /// a route asks for it by name.
  uint32_t routeOf(Method method) const {
    uint32_t route = method == Method::Other ? none : routes[unsigned(method)];
    if (route == none && method == Method::Head)
      route = routes[unsigned(Method::Get)];
    return route == none && method != Method::Options ? any : route;
  }
  uint8_t methods() const {
    uint8_t bits = 0;
    for (unsigned i = 0; i < methodCount; ++i)
      if (routeOf(Method(i)) != none)
        bits |= uint8_t(1u << i);
    return bits;
  }
  const Node *child(std::string_view segment) const {
    auto it = std::lower_bound(
        children.begin(), children.end(), segment,
        [](const auto &node, std::string_view s) { return node->literal < s; });
    return it != children.end() && (*it)->literal == segment ? it->get()
                                                             : nullptr;
  }
  Node &makeChild(std::string_view segment) {
    auto it = std::lower_bound(
        children.begin(), children.end(), segment,
        [](const auto &node, std::string_view s) { return node->literal < s; });
    if (it == children.end() || (*it)->literal != segment) {
      it = children.insert(it, std::make_unique<Node>());
      (*it)->literal = segment;
    }
    return **it;
  }
};

Router::Router() : root(std::make_unique<Node>()) {}
Router::~Router() = default;

/// Splits the first segment off a path whose first slash is gone; `isLast` if
/// no slash follows it.
static std::string_view takeSegment(std::string_view &path, bool &isLast) {
  size_t end = path.find('/');
  isLast = end == std::string_view::npos;
  std::string_view segment = path.substr(0, end);
  path = isLast ? std::string_view() : path.substr(end + 1);
  return segment;
}

bool Router::add(Method method, std::string_view pattern, uint32_t route) {
  Node *node = root.get();
  std::string_view rest = pattern.substr(1);
  for (bool isLast = false; !isLast;) {
    std::string_view segment = takeSegment(rest, isLast);
    std::unique_ptr<Node> *special = nullptr;
    if (segment.size() > 1 && segment[0] == ':')
      special = &node->capture;
    else if (segment.size() > 1 && segment[0] == '*' && isLast)
      special = &node->rest;
    if (!special) {
      node = &node->makeChild(segment);
      continue;
    }
    if (!*special)
      *special = std::make_unique<Node>();
    node = special->get();
  }
  uint32_t &place =
      method == anyMethod ? node->any : node->routes[unsigned(method)];
  if (place != none)
    return false;
  place = route;
  return true;
}

/// Follows the rest of a path. True if a route was found; what is known about
/// the path otherwise is in `match`.
bool Router::walk(const Node &node, Method method, std::string_view rest,
                  std::vector<std::string_view> &captures, Match &match) const {
  auto arrive = [&](const Node &end) {
    if (!end.isEnd())
      return false;
    match.isPathKnown = true;
    match.methods |= end.methods();
    match.route = end.routeOf(method);
    return match.route != none;
  };
  size_t known = captures.size();
  std::string_view whole = rest;
  bool isLast;
  std::string_view segment = takeSegment(rest, isLast);
  auto follow = [&](const Node &next) {
    if (!isLast)
      return walk(next, method, rest, captures, match);
    if (arrive(next))
      return true;
    if (!next.rest)
      return false;
    captures.push_back({}); // a rest of no segments
    if (arrive(*next.rest))
      return true;
    captures.pop_back();
    return false;
  };
  if (const Node *child = node.child(segment); child && follow(*child))
    return true;
  if (node.capture && !segment.empty()) {
    captures.push_back(segment);
    if (follow(*node.capture))
      return true;
    captures.resize(known);
  }
  if (node.rest) {
    captures.push_back(whole);
    if (arrive(*node.rest))
      return true;
    captures.resize(known);
  }
  return false;
}

Router::Match Router::find(Method method, std::string_view path,
                           std::vector<std::string_view> &captures) const {
  Match match;
  captures.clear();
  if (!path.starts_with('/'))
    return match;
  walk(*root, method, path.substr(1), captures, match);
  return match;
}

std::string forge::net::allowedMethods(uint8_t methods) {
  std::string text;
  for (unsigned i = 0; i < methodCount; ++i) {
    if (!(methods & 1u << i))
      continue;
    if (!text.empty())
      text += ", ";
    text += methodName(Method(i));
  }
  return text;
}
