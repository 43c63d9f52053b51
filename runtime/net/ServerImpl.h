//===- ServerImpl.h - what a server and its connections share -------------===//
//
// Included by HttpServer.cpp only, which is the one file that compiles Asio.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_NET_SERVERIMPL_H
#define FORGE_RT_NET_SERVERIMPL_H

#include "HttpServer.h"
#include "MessageReader.h"
#include "RequestId.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <ctime>
#include <unistd.h>
#include <vector>

namespace forge::net {

namespace asio = boost::asio;
using asio::ip::tcp;

using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock,
                               asio::wait_traits<std::chrono::steady_clock>,
                               Executor>;
using Descriptor = asio::posix::basic_stream_descriptor<Executor>;

/// Milliseconds of a clock that never goes back.
inline int64_t now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return int64_t(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

class Connection;

/// Keeps a connection as long as an operation of it is under way.
class Hold {
public:
  explicit Hold(Connection *connection);
  Hold(const Hold &other) : Hold(other.connection) {}
  Hold(Hold &&other) : connection(std::exchange(other.connection, nullptr)) {}
  Hold &operator=(const Hold &) = delete;
  ~Hold();
  Connection *operator->() const { return connection; }

private:
  Connection *connection;
};

struct HttpServer::Impl {
  Impl(const ServerOptions &options, const Router &router,
       RequestHandler handler, void *user, Log &log)
      : options(options), router(router), handler(handler), user(user),
        log(log), acceptor(context), ticker(context), waker(context) {}

  std::string bind();
  void run();
  void accept();
  void tick();
  void wait();
  void drain();
  void leaveWhenIdle();
  std::string_view date();
  void logRequest(Exchange &exchange, int status, int64_t latency);

  ServerOptions options;
  const Router &router;
  RequestHandler handler;
  void *user;
  HttpServer::Work other = {};
  Log &log;
  RequestIds ids;

  asio::io_context context{1};
  Acceptor acceptor;
  Timer ticker;
  Descriptor waker; ///< an eventfd that `stop` writes to
  Connection *first = nullptr;
  unsigned inFlight = 0;
  bool acceptsAgain = false;
  bool isDraining = false;
  int64_t drainEnd = 0;
  uint64_t signalled; ///< read from it

  time_t dateSecond = -1;
  char dateText[32];
};

} // namespace forge::net

#endif // FORGE_RT_NET_SERVERIMPL_H
