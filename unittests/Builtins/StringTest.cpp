//===- StringTest.cpp - builtins, sections 6 and 7 ------------------------===//

#include "BuiltinHarness.h"

#include <catch2/catch.hpp>

using namespace forge::unittest;

TEST_CASE("split and join") {
  World w;
  CHECK(w.run("split", "a,b,,c", ",") == "[a, b, , c]");
  CHECK(w.run("split", "añ", "") == "[a, ñ]");
  CHECK(w.run("split", "", "") == "[]");
  CHECK(w.call("__is_array", {w.list("")}) == "true");
  CHECK(w.run("split", "", ",") == "[]"); // one empty String
  CHECK(w.run("len", w.list("")) == "1");
  CHECK(w.run("split", "a") ==
        "error: split() requires (string, delimiter_string)");
  CHECK(w.run("join", w.list(1, "a", w.list(2)), "-") == "1-a-[2]");
  CHECK(w.run("join", w.list(1, 2)) == "12");
  CHECK(w.run("join", w.list(1), 5) ==
        "error: join() requires (array[, separator_string])");
}

TEST_CASE("replace") {
  World w;
  CHECK(w.run("replace", "aaa", "aa", "b") == "ba");
  CHECK(w.run("replace", "añ", "", "-") == "-a-ñ-");
  CHECK(w.run("replace", "abc", "x", "y") == "abc");
  CHECK(w.run("replace", "abc", "b") ==
        "error: replace() requires (string, from_string, to_string)");
}

TEST_CASE("positions are code points") {
  World w;
  CHECK(w.run("index_of", "añb", "b") == "2");
  CHECK(w.run("index_of", "abc", "") == "0");
  CHECK(w.run("index_of", "abc", "x") == "-1");
  CHECK(w.run("index_of", "abc", 1) ==
        "error: index_of() requires (string, substring)");
  CHECK(w.run("last_index_of", "ñañ", "ñ") == "2");
  CHECK(w.run("last_index_of", "ñañ", "") == "3");
  CHECK(w.run("last_index_of", "abc", "x") == "-1");
  CHECK(w.run("substring", "añbc", 1, 3) == "ñb");
  CHECK(w.run("substring", "añbc", 2) == "bc");
  CHECK(w.run("substring", "abc", 3, 1) == "");
  CHECK(w.run("substring", "abc", -1) == "abc");
  CHECK(w.run("substring", "abc", 0, -1) == "");
  CHECK(w.run("substring", "abc", 99) == "");
  CHECK(w.run("substring", "abc", "x") ==
        "error: substring() requires (string, start, end?)");
  CHECK(w.run("substring", 5, 0) ==
        "error: substring() requires a string as first argument");
  CHECK(w.run("starts_with", "abc", "") == "true");
  CHECK(w.run("ends_with", "abc", "bc") == "true");
  CHECK(w.run("ends_with", "abc") ==
        "error: ends_with() requires (string, suffix_string)");
}

TEST_CASE("padding and repetition") {
  World w;
  CHECK(w.run("pad_start", "7", 3, "0x") == "007");
  CHECK(w.run("pad_start", "ñ", 3) == "  ñ");
  CHECK(w.run("pad_start", "abc", -1) == "abc");
  CHECK(w.run("pad_end", "7", 3, "") == "7  ");
  CHECK(w.run("pad_end", "a", 3, "ñ") == "aññ");
  CHECK(w.run("pad_end", "7") == "error: pad_end() requires (string, length)");
  CHECK(w.run("repeat_str", "ab", 3) == "ababab");
  CHECK(w.run("repeat_str", "ab", 0) == "");
  CHECK(w.run("repeat_str", "ab", -1) ==
        "error: repeat_str() count must be non-negative");
  CHECK(w.run("repeat_str", "ab", w.integer(int64_t(1) << 40)) ==
        "error: repeat_str() result too large");
  CHECK(w.run("count", "banana", "an") == "2");
  CHECK(w.run("count", "aaa", "aa") == "1");
  CHECK(w.run("count", "ñb", "") == "3");
}

TEST_CASE("letter case") {
  World w;
  CHECK(w.run("capitalize", "hELLO") == "Hello");
  CHECK(w.run("capitalize", "") == "");
  CHECK(w.run("capitalize", "ßx") == "SSx");
  CHECK(w.run("title", "  the great\tFORGE ") == "The Great Forge");
  CHECK(w.run("upper", "straße") == "STRASSE");
  CHECK(w.run("lower", "ÀÉ İ") == "àé i̇");
  CHECK(w.run("lower", "ΟΔΟΣ ΣΑΣ") == "οδος σας");
  CHECK(w.run("upper", 5) == "error: upper() requires a string");
  CHECK(w.run("trim", " \t\u00A0a b\n") == "a b");
  CHECK(w.run("trim", 1) == "error: trim() requires a string");
}

TEST_CASE("slugs and identifiers") {
  World w;
  CHECK(w.run("slugify", " Hello,  World! ") == "hello-world");
  CHECK(w.run("slugify", "!!") == "");
  CHECK(w.run("slugify", "Año 2") == "año-2");
  CHECK(w.run("snake_case", "myAPIKey") == "my_api_key");
  CHECK(w.run("snake_case", "HTTP Server") == "http_server");
  CHECK(w.run("snake_case", "a - b") == "a___b");
  CHECK(w.run("snake_case", "version2Beta") == "version2_beta");
  CHECK(w.run("camel_case", "hello_big world") == "helloBigWorld");
  CHECK(w.run("camel_case", "helloWorld") == "helloWorld");
  CHECK(w.run("camel_case", "myAPIKey") == "myApiKey");
  CHECK(w.run("camel_case", "__x-y") == "xY");
}

TEST_CASE("lines and words") {
  World w;
  CHECK(w.run("lines", "a\r\nb\n\nc") == "[a, b, , c]");
  CHECK(w.run("lines", "a\n") == "[a]");
  CHECK(w.run("lines", "") == "[]");
  CHECK(w.field("lines", w.box("a\nb")) == "[a, b]");
  CHECK(w.runMethod("words", " a \n b ") == "[a, b]");
}

TEST_CASE("properties as fields and methods") {
  World w;
  CHECK(w.field("len", w.box("añb")) == "3");
  CHECK(w.runMethod("len", "añb") == "3");
  CHECK(w.field("trim_start", w.box(" a ")) == "a ");
  CHECK(w.field("trim_end", w.box(" a ")) == " a");
  CHECK(w.field("is_empty", w.box("")) == "true");
  CHECK(w.field("is_numeric", w.box("1-2.5")) == "true");
  CHECK(w.field("is_numeric", w.box("")) == "false");
  CHECK(w.field("is_alpha", w.box("añ")) == "true");
  CHECK(w.field("is_alpha", w.box("a1")) == "false");
  CHECK(w.field("is_alpha", w.box("")) == "false");
  CHECK(w.field("is_alphanumeric", w.box("a1½")) == "true");
  CHECK(w.field("is_alphanumeric", w.box("a_")) == "false");
  CHECK(w.field("chars", w.box("añ")) == "[a, ñ]");
  CHECK(w.field("bytes", w.box("añ")) == "[97, 195, 177]");
  CHECK(w.field("reverse", w.box("añ")) == "ña");
  CHECK(w.field("char_at", w.box("a")) == "no such field");
  CHECK(w.runMethod("char_at", "añ", 1) == "ñ");
  CHECK(w.runMethod("char_at", "añ", 2) == "null");
  CHECK(w.runMethod("char_at", "añ", -1) == "null");
  CHECK(w.runMethod("char_at", "añ") ==
        "error: char_at() requires an integer index");
  CHECK(w.runMethod("split", "a") == "no such method");
}

TEST_CASE("percent-encoding") {
  World w;
  CHECK(w.runMethod("encode_uri", "a b/ñ~") == "a%20b%2F%C3%B1~");
  CHECK(w.runMethod("decode_uri", "a%20b+%c3%B1") == "a b ñ");
  CHECK(w.runMethod("decode_uri", "100%") == "100%");
  CHECK(w.runMethod("decode_uri", "%zz%4") == "%zz%4");
  CHECK(w.runMethod("decode_uri", "%E2%82x%FF") == "\uFFFDx\uFFFD");
}
