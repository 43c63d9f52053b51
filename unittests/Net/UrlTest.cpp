//===- UrlTest.cpp - URLs and what they must not mean ---------------------===//

#include "net/Url.h"
#include "net/PrivateAddress.h"
#include "net/UrlText.h"

#include <catch2/catch.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>

using namespace forge::net;

TEST_CASE("parts of a URL", "[url]") {
  Url url;
  REQUIRE(parseUrl("HTTPS://u:p@Example.ORG:8443/a b?q=\"x\"#f", url) == "");
  CHECK(url.isSecure);
  CHECK(url.host == "example.org");
  CHECK(url.port == 8443);
  CHECK(url.credentials == "u:p");
  CHECK(url.target == "/a%20b?q=%22x%22");
  CHECK(url.authority() == "example.org:8443");
  REQUIRE(parseUrl("http://[::1]?x", url) == "");
  CHECK(url.host == "::1");
  CHECK(url.port == 80);
  CHECK(url.target == "/?x");
  CHECK(url.authority() == "[::1]");
  // The host ends at the first slash: what follows is no authority.
  REQUIRE(parseUrl("http://good.example/@evil.example", url) == "");
  CHECK(url.host == "good.example");
  REQUIRE(parseUrl("http://good.example@evil.example/", url) == "");
  CHECK(url.host == "evil.example");
}

TEST_CASE("what is no URL", "[url]") {
  Url url;
  CHECK(parseUrl("ftp://x", url) ==
        "unsupported url scheme 'ftp': only http/https allowed");
  CHECK(parseUrl("file:///etc/passwd", url) ==
        "unsupported url scheme 'file': only http/https allowed");
  for (const char *text :
       {"", "x", "/x", "//x", "http:", "http:x", "http://", "http:///x",
        "http://:80", "http://x:99999", "http://x:8a", "http://[::1",
        "http://[::1]x", "http://a b/", "http://a\\b/"}) {
    INFO(text);
    CHECK(parseUrl(text, url).starts_with("invalid url '"));
  }
}

TEST_CASE("references", "[url]") {
  // RFC 3986, 5.4, as far as HTTP has these forms.
  Url base;
  REQUIRE(parseUrl("http://a/b/c/d;p?q", base) == "");
  const std::pair<const char *, const char *> table[] = {
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"g#s", "http://a/b/c/g#s"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"https://h/x", "https://h/x"},
  };
  for (auto [reference, expected] : table) {
    INFO(reference);
    CHECK(resolveReference(base, reference) == expected);
  }
}

static bool isPrivate(const char *text) {
  sockaddr_in ip4 = {};
  ip4.sin_family = AF_INET;
  if (inet_pton(AF_INET, text, &ip4.sin_addr) == 1)
    return isPrivateAddress(reinterpret_cast<sockaddr *>(&ip4));
  sockaddr_in6 ip6 = {};
  ip6.sin6_family = AF_INET6;
  REQUIRE(inet_pton(AF_INET6, text, &ip6.sin6_addr) == 1);
  return isPrivateAddress(reinterpret_cast<sockaddr *>(&ip6));
}

TEST_CASE("private addresses", "[url]") {
  for (const char *text : {"0.0.0.0",
                           "10.0.0.1",
                           "10.255.255.255",
                           "127.0.0.1",
                           "127.9.9.9",
                           "169.254.169.254",
                           "172.16.0.1",
                           "172.31.255.255",
                           "192.168.0.1",
                           "224.0.0.1",
                           "239.255.255.255",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "ff02::1",
                           "fc00::1",
                           "fdff::1",
                           "fe80::1",
                           "febf::1",
                           "::ffff:127.0.0.1",
                           "::ffff:192.168.1.1",
                           "64:ff9b::7f00:1",
                           "2002:7f00:1::",
                           "::127.0.0.1"}) {
    INFO(text);
    CHECK(isPrivate(text));
  }
  for (const char *text :
       {"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "126.255.255.255",
        "128.0.0.1", "172.15.255.255", "172.32.0.0", "192.167.0.1",
        "192.169.0.1", "223.255.255.255", "2606:4700::1111", "fb00::1",
        "fec0::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::"}) {
    INFO(text);
    CHECK_FALSE(isPrivate(text));
  }
}

TEST_CASE("base64", "[url]") {
  // RFC 4648, section 10.
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foobar") == "Zm9vYmFy");
}
