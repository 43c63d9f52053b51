//===- ServerPlanTest.cpp - what the checker says about servers -----------===//

#include "Findings.h"
#include <catch2/catch.hpp>

using namespace forge;

static const std::string route = "\n@get(\"/\")\nfn f() { 1 }\n";

TEST_CASE("arguments of a server that are fine", "[server]") {
  for (const char *arguments :
       {"", "()", "(port: 0)", "(port: 65535, host: \"::1\", cors: \"*\")",
        "({ port: 1, host: \"x\" })", "(port: f() + 1, host: f())", "(f())"}) {
    INFO(arguments);
    CHECK(findings("@server" + std::string(arguments) + route).empty());
  }
}

TEST_CASE("arguments of a server that are not", "[server]") {
  CHECK(findings("@server(port: 65536)" + route) ==
        "test.fg:1:15: error: the port of '@server' must be an Int from 0 to "
        "65535 [FG0604]\n");
  for (const char *port : {"-1", "\"80\"", "1.5", "true", "null", "[80]",
                           "\"{1}\"", "{ a: 1 }", "fn() { 1 }"}) {
    INFO(port);
    CHECK(findings("@server(port: " + std::string(port) + ")" + route)
              .find("FG0604") != std::string::npos);
  }
  CHECK(findings("@server(host: 1)" + route) ==
        "test.fg:1:15: error: the host of '@server' must be a String "
        "[FG0604]\n");
  CHECK(findings("@server(cors: true)" + route) ==
        "test.fg:1:15: error: the cors of '@server' must be a String "
        "[FG0604]\n");
  CHECK(findings("@server(80)" + route) ==
        "test.fg:1:9: error: the argument without a name of '@server' must be "
        "an Object [FG0604]\n");
  CHECK(findings("@server({ port: \"x\" })" + route).find("FG0604") !=
        std::string::npos);
  CHECK(findings("@server(prot: 1)" + route) ==
        "test.fg:1:9: warning: '@server' has no argument 'prot' [FG0603]\n");
}

TEST_CASE("only the first server counts", "[server]") {
  CHECK(findings("@server(port: 1)\n@server(port: 99999)" + route).empty());
}

TEST_CASE("patterns", "[server]") {
  auto fault = [](const std::string &pattern) {
    std::string found =
        findings("@server\n@get(\"" + pattern + "\")\nfn f() { 1 }");
    std::string before =
        ": error: '" + pattern + "' is no pattern of a route: ";
    size_t start = found.find(before);
    if (start == std::string::npos)
      return found;
    start += before.size();
    return found.substr(start, found.find(" [FG0605]") - start);
  };
  for (const char *pattern : {"/", "/a", "/a/", "/:a", "/:a/b/:c", "/*rest",
                              "/a/:b/*c", "//", "/a:b", "/a*"})
    CHECK(fault(pattern) == "");
  CHECK(fault("") == "it does not begin with '/'");
  CHECK(fault("a/b") == "it does not begin with '/'");
  CHECK(fault("/:") == "':' has no name");
  CHECK(fault("/*") == "'*' has no name");
  CHECK(fault("/*a/b") == "'*a' must be the last part");
  CHECK(fault("/:a/:a") == "'a' is captured twice");
  CHECK(fault("/a?b") == "'?' and '#' end the path of a request");
}

TEST_CASE("clashes", "[server]") {
  auto clash = [](const std::string &first, const std::string &second) {
    return findings("@server\n@" + first + "\nfn f() { 1 }\n@" + second +
                    "\nfn g() { 2 }")
               .find("FG0606") != std::string::npos;
  };
  CHECK(findings("@server\n@get(\"/a\")\nfn f() { 1 }\n@get(\"/a\")\n"
                 "fn g() { 1 }") ==
        "test.fg:4:6: error: 'GET /a' is declared twice [FG0606]\n");
  CHECK(clash("get(\"/u/:id\")", "get(\"/u/:uid\")"));
  CHECK(clash("get(\"/x/*a\")", "get(\"/x/*b\")"));
  CHECK(clash("get", "get(\"/f\")"));
  CHECK_FALSE(clash("get(\"/u/:id\")", "put(\"/u/:uid\")"));
  CHECK_FALSE(clash("get(\"/u/:id\")", "get(\"/u/me\")"));
  CHECK_FALSE(clash("get(\"/u/:id\")", "get(\"/u/*id\")"));
  CHECK_FALSE(clash("any(\"/u\")", "get(\"/u\")"));
}

TEST_CASE("without a server routes mean nothing", "[server]") {
  CHECK(
      findings("@get(\"x\")\nfn f() { 1 }\n@get(\"x\")\nfn g() { 1 }").empty());
}

TEST_CASE("what this version or target lacks", "[server]") {
  CHECK(findings("@server\n@ws(\"/x\")\nfn f(m) { m }").find("FG0801") !=
        std::string::npos);
  CHECK(findings("@server" + route, WasmTarget) ==
        "test.fg:1:2: error: '@server' is not available on wasm32-wasi "
        "[FG0405]\n");
}
