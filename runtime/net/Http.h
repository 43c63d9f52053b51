//===- Http.h - requests, replies and what connects them ------------------===//
//
// The vocabulary of the HTTP server. Nothing here knows the language or the
// network library: a handler is a function that gets an `Exchange`, and answers
// it at once or later.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_NET_HTTP_H
#define FORGE_RT_NET_HTTP_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace forge::net {

enum class Method : uint8_t {
  Get,
  Head,
  Post,
  Put,
  Delete,
  Patch,
  Options,
  Other, ///< known to nobody here
};
inline constexpr unsigned methodCount = 7; ///< without `Other`

std::string_view methodName(Method method);
/// The method that a request or a route names; names are case-sensitive.
Method parseMethod(std::string_view name);

struct Field {
  std::string_view name, value;
};

/// True if both are the same but for the case of ASCII letters.
bool equalsIgnoringCase(std::string_view a, std::string_view b);

/// What a client sent. The views are valid until the request is answered.
struct Request {
  Method method = Method::Other;
  unsigned version = 11;        ///< 10 or 11
  std::string_view methodText;  ///< as sent
  std::string_view target;      ///< as sent
  std::string_view path, query; ///< parts of the target, not decoded
  std::vector<Field> fields;
  std::string body;
  std::string id;   ///< from the client, or a fresh UUID
  std::string peer; ///< address of the client

  /// The first field of that name, or null.
  const Field *find(std::string_view name) const;
  /// Its value, or an empty text.
  std::string_view field(std::string_view name) const;
};

/// What is sent back. The texts are copied before `answer` returns.
struct Reply {
  int status = 200;
  std::string_view body;
  std::string_view contentType = "application/json";
  std::string_view fields; ///< further ones, each ending in CR LF
};

/// Text of a status code, as in `404 Not Found`.
std::string_view statusText(int status);

/// A request that waits for its answer. Belongs to its connection.
class Exchange {
public:
  /// The route that the request has taken, and the texts of its captures.
  uint32_t route = 0;
  std::vector<std::string_view> captures;
  /// The handler's, which is told if the client goes away before the answer.
  void *data = nullptr;
  void (*abandoned)(Exchange &) = nullptr;
  std::string_view handler; ///< its name, for the log

  const Request &request() const { return received; }
  bool isAbandoned() const { return isGone; }
  /// Sends the reply; once for every request, also if nobody waits for it any
  /// more.
  virtual void answer(const Reply &reply) = 0;
  /// Answers with `{"error": message}`.
  void fail(int status, std::string_view message);

protected:
  ~Exchange() = default;
  Request received;
  bool isGone = false;
};

/// Appends the text as a JSON string.
void appendJsonText(std::string &out, std::string_view text);

} // namespace forge::net

#endif // FORGE_RT_NET_HTTP_H
