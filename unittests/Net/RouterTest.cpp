//===- RouterTest.cpp - patterns and paths --------------------------------===//

#include "net/Router.h"
#include "net/RequestId.h"
#include "net/UrlText.h"

#include <catch2/catch.hpp>

using namespace forge::net;

namespace {
struct Routes : Router {
  std::vector<std::string_view> captures;
  /// The route of a GET request.
  uint32_t get(std::string_view path) {
    return find(Method::Get, path, captures).route;
  }
};
} // namespace

TEST_CASE("literals go before captures, whatever comes first", "[router]") {
  Routes routes;
  REQUIRE(routes.add(Method::Get, "/users/:id", 1));
  REQUIRE(routes.add(Method::Get, "/users/me", 2));
  REQUIRE(routes.add(Method::Get, "/:kind/list", 3));
  REQUIRE(routes.add(Method::Get, "/", 4));
  CHECK(routes.get("/users/me") == 2);
  CHECK(routes.captures.empty());
  CHECK(routes.get("/users/7") == 1);
  REQUIRE(routes.captures.size() == 1);
  CHECK(routes.captures[0] == "7");
  CHECK(routes.get("/users/list") == 1);
  CHECK(routes.get("/cars/list") == 3);
  CHECK(routes.get("/") == 4);
  CHECK(routes.get("/cars/all") == Router::none);
}

TEST_CASE("a choice that leads nowhere is taken back", "[router]") {
  Routes routes;
  REQUIRE(routes.add(Method::Get, "/a/:x/c", 1));
  REQUIRE(routes.add(Method::Get, "/:y/b/d", 2));
  CHECK(routes.get("/a/b/d") == 2);
  REQUIRE(routes.captures.size() == 1);
  CHECK(routes.captures[0] == "a");
  CHECK(routes.get("/a/b/c") == 1);
}

TEST_CASE("captures take one segment that is not empty", "[router]") {
  Routes routes;
  REQUIRE(routes.add(Method::Get, "/a/:x", 1));
  CHECK(routes.get("/a/") == Router::none);
  CHECK(routes.get("/a") == Router::none);
  CHECK(routes.get("/a/b/") == Router::none);
  CHECK(routes.get("/a/b/c") == Router::none);
  CHECK(routes.get("/a/b%2Fc") == 1);
  CHECK(routes.captures[0] == "b%2Fc");
}

TEST_CASE("slashes are not normalized, letters not folded", "[router]") {
  Routes routes;
  REQUIRE(routes.add(Method::Get, "/a", 1));
  REQUIRE(routes.add(Method::Get, "/b/", 2));
  CHECK(routes.get("/a/") == Router::none);
  CHECK(routes.get("//a") == Router::none);
  CHECK(routes.get("/A") == Router::none);
  CHECK(routes.get("/b") == Router::none);
  CHECK(routes.get("/b/") == 2);
}

TEST_CASE("a rest takes any number of segments", "[router]") {
  Routes routes;
  REQUIRE(routes.add(Method::Get, "/files/*path", 1));
  REQUIRE(routes.add(Method::Get, "/files/:name/info", 2));
  for (std::string_view path : {"/files/a", "/files/a/b", "/files/a/info/x"}) {
    CHECK(routes.get(path) == 1);
    CHECK(routes.captures.back() == path.substr(7));
  }
  CHECK(routes.get("/files/a/info") == 2);
  CHECK(routes.captures.size() == 1);
  CHECK(routes.get("/files/") == 1);
  CHECK(routes.get("/files") == 1);
  CHECK(routes.captures[0] == "");
}

TEST_CASE("methods of one pattern, whatever its captures are called",
          "[router]") {
  Routes routes;
  REQUIRE(routes.add(Method::Get, "/u/:id", 1));
  REQUIRE(routes.add(Method::Delete, "/u/:uid", 2));
  CHECK_FALSE(routes.add(Method::Get, "/u/:other", 3));
  CHECK(routes.find(Method::Delete, "/u/1", routes.captures).route == 2);
  CHECK(routes.find(Method::Head, "/u/1", routes.captures).route == 1);
  Router::Match match = routes.find(Method::Put, "/u/1", routes.captures);
  CHECK(match.route == Router::none);
  CHECK(match.isPathKnown);
  CHECK(allowedMethods(match.methods) == "GET, HEAD, DELETE");
  CHECK_FALSE(routes.find(Method::Put, "/v", routes.captures).isPathKnown);
}

TEST_CASE("a route for all methods", "[router]") {
  Routes routes;
  REQUIRE(routes.add(Router::anyMethod, "/x", 1));
  REQUIRE(routes.add(Method::Put, "/x", 2));
  CHECK(routes.find(Method::Put, "/x", routes.captures).route == 2);
  CHECK(routes.find(Method::Other, "/x", routes.captures).route == 1);
  CHECK(routes.find(Method::Options, "/x", routes.captures).route ==
        Router::none);
}

TEST_CASE("percent-encoded texts", "[router]") {
  CHECK(percentDecode("a%2Fb%2fc+d", false) == "a/b/c+d");
  CHECK(percentDecode("a+b%2B", true) == "a b+");
  CHECK(percentDecode("100%", false) == "100%");
  CHECK(percentDecode("%4", false) == "%4");
  CHECK(percentDecode("%zz%41", false) == "%zzA");
  std::string_view query = "a=1&&b=x%26y&c&=z&a=2+3";
  std::string key, value, all;
  while (nextPair(query, key, value))
    all += key + "=" + value + ";";
  CHECK(all == "a=1;b=x&y;c=;=z;a=2 3;");
}

TEST_CASE("well-formed UTF-8", "[router]") {
  CHECK(isUtf8("gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x99\x82"));
  CHECK_FALSE(isUtf8("\xFF"));
  CHECK_FALSE(isUtf8("\xC0\xAF"));         // overlong
  CHECK_FALSE(isUtf8("\xED\xA0\x80"));     // surrogate
  CHECK_FALSE(isUtf8("\xE2\x82"));         // incomplete
  CHECK_FALSE(isUtf8("\xF4\x90\x80\x80")); // beyond Unicode
}

TEST_CASE("ids in the log", "[router]") {
  CHECK(loggedId("") == "unknown");
  CHECK(loggedId("gr\xC3\xBC n") == "unknown");
  CHECK(loggedId(" a b ") == " a b ");
  CHECK(loggedId(std::string(65, 'x')) == std::string(64, 'x'));
}
