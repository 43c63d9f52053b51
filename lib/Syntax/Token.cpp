//===- Token.cpp - words and names of tokens ------------------------------===//

#include "forge/Syntax/Token.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/ADT/Twine.h"

using namespace forge;

TokenKind forge::keywordKind(llvm::StringRef text) {
  return llvm::StringSwitch<TokenKind>(text)
#define FORGE_KEYWORD(NAME, TEXT) .Case(TEXT, TokenKind::NAME)
#include "forge/Syntax/Token.def"
      .Default(TokenKind::Identifier);
}

llvm::StringRef forge::spelling(TokenKind kind) {
  switch (kind) {
#define FORGE_TOKEN(NAME)                                                      \
  case TokenKind::NAME:                                                        \
    return "";
#define FORGE_PUNCTUATION(NAME, TEXT)                                          \
  case TokenKind::NAME:                                                        \
    return TEXT;
#define FORGE_KEYWORD(NAME, TEXT)                                              \
  case TokenKind::NAME:                                                        \
    return TEXT;
#include "forge/Syntax/Token.def"
  }
  return "";
}

bool forge::isKeyword(TokenKind kind) {
  switch (kind) {
#define FORGE_KEYWORD(NAME, TEXT) case TokenKind::NAME:
#include "forge/Syntax/Token.def"
    return true;
  default:
    return false;
  }
}

bool forge::isSoftKeyword(TokenKind kind) {
  switch (kind) {
#define FORGE_SOFT_KEYWORD(NAME, TEXT) case TokenKind::NAME:
#include "forge/Syntax/Token.def"
    return true;
  default:
    return false;
  }
}

bool forge::isBindingName(TokenKind kind) {
  return kind == TokenKind::Identifier || isSoftKeyword(kind) ||
         kind == TokenKind::KwTimes || kind == TokenKind::KwSeconds ||
         kind == TokenKind::KwEach;
}

bool forge::isWord(TokenKind kind) {
  return kind == TokenKind::Identifier || isKeyword(kind);
}

std::string forge::describe(TokenKind kind) {
  switch (kind) {
  case TokenKind::Eof:
    return "end of file";
  case TokenKind::Newline:
    return "end of line";
  case TokenKind::Error:
    return "unexpected character";
  case TokenKind::LineComment:
  case TokenKind::BlockComment:
    return "comment";
  case TokenKind::Identifier:
    return "identifier";
  case TokenKind::Int:
  case TokenKind::Float:
    return "number";
  case TokenKind::String:
  case TokenKind::RawString:
    return "string";
  default:
    break;
  }
  llvm::StringRef prefix = isKeyword(kind) ? "keyword '" : "'";
  return (prefix + spelling(kind) + "'").str();
}

std::string forge::describe(const Token &token) {
  switch (token.kind) {
  case TokenKind::Identifier:
    return ("identifier '" + token.text + "'").str();
  case TokenKind::Int:
  case TokenKind::Float:
    return ("number " + token.text).str();
  case TokenKind::Newline:
    return token.text == ";" ? "';'" : "end of line";
  default:
    return describe(token.kind);
  }
}
