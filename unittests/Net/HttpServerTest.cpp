//===- HttpServerTest.cpp - conversations over a loopback socket ----------===//

#include "LoopbackServer.h"

#include <atomic>

using namespace forge::net;

static void sayPath(Exchange &exchange) {
  Reply reply;
  std::string body(exchange.request().path);
  reply.body = body;
  reply.contentType = "text/plain";
  exchange.answer(reply);
}

static void sayBody(Exchange &exchange) {
  Reply reply;
  std::string body = exchange.request().body;
  reply.body = body;
  exchange.answer(reply);
}

static std::string statusOf(const std::string &response) {
  return response.substr(0, response.find("\r\n"));
}
static std::string bodyOf(const std::string &response) {
  size_t head = response.find("\r\n\r\n");
  return head == std::string::npos ? "" : response.substr(head + 4);
}
static bool has(const std::string &response, std::string_view text) {
  return response.find(text) != std::string::npos;
}

TEST_CASE("a connection serves several requests", "[http]") {
  LoopbackServer server;
  server.route(Method::Get, "/a", sayPath).route(Method::Get, "/b", sayPath);
  Client client(server.start());
  std::string first =
      client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n").response();
  CHECK(statusOf(first) == "HTTP/1.1 200 OK");
  CHECK(bodyOf(first) == "/a");
  CHECK(has(first, "\r\nContent-Type: text/plain\r\n"));
  CHECK(has(first, "\r\nContent-Length: 2\r\n"));
  CHECK(has(first, "\r\nDate: "));
  CHECK(has(first, "\r\nVary: origin, access-control-request-method, "
                   "access-control-request-headers\r\n"));
  CHECK_FALSE(has(first, "Server:"));
  CHECK_FALSE(has(first, "Access-Control"));
  CHECK_FALSE(has(first, "Connection:"));
  std::string second =
      client.send("GET /b HTTP/1.1\r\nHost: x\r\n\r\n").response();
  CHECK(bodyOf(second) == "/b");
}

TEST_CASE("a request may come in single bytes", "[http]") {
  LoopbackServer server;
  server.route(Method::Post, "/", sayBody);
  Client client(server.start());
  for (char c : std::string_view("POST / HTTP/1.1\r\nHost: x\r\n"
                                 "Content-Length: 3\r\n\r\nabc"))
    client.send({&c, 1});
  CHECK(bodyOf(client.response()) == "abc");
}

TEST_CASE("pipelined requests are answered in order", "[http]") {
  LoopbackServer server;
  server.route(Method::Get, "/:n", sayPath).route(Method::Post, "/", sayBody);
  Client client(server.start());
  std::string requests;
  for (int i = 0; i < 200; ++i) {
    requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    requests += "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody";
  }
  client.send(requests);
  for (int i = 0; i < 200; ++i) {
    REQUIRE(bodyOf(client.response()) == "/" + std::to_string(i));
    REQUIRE(bodyOf(client.response()) == "body");
  }
}

TEST_CASE("chunked bodies", "[http]") {
  LoopbackServer server;
  server.route(Method::Post, "/", sayBody);
  Client client(server.start());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
              "3\r\nabc\r\n");
  client.send("4;x=y\r\ndefg\r\n0\r\nTrailer: t\r\n\r\n");
  CHECK(bodyOf(client.response()) == "abcdefg");
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nz");
  CHECK(bodyOf(client.response()) == "z");
}

TEST_CASE("the limit of bodies", "[http]") {
  LoopbackServer server;
  server.route(Method::Post, "/", sayBody);
  uint16_t port = server.start();
  const size_t limit = 2 << 20;
  std::string head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ";
  {
    Client client(port);
    client.send(head + std::to_string(limit) + "\r\n\r\n");
    client.send(std::string(limit, 'x'));
    std::string response = client.response();
    CHECK(statusOf(response) == "HTTP/1.1 200 OK");
    CHECK(bodyOf(response) == std::string(limit, 'x'));
  }
  {
    Client client(port);
    client.send(head + std::to_string(limit + 1) + "\r\n\r\n");
    client.send(std::string(limit + 1, 'x'));
    std::string response = client.rest();
    CHECK(has(statusOf(response), " 413 "));
    CHECK(bodyOf(response) == "{\"error\":\"the body is too large\"}");
    CHECK(client.closed);
  }
  {
    Client client(port);
    client.send("POST / HTTP/1.1\r\nHost: x\r\n"
                "Transfer-Encoding: chunked\r\n\r\n");
    std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
    for (int i = 0; i < 33; ++i)
      client.send(chunk);
    CHECK(has(statusOf(client.rest()), " 413 "));
  }
}

TEST_CASE("the limit of heads", "[http]") {
  LoopbackServer server;
  server.route(Method::Get, "/", sayPath);
  uint16_t port = server.start();
  std::string start = "GET / HTTP/1.1\r\nHost: x\r\nX: ";
  std::string end = "\r\n\r\n";
  const size_t limit = 64 << 10;
  Client fits(port);
  fits.send(start + std::string(limit - start.size() - end.size(), 'x') + end);
  CHECK(has(statusOf(fits.response()), " 200 "));
  Client large(port);
  large.send(start + std::string(limit + 1, 'x') + end);
  CHECK(has(statusOf(large.rest()), " 431 "));
  CHECK(large.closed);
}

namespace {
struct Malformed {
  const char *what;
  std::string request;
  int status;
};
} // namespace

TEST_CASE("malformed requests are refused and end the connection", "[http]") {
  using namespace std::string_literals;
  const std::string post = "POST / HTTP/1.1\r\nHost: x\r\n";
  const Malformed table[] = {
      {"Content-Length and Transfer-Encoding",
       post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
              "0\r\n\r\n",
       400},
      {"Transfer-Encoding and Content-Length",
       post + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n"
              "0\r\n\r\n",
       400},
      {"two lengths",
       post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400},
      {"the same length twice",
       post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400},
      {"a list of lengths", post + "Content-Length: 3, 3\r\n\r\nabc", 400},
      {"a negative length", post + "Content-Length: -1\r\n\r\n", 400},
      {"a signed length", post + "Content-Length: +3\r\n\r\nabc", 400},
      {"a hexadecimal length", post + "Content-Length: 0x3\r\n\r\nabc", 400},
      {"an empty length", post + "Content-Length:\r\n\r\n", 400},
      {"a length beyond 64 bits",
       post + "Content-Length: 99999999999999999999\r\n\r\n", 400},
      {"two codings",
       post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"
              "0\r\n\r\n",
       400},
      {"an unknown coding", post + "Transfer-Encoding: gzip\r\n\r\n", 501},
      {"chunked is not all", post + "Transfer-Encoding: gzip, chunked\r\n\r\n",
       501},
      {"a misspelt coding", post + "Transfer-Encoding: xchunked\r\n\r\n", 501},
      {"chunks in HTTP/1.0",
       "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"bare LF after the request line", "GET / HTTP/1.1\nHost: x\r\n\r\n",
       400},
      {"bare LF after a field", "GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n", 400},
      {"bare LF at the end", "GET / HTTP/1.1\r\nHost: x\r\n\n", 400},
      {"only bare LF", "GET / HTTP/1.1\nHost: x\n\n", 400},
      {"a bare CR", "GET / HTTP/1.1\r\nHost: x\rA: b\r\n\r\n", 400},
      {"a NUL in a value", "GET / HTTP/1.1\r\nHost: x\0y\r\n\r\n"s, 400},
      {"a NUL in the target", "GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n"s, 400},
      {"a NUL in a name", "GET / HTTP/1.1\r\nHost: x\r\nA\0: b\r\n\r\n"s, 400},
      {"a folded line", "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n", 400},
      {"a folded first line", "GET / HTTP/1.1\r\n Host: x\r\n\r\n", 400},
      {"a blank before the colon", "GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400},
      {"a line without colon", "GET / HTTP/1.1\r\nHost: x\r\nabc\r\n\r\n", 400},
      {"an empty name", "GET / HTTP/1.1\r\nHost: x\r\n: b\r\n\r\n", 400},
      {"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
      {"two Hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400},
      {"no target", "GET HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"a blank in the target", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"two blanks", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"no path", "GET abc HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"a fragment", "GET /a#b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"no version", "GET /\r\nHost: x\r\n\r\n", 400},
      {"HTTP/2", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", 400},
      {"HTTP/0.9", "GET / HTTP/0.9\r\nHost: x\r\n\r\n", 400},
      {"lower-case version", "GET / http/1.1\r\nHost: x\r\n\r\n", 400},
      {"a control character in a method", "G\x01T / HTTP/1.1\r\n\r\n", 400},
      {"a bad chunk size",
       post + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n", 400},
      {"a negative chunk size",
       post + "Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n", 400},
      {"bare LF after a chunk size",
       post + "Transfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n", 400},
      {"a chunk longer than announced",
       post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n", 400},
      {"a chunk size beyond 64 bits",
       post + "Transfer-Encoding: chunked\r\n\r\n11111111111111111\r\nabc\r\n",
       400},
      {"no HTTP at all", "hello\r\n\r\n", 400},
      {"the start of a TLS connection",
       "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n"s, 400},
  };
  LoopbackServer server;
  server.route(Method::Get, "/", sayPath).route(Method::Post, "/", sayBody);
  uint16_t port = server.start();
  for (const Malformed &test : table) {
    INFO(test.what);
    Client client(port);
    // Whatever hides behind the request must not be answered.
    client.send(test.request + "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n");
    std::string answer = client.rest();
    CHECK(statusOf(answer).substr(0, 12) ==
          "HTTP/1.1 " + std::to_string(test.status));
    CHECK(has(answer, "\r\nConnection: close\r\n"));
    CHECK(has(answer, "\r\nX-Request-Id: "));
    CHECK(has(answer, "{\"error\":\""));
    CHECK(answer.find("HTTP/1.1", 1) == std::string::npos);
    CHECK(client.closed);
  }
}

TEST_CASE("unusual requests that are fine", "[http]") {
  LoopbackServer server;
  server.route(Method::Get, "/", sayPath).route(Method::Get, "/a", sayPath);
  uint16_t port = server.start();
  Client client(port);
  CHECK(
      bodyOf(client.send("\r\nGET /a HTTP/1.1\r\nhOsT:x\r\n\r\n").response()) ==
      "/a");
  CHECK(bodyOf(client.send("GET http://x:1/a?b HTTP/1.1\r\nHost: x\r\n\r\n")
                   .response()) == "/a");
  CHECK(bodyOf(client.send("GET http://x HTTP/1.1\r\nHost: x\r\n\r\n")
                   .response()) == "/");
  CHECK(bodyOf(client.send("GET /a HTTP/1.1\r\nHost: x\r\nA:  b \t\r\n\r\n")
                   .response()) == "/a");
}

TEST_CASE("HTTP/1.0 closes unless asked not to", "[http]") {
  LoopbackServer server;
  server.route(Method::Get, "/a", sayPath);
  uint16_t port = server.start();
  Client closing(port);
  std::string response = closing.send("GET /a HTTP/1.0\r\n\r\n").rest();
  CHECK(bodyOf(response) == "/a");
  CHECK(has(response, "\r\nConnection: close\r\n"));
  CHECK(closing.closed);
  Client kept(port);
  response =
      kept.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").response();
  CHECK(has(response, "\r\nConnection: keep-alive\r\n"));
  CHECK(bodyOf(kept.send("GET /a HTTP/1.0\r\n\r\n").response()) == "/a");
}

TEST_CASE("Connection: close is kept", "[http]") {
  LoopbackServer server;
  server.route(Method::Get, "/a", sayPath);
  Client client(server.start());
  client.send("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
              "GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
  std::string response = client.rest();
  CHECK(has(response, "\r\nConnection: close\r\n"));
  CHECK(bodyOf(response) == "/a");
  CHECK(client.closed);
}

TEST_CASE("HEAD, 404 and 405", "[http]") {
  LoopbackServer server;
  server.route(Method::Get, "/a", sayPath).route(Method::Put, "/a", sayBody);
  Client client(server.start());
  std::string head =
      client.send("HEAD /a HTTP/1.1\r\nHost: x\r\n\r\n").response(false);
  CHECK(has(head, " 200 OK\r\n"));
  CHECK(has(head, "\r\nContent-Length: 2\r\n"));
  CHECK(bodyOf(head) == "");
  std::string unknown =
      client.send("GET /b HTTP/1.1\r\nHost: x\r\n\r\n").response();
  CHECK(statusOf(unknown) == "HTTP/1.1 404 Not Found");
  CHECK(bodyOf(unknown) == "");
  std::string wrong = client
                          .send("POST /a HTTP/1.1\r\nHost: x\r\n"
                                "Content-Length: 2\r\n\r\nhi")
                          .response();
  CHECK(statusOf(wrong) == "HTTP/1.1 405 Method Not Allowed");
  CHECK(has(wrong, "\r\nAllow: GET, HEAD, PUT\r\n"));
  CHECK(bodyOf(wrong) == "");
  std::string strange =
      client.send("BREW /a HTTP/1.1\r\nHost: x\r\n\r\n").response();
  CHECK(has(statusOf(strange), " 405 "));
}

TEST_CASE("OPTIONS in both modes", "[http]") {
  for (bool isPermissive : {false, true}) {
    ServerOptions options;
    options.isPermissive = isPermissive;
    LoopbackServer server(options);
    server.route(Method::Get, "/a", sayPath);
    Client client(server.start());
    for (const char *path : {"/a", "/unknown", "*"}) {
      std::string response = client
                                 .send("OPTIONS " + std::string(path) +
                                       " HTTP/1.1\r\nHost: x\r\n\r\n")
                                 .response();
      CHECK(statusOf(response) == "HTTP/1.1 200 OK");
      CHECK(bodyOf(response) == "");
      CHECK(has(response, "Access-Control-Allow-Origin: *\r\n") ==
            isPermissive);
      CHECK(has(response, "Access-Control-Allow-Methods: *\r\n") ==
            isPermissive);
      CHECK(has(response, "Access-Control-Allow-Headers: *\r\n") ==
            isPermissive);
    }
    std::string actual =
        client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n").response();
    CHECK(has(actual, "Access-Control-Allow-Origin: *\r\n") == isPermissive);
    CHECK_FALSE(has(actual, "Access-Control-Allow-Methods"));
  }
}

TEST_CASE("ids of requests", "[http]") {
  LoopbackServer server;
  server.route(Method::Get, "/a", sayPath);
  Client client(server.start());
  auto idOf = [](const std::string &response) {
    size_t at = response.find("X-Request-Id: ") + 14;
    return response.substr(at, response.find("\r\n", at) - at);
  };
  std::string request = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
  std::string one = idOf(client.send(request).response());
  std::string two = idOf(client.send(request).response());
  CHECK(one.size() == 36);
  CHECK(one[14] == '4');
  CHECK(one != two);
  CHECK(idOf(client
                 .send("GET /none HTTP/1.1\r\nHost: x\r\n"
                       "X-Request-Id: my id\r\n\r\n")
                 .response()) == "my id");
}

TEST_CASE("Expect: 100-continue", "[http]") {
  LoopbackServer server;
  server.route(Method::Post, "/", sayBody);
  Client client(server.start());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n"
              "Expect: 100-continue\r\n\r\n");
  CHECK(client.response() == "HTTP/1.1 100 Continue\r\n\r\n");
  CHECK(bodyOf(client.send("abc").response()) == "abc");
}

//===----------------------------------------------------------------------===//
// Answers that come later, time limits, the end
//===----------------------------------------------------------------------===//

static std::vector<Exchange *> waiting;
static std::atomic<int> waitingCount = 0, abandonedCount = 0;

static void waitForRelease(Exchange &exchange) {
  exchange.abandoned = [](Exchange &gone) {
    ++abandonedCount;
    Reply reply;
    gone.answer(reply);
  };
  waiting.push_back(&exchange);
  ++waitingCount;
}

static void releaseAll(Exchange &exchange) {
  for (Exchange *other : std::exchange(waiting, {}))
    sayPath(*other);
  sayPath(exchange);
}

static void awaitCount(std::atomic<int> &counter, int count) {
  for (int i = 0; i < 5000 && counter < count; ++i)
    usleep(1000);
  REQUIRE(counter == count);
}

TEST_CASE("handlers may answer later; too many are refused", "[http]") {
  waitingCount = 0;
  ServerOptions options;
  options.maxInFlight = 3;
  LoopbackServer server(options);
  server.route(Method::Get, "/wait", waitForRelease)
      .route(Method::Get, "/go", releaseAll);
  uint16_t port = server.start();
  Client one(port), two(port), three(port), four(port);
  std::string request = "GET /wait HTTP/1.1\r\nHost: x\r\n\r\n";
  one.send(request + "GET /unknown HTTP/1.1\r\nHost: x\r\n\r\n");
  two.send(request);
  awaitCount(waitingCount, 2);
  Client last(port);
  std::string go = "GET /go HTTP/1.1\r\nHost: x\r\n\r\n";
  three.send(request);
  awaitCount(waitingCount, 3);
  std::string refused = four.send(request).response();
  CHECK(statusOf(refused) == "HTTP/1.1 503 Service Unavailable");
  CHECK(has(refused, "\r\nRetry-After: 1\r\n"));
  CHECK(bodyOf(refused) == "{\"error\":\"server at capacity\"}");
  // One of them leaves, which makes room for the request that releases all.
  abandonedCount = 0;
  std::erase_if(waiting, [&](Exchange *e) { return e == waiting.back(); });
  three.disconnect();
  awaitCount(abandonedCount, 1);
  CHECK(bodyOf(last.send(go).response()) == "/go");
  CHECK(bodyOf(one.response()) == "/wait");
  CHECK(has(one.response(), " 404 "));
  CHECK(bodyOf(two.response()) == "/wait");
}

TEST_CASE("slow clients", "[http]") {
  ServerOptions options;
  options.headTimeout = options.bodyTimeout = options.idleTimeout = 300;
  LoopbackServer server(options);
  server.route(Method::Post, "/", sayBody);
  uint16_t port = server.start();
  Client head(port), body(port), idle(port), silent(port);
  head.send("POST / HT");
  body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na");
  idle.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nz");
  CHECK(bodyOf(idle.response()) == "z");
  for (Client *client : {&head, &body}) {
    std::string response = client->rest();
    CHECK(has(statusOf(response), " 408 "));
    CHECK(client->closed);
  }
  for (Client *client : {&idle, &silent}) {
    CHECK(client->rest() == "");
    CHECK(client->closed);
  }
}

TEST_CASE("draining delivers what is in flight", "[http]") {
  waitingCount = 0;
  LoopbackServer server;
  server.route(Method::Get, "/wait", waitForRelease)
      .route(Method::Get, "/go", releaseAll);
  uint16_t port = server.start();
  Client busy(port), idle(port), half(port);
  CHECK(has(idle.send("GET /none HTTP/1.1\r\nHost: x\r\n\r\n").response(),
            " 404 "));
  busy.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  half.send("GET /go HTTP/1.1\r\n");
  awaitCount(waitingCount, 1);
  usleep(20'000);
  server.beginDrain();
  CHECK(idle.rest() == "");
  CHECK(idle.closed);
  CHECK_FALSE(Client(port).isConnected);
  std::string last = half.send("Host: x\r\n\r\n").rest();
  CHECK(bodyOf(last) == "/go");
  CHECK(has(last, "\r\nConnection: close\r\n"));
  std::string response = busy.rest();
  CHECK(bodyOf(response) == "/wait");
  CHECK(has(response, "\r\nConnection: close\r\n"));
  server.join();
}

TEST_CASE("the drain has an end", "[http]") {
  waitingCount = abandonedCount = 0;
  waiting.clear();
  ServerOptions options;
  options.drainTimeout = 300;
  LoopbackServer server(options);
  server.route(Method::Get, "/wait", waitForRelease);
  Client client(server.start());
  client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n");
  awaitCount(waitingCount, 1);
  server.beginDrain();
  server.join();
  CHECK(abandonedCount == 1);
  CHECK(client.rest() == "");
}

TEST_CASE("a client that does not read", "[http]") {
  LoopbackServer server;
  server.route(Method::Get, "/big", [](Exchange &exchange) {
    Reply reply;
    std::string body(1 << 20, 'x');
    reply.body = body;
    exchange.answer(reply);
  });
  Client client(server.start());
  for (int i = 0; i < 20; ++i)
    client.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
  usleep(50'000);
  for (int i = 0; i < 20; ++i)
    REQUIRE(bodyOf(client.response()).size() == 1 << 20);
}

TEST_CASE("what cannot be bound", "[http]") {
  Log log("off", forge::rt::LogFormat::Compact, false, 2);
  Router router;
  ServerOptions options;
  options.host = "no such host";
  HttpServer bad(options, router, nullptr, nullptr, log);
  CHECK(bad.bind().starts_with("invalid address: 'no such host'"));
  options.host = "localhost";
  options.port = 0;
  HttpServer good(options, router, nullptr, nullptr, log);
  CHECK(good.bind() == "");
  options.port = good.port();
  HttpServer second(options, router, nullptr, nullptr, log);
  CHECK(second.bind() == "bind failed: Address already in use");
}
