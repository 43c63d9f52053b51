//===- HttpServer.h - an HTTP/1.1 server on one thread --------------------===//
//
// Accepts connections, reads requests, finds their routes, and sends the
// answers in order. Handlers run on the thread of `run`; one that cannot answer
// at once keeps its Exchange and answers later from the same thread.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_NET_HTTPSERVER_H
#define FORGE_RT_NET_HTTPSERVER_H

#include "Http.h"
#include "Router.h"
#include "log/Log.h"

#include <memory>

namespace forge::net {

using rt::Level;
using rt::Log;
using rt::LogField;
using rt::LogSpan;

struct ServerOptions {
  std::string host = "127.0.0.1";
  uint16_t port = 8080; ///< 0: any free one
  bool isPermissive = false;
  bool handlesSignals = true; ///< SIGINT and SIGTERM drain

  unsigned maxInFlight = 512; ///< requests with handlers at work
  size_t maxBody = 2 << 20;
  size_t maxHead = 64 << 10;

  // In milliseconds.
  int64_t headTimeout = 10'000; ///< from the first byte of a head to its last
  int64_t bodyTimeout = 30'000; ///< without a byte of a body or of an answer
  int64_t idleTimeout = 75'000; ///< between requests
  int64_t drainTimeout = 30'000;
};

/// Answers a request that has a route, at once or later.
using RequestHandler = void (*)(void *user, Exchange &exchange);

class HttpServer {
public:
  HttpServer(const ServerOptions &options, const Router &router,
             RequestHandler handler, void *user, Log &log);
  ~HttpServer();
  HttpServer(const HttpServer &) = delete;
  HttpServer &operator=(const HttpServer &) = delete;

  /// Binds the socket. Returns what is wrong, or an empty text.
  std::string bind();
  /// The one bound.
  uint16_t port() const;
  /// Serves until `stop` or a signal, and until what is in flight then has
  /// ended.
  void run();
  /// What else the thread has to do, called between the events of sockets:
  /// returns for how many milliseconds there is nothing more, 0 if there is, -1
  /// until something happens. `rest` is called before a long wait.
  struct Work {
    int64_t (*work)(void *user);
    void (*rest)(void *user);
  };
  void setWork(const Work &work);
  /// Makes the thread look for work; may be called from any thread.
  void wake();
  /// Begins to drain; may be called from any thread and from signal handlers.
  void stop();

  struct Impl;

private:
  std::unique_ptr<Impl> impl;
};

} // namespace forge::net

#endif // FORGE_RT_NET_HTTPSERVER_H
