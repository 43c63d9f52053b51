//===- HttpServer.cpp - an HTTP/1.1 server on one thread ------------------===//
//
// The one file that compiles Asio and Beast. It is compiled with exceptions,
// because these libraries report programming errors by them; none leaves it.
//
//===----------------------------------------------------------------------===//

#include "HttpServer.h"

#include "Connection.h"
#include "RequestSpans.h"
#include "SignalScope.h"

#include <netdb.h>
#include <sys/eventfd.h>

using namespace forge::net;

//===----------------------------------------------------------------------===//
// The server
//===----------------------------------------------------------------------===//

/// The time of replies, made once a second.
std::string_view HttpServer::Impl::date() {
  time_t second = time(nullptr);
  if (second != dateSecond) {
    dateSecond = second;
    tm parts;
    gmtime_r(&second, &parts);
    static constexpr char days[][4] = {"Sun", "Mon", "Tue", "Wed",
                                       "Thu", "Fri", "Sat"};
    static constexpr char months[][4] = {"Jan", "Feb", "Mar", "Apr",
                                         "May", "Jun", "Jul", "Aug",
                                         "Sep", "Oct", "Nov", "Dec"};
    std::snprintf(dateText, sizeof(dateText),
                  "%s, %02d %s %04d %02d:%02d:%02d GMT", days[parts.tm_wday],
                  parts.tm_mday, months[parts.tm_mon], parts.tm_year + 1900,
                  parts.tm_hour, parts.tm_min, parts.tm_sec);
  }
  return dateText;
}

void HttpServer::Impl::logRequest(Exchange &exchange, int status,
                                  int64_t latency) {
  Level level = status >= 500 ? Level::Error : Level::Info;
  if (!log.shows(level, "forge.http"))
    return;
  RequestSpans spans(exchange);
  std::string code = std::to_string(status),
              time = std::to_string(latency) + " ms";
  LogField finished[] = {{"latency", time}, {"status", code, true}};
  if (status >= 500) {
    std::string failure = "Status code: " + code;
    LogField failed[] = {{"classification", failure}, {"latency", time}};
    log.write(level, "forge.http", "response failed", failed, spans.view());
  } else {
    log.write(level, "forge.http", "finished processing request", finished,
              spans.view());
  }
}

void HttpServer::Impl::accept() {
  acceptor.async_accept([this](error_code ec, Socket socket) {
    if (ec == asio::error::operation_aborted || !acceptor.is_open())
      return;
    if (!ec) {
      error_code ignored;
      socket.set_option(tcp::no_delay(true), ignored);
      socket.non_blocking(true, ignored);
      Hold connection(new Connection(*this, std::move(socket)));
      connection->begin();
    }
    // Without a free descriptor or memory the next tick accepts again.
    if (!ec || ec == asio::error::connection_aborted)
      accept();
    else
      acceptsAgain = true;
  });
}

void HttpServer::Impl::tick() {
  constexpr std::chrono::milliseconds step(250);
  ticker.expires_after(step);
  ticker.async_wait([this](error_code ec) {
    if (ec)
      return;
    int64_t time = now();
    bool isLate = isDraining && time >= drainEnd;
    std::vector<Hold> all;
    for (Connection *c = first; c; c = c->next)
      all.emplace_back(c);
    for (Hold &c : all)
      isLate ? c->cancel() : c->checkDeadline(time);
    all.clear();
    if (isLate)
      return context.stop();
    if (std::exchange(acceptsAgain, false) && acceptor.is_open())
      accept();
    leaveWhenIdle();
    if (!context.stopped())
      tick();
  });
}

void HttpServer::Impl::wait() {
  waker.async_read_some(asio::buffer(&signalled, sizeof(signalled)),
                        [this](error_code ec, size_t) {
                          if (ec)
                            return;
                          if (signalled >= stopRequest)
                            drain();
                          else
                            wait();
                        });
}

void HttpServer::Impl::drain() {
  if (isDraining)
    return;
  if (log.shows(Level::Info, "forge.server"))
    log.write(Level::Info, "forge.server",
              "shutdown signal received, draining");
  isDraining = true;
  drainEnd = now() + options.drainTimeout;
  error_code ignored;
  acceptor.close(ignored);
  std::vector<Hold> all;
  for (Connection *c = first; c; c = c->next)
    all.emplace_back(c);
  for (Hold &c : all)
    c->drain();
}

void HttpServer::Impl::leaveWhenIdle() {
  if (isDraining && !first)
    context.stop();
}

//===----------------------------------------------------------------------===//
// Start and end
//===----------------------------------------------------------------------===//

/// The addresses that a name or an address literal stands for.
static std::string resolve(std::string_view host, uint16_t port,
                           std::vector<tcp::endpoint> &out) {
  std::string name(host);
  if (name.size() > 2 && name.front() == '[' && name.back() == ']')
    name = name.substr(1, name.size() - 2);
  error_code ec;
  asio::ip::address address = asio::ip::make_address(name, ec);
  if (!ec) {
    out.emplace_back(address, port);
    return {};
  }
  addrinfo hints = {}, *found = nullptr;
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  if (int error = getaddrinfo(name.c_str(), nullptr, &hints, &found))
    return "invalid address: '" + std::string(host) +
           "': " + gai_strerror(error);
  for (addrinfo *item = found; item; item = item->ai_next) {
    tcp::endpoint endpoint;
    if (item->ai_addrlen > endpoint.capacity())
      continue;
    std::memcpy(endpoint.data(), item->ai_addr, item->ai_addrlen);
    endpoint.resize(item->ai_addrlen);
    endpoint.port(port);
    // IPv4 first: what `localhost` means to most clients.
    out.insert(endpoint.address().is_v4() ? out.begin() : out.end(), endpoint);
  }
  freeaddrinfo(found);
  return {};
}

std::string HttpServer::Impl::bind() {
  std::vector<tcp::endpoint> endpoints;
  if (std::string error = resolve(options.host, options.port, endpoints);
      !error.empty())
    return error;
  int event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (event < 0)
    return "bind failed: " +
           error_code(errno, boost::system::system_category()).message();
  waker.assign(event);
  error_code ec;
  for (const tcp::endpoint &endpoint : endpoints) {
    ec = {};
    acceptor.open(endpoint.protocol(), ec);
    if (!ec)
      acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec)
      acceptor.bind(endpoint, ec);
    if (!ec)
      acceptor.listen(4096, ec);
    if (!ec)
      return {};
    error_code ignored;
    acceptor.close(ignored);
  }
  return "bind failed: " + ec.message();
}

void HttpServer::Impl::run() {
  std::optional<SignalScope> signals;
  if (options.handlesSignals)
    signals.emplace(waker.native_handle());
  accept();
  tick();
  wait();
  while (!context.stopped()) {
    context.poll();
    int64_t pause = other.work ? other.work(user) : -1;
    log.flush();
    leaveWhenIdle();
    if (context.stopped() || pause == 0)
      continue;
    constexpr int64_t moment = 20;
    if (pause > 0 && pause <= moment) {
      context.run_one_for(std::chrono::milliseconds(pause));
    } else if (!context.run_one_for(std::chrono::milliseconds(moment))) {
      if (other.rest)
        other.rest(user);
      if (pause < 0)
        context.run_one();
      else
        context.run_one_for(std::chrono::milliseconds(pause - moment));
    }
  }
  log.flush();
}

HttpServer::HttpServer(const ServerOptions &options, const Router &router,
                       RequestHandler handler, void *user, Log &log)
    : impl(std::make_unique<Impl>(options, router, handler, user, log)) {}
HttpServer::~HttpServer() = default;

std::string HttpServer::bind() {
  try {
    return impl->bind();
  } catch (const std::exception &error) {
    return std::string("bind failed: ") + error.what();
  }
}

uint16_t HttpServer::port() const {
  error_code ec;
  return impl->acceptor.local_endpoint(ec).port();
}

void HttpServer::run() {
  try {
    impl->run();
  } catch (const std::exception &error) {
    LogField fields[] = {{"panic", error.what()}};
    impl->log.write(Level::Error, "forge.server", "the server failed", fields);
  }
}

void HttpServer::setWork(const Work &work) { impl->other = work; }

static void addTo(int eventfd, uint64_t number) {
  if (write(eventfd, &number, sizeof(number)) < 0)
    return; // it is full: the thread will look anyway
}

void HttpServer::wake() { addTo(impl->waker.native_handle(), wakeUp); }

void HttpServer::stop() { addTo(impl->waker.native_handle(), stopRequest); }
