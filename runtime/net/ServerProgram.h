//===- ServerProgram.h - a program that is a server -----------------------===//

#ifndef FORGE_RT_NET_SERVERPROGRAM_H
#define FORGE_RT_NET_SERVERPROGRAM_H

#include "Binding.h"
#include "HttpServer.h"
#include "Template.h"
#include "core/State.h"

#include <optional>

namespace forge::rt {

struct Task;

/// A handler as the program declares it.
struct ServedRoute {
  Bits handler; ///< owned; unboundBits if its declaration did not run
  std::string name, method, pattern;
  BoundParams params;
  bool hasWarned = false; ///< of a value that JSON has no form for
};

/// Hangs on the runtime from the first entry that a server's code calls.
struct ServerProgram : Service {
  explicit ServerProgram(Context &ctx);

  Context &ctx;
  net::ServerOptions options;
  std::vector<ServedRoute> routes;
  net::Router router;
  Log &log;

  /// Serves until it is told to stop. What is wrong, or an empty text.
  std::string run();

private:
  void banner(uint16_t port) const;
  struct Call;
  static void handle(void *user, net::Exchange &exchange);
  void handle(net::Exchange &exchange);
  static uint64_t begin(Context &ctx, Task &task);
  static void end(Context &ctx, Task &task, uint64_t result);
  static void cancel(net::Exchange &exchange);
  void reply(Call &call, Bits result);
  void replyError(Call &call);
  static int64_t work(void *user);
  static void rest(void *user);
  static std::span<const net::LogSpan> currentSpans(void *user);

  std::optional<Template> initial;
  Call *calls = nullptr;       ///< requests at work
  std::vector<Bits> handlers;  ///< of the request that begins
  std::vector<Bits> arguments; ///< of the same
  std::string body;
};

} // namespace forge::rt

#endif // FORGE_RT_NET_SERVERPROGRAM_H
