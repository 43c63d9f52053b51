//===- LoopbackServer.h - a server and plain sockets to talk to it --------===//

#ifndef FORGE_UNITTESTS_NET_LOOPBACKSERVER_H
#define FORGE_UNITTESTS_NET_LOOPBACKSERVER_H

#include "net/HttpServer.h"

#include <catch2/catch.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace forge::net {

/// A client that sends and receives bytes as the test says.
class Client {
public:
  explicit Client(uint16_t port) : fd(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    isConnected = connect(fd, reinterpret_cast<sockaddr *>(&address),
                          sizeof(address)) == 0;
  }
  ~Client() { disconnect(); }
  Client(const Client &) = delete;
  Client &operator=(const Client &) = delete;

  void disconnect() {
    if (fd >= 0)
      ::close(fd);
    fd = -1;
  }
  Client &send(std::string_view text) {
    while (!text.empty()) {
      ssize_t count = ::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
      if (count <= 0)
        break;
      text.remove_prefix(size_t(count));
    }
    return *this;
  }
  /// Everything up to the end of the stream, or to `timeout` milliseconds
  /// without a byte, which `closed` tells.
  std::string rest(int timeout = 5000) {
    std::string text = std::exchange(buffered, {});
    while (receive(text, timeout))
      ;
    return text;
  }
  /// The next response with a Content-Length; empty if there is none.
  std::string response(bool hasBody = true, int timeout = 5000) {
    std::string text = std::exchange(buffered, {});
    size_t head;
    while ((head = text.find("\r\n\r\n")) == std::string::npos)
      if (!receive(text, timeout))
        return text;
    size_t size = head + 4;
    size_t length = text.find("Content-Length: ");
    if (hasBody && length < head)
      size += std::stoul(text.substr(length + 16));
    while (text.size() < size)
      if (!receive(text, timeout))
        return text;
    buffered = text.substr(size);
    return text.substr(0, size);
  }

  bool isConnected = false;
  bool closed = false;

private:
  bool receive(std::string &text, int timeout) {
    pollfd event = {fd, POLLIN, 0};
    if (poll(&event, 1, timeout) <= 0)
      return false;
    char piece[4096];
    ssize_t count = recv(fd, piece, sizeof(piece), 0);
    closed = count <= 0;
    if (count > 0)
      text.append(piece, size_t(count));
    return count > 0;
  }

  int fd;
  std::string buffered;
};

/// Serves on a free port until it is destroyed.
class LoopbackServer {
public:
  explicit LoopbackServer(ServerOptions options = {})
      : options(options), log("off", rt::LogFormat::Compact, false, 2) {}
  ~LoopbackServer() { stop(); }

  /// Adds a route whose handler gets the exchange.
  LoopbackServer &route(Method method, std::string_view pattern,
                        void (*handler)(Exchange &)) {
    REQUIRE(router.add(method, pattern, uint32_t(handlers.size())));
    handlers.push_back(handler);
    return *this;
  }
  uint16_t start() {
    options.port = 0;
    options.handlesSignals = false;
    server.emplace(options, router, dispatch, this, log);
    REQUIRE(server->bind() == "");
    thread = std::thread([this] { server->run(); });
    return server->port();
  }
  void beginDrain() { server->stop(); }
  void stop() {
    if (!thread.joinable())
      return;
    server->stop();
    thread.join();
  }
  void join() { thread.join(); }

private:
  static void dispatch(void *user, Exchange &exchange) {
    auto &self = *static_cast<LoopbackServer *>(user);
    self.handlers[exchange.route](exchange);
  }

  ServerOptions options;
  Log log;
  Router router;
  std::vector<void (*)(Exchange &)> handlers;
  std::optional<HttpServer> server;
  std::thread thread;
};

} // namespace forge::net

#endif // FORGE_UNITTESTS_NET_LOOPBACKSERVER_H
