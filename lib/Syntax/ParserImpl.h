//===- ParserImpl.h - the parser's state and productions -------*- C++ -*-===//
//
// Recursive descent over the tokens of one text. There is no backtracking:
// every decision looks at a bounded number of tokens, helped by a table that
// leads from each opening bracket to its closing one.
//
// Errors. The first error of a statement is reported and puts the parser into
// panic: from then on the current token reads as end of file, so that every
// production returns soon, with ErrorExprs, and nothing else is reported. The
// innermost loop over statements, arms or members then leaves panic behind the
// text in question and goes on (`recover`).
//
// Productions are grouped by theme into the .cpp files named below.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_SYNTAX_PARSERIMPL_H
#define FORGE_SYNTAX_PARSERIMPL_H

#include "Lexer.h"
#include "forge/Syntax/Parser.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/SaveAndRestore.h"

namespace forge {

/// Levels of brackets, blocks, prefix operators and the like.
constexpr unsigned maxNesting = 256;
/// Length of the chains that make a tree deep without brackets: `a + a + ..`,
/// `f()()..`, `else if ..`. Later stages recurse over trees, so this bounds
/// their stack as well.
constexpr unsigned maxChain = 1000;

class Parser {
public:
  /// Parses a file.
  Parser(SyntaxTree &tree, DiagnosticEngine &diagnostics);
  void parseFile();

private:
  using Statements = llvm::SmallVectorImpl<const ast::Stmt *>;

  /// Parses the text of an interpolation on behalf of another parser, which
  /// then gets the errors.
  Parser(Parser &outer, llvm::StringRef text, OffsetMap map);

  /// What the surroundings of an expression mean for it.
  struct Context {
    bool ignoreNewlines = false; ///< inside grouping parentheses (1.8, L3)
    bool isHeader = false;       ///< before the block of a statement (5.1)
    bool isArmValue = false;     ///< before the arrow of a `when` arm (5.3)
    bool isLowerBound = false;   ///< before the `and` of `between`
  };

  struct InnerError {
    Span span;
    std::string message;
  };

  /// Counts a level of nesting; false when there are too many.
  class NestingGuard {
  public:
    explicit NestingGuard(Parser &parser) : parser(parser) { ++parser.nesting; }
    ~NestingGuard() { --parser.nesting; }
    explicit operator bool() const {
      if (parser.nesting <= maxNesting)
        return true;
      parser.giveUpOnNesting();
      return false;
    }

  private:
    Parser &parser;
  };

  /// Measures the longest path of chains through what is parsed in its lifetime
  /// (see maxChain).
  class ChainGuard {
  public:
    explicit ChainGuard(Parser &parser)
        : parser(parser), outer(parser.chainLength) {
      parser.chainLength = 0;
    }
    ~ChainGuard() { parser.chainLength = std::max(outer, parser.chainLength); }
    /// Another link around what was parsed so far; false when there are too
    /// many.
    bool extend() {
      if (++parser.chainLength <= maxChain)
        return true;
      parser.giveUpOnNesting();
      return false;
    }

  private:
    Parser &parser;
    unsigned outer;
  };

  //===--------------------------------------------------------------------===//
  // Parser.cpp: tokens, errors, recovery, lists
  //===--------------------------------------------------------------------===//

  void prepare(std::vector<Token> lexed);
  void matchBrackets();
  void findBoundLogicWords();

  const Token &current() const { return panic ? endToken : tokens[position]; }
  const Token &tokenAt(size_t index) const {
    return panic ? endToken : tokens[std::min(index, tokens.size() - 1)];
  }
  /// The token after the current one; Newline if the line ends before it.
  const Token &peek() const;
  /// The first token after the current one that is no Newline.
  const Token &peekPastNewline() const;
  /// The current token, or the next one if the current is a Newline.
  const Token &pastNewline() const;
  bool at(TokenKind kind) const { return current().kind == kind; }
  template <typename... Kinds> bool atAny(Kinds... kinds) const {
    return current().isAny(kinds...);
  }
  bool atIdentifier(llvm::StringRef text) const {
    return at(TokenKind::Identifier) && current().text == text;
  }
  void advance();
  bool accept(TokenKind kind);
  bool acceptIdentifier(llvm::StringRef text);
  /// Consumes the token or reports `expected X, got T`.
  bool expect(TokenKind kind);
  bool expect(TokenKind kind, size_t opener);
  void skipNewlines();
  /// Whether the current token is the first of its line.
  bool atLineStart() const;

  Diagnostic *error(DiagCode code, Span span,
                    llvm::ArrayRef<std::string> arguments = {});
  Diagnostic *unexpected();
  /// ErrorHints.cpp: says what was probably meant.
  void addHints(Diagnostic &diagnostic, llvm::ArrayRef<std::string> arguments);
  void warn(DiagCode code, Span span,
            llvm::ArrayRef<std::string> arguments = {});
  void report(const LexMessage &message);
  void giveUpOnNesting();
  /// Leaves panic behind the construct that started at a token.
  void recover(size_t start);

  Span spanFrom(size_t firstToken) const;
  Span spanFrom(Span begin) const { return {begin.file, begin.begin, lastEnd}; }
  uint32_t offsetInFile(const Token &token, size_t offset) const;

  template <typename T, typename... Args> T *make(Args &&...args) {
    return new (arena.Allocate<T>()) T(std::forward<Args>(args)...);
  }
  template <typename T>
  llvm::ArrayRef<T> copy(const llvm::SmallVectorImpl<T> &items) {
    return llvm::ArrayRef<T>(items).copy(arena);
  }
  llvm::StringRef copy(llvm::StringRef text) { return text.copy(arena); }

  ast::Name nameOf(const Token &token) const {
    return {token.text, token.span};
  }
  /// A binding name, or `expected identifier, got T`.
  ast::Name parseName();
  ast::Name parseMember();
  /// Items up to a closing bracket, separated by commas, newlines or nothing.
  /// The opener is consumed already; consumes the closer.
  void parseList(TokenKind closer, llvm::function_ref<void()> parseItem);
  /// Members between braces, with recovery after each.
  void parseMembers(llvm::function_ref<void()> parseMember);

  //===--------------------------------------------------------------------===//
  // ExprParser.cpp: pipelines, operators, prefix forms
  //===--------------------------------------------------------------------===//

  const ast::Expr *parseExpr();
  const ast::Expr *parseExprInHeader();
  const ast::Expr *parsePipeline();
  const ast::Expr *parseBinary(unsigned minLevel);
  const ast::Expr *parseUnary();
  const ast::Expr *parseSpreadable();
  std::optional<ast::BinaryOp> binaryOpAhead(unsigned &level) const;
  std::optional<ast::BinaryOp> parseCompareOp();
  const Token &tokenAfterLineBreak() const;
  void acceptAfterLineBreak();
  bool canStartOperand(const Token &token) const;
  bool isLogicWord(const Token &token, llvm::StringRef word) const;
  void warnAboutChainedComparison(Span span, ast::BinaryOp first,
                                  ast::BinaryOp second);

  //===--------------------------------------------------------------------===//
  // QueryParser.cpp: `where` and `>>`
  //===--------------------------------------------------------------------===//

  const ast::Expr *parseWhere(const ast::Expr *source);
  const ast::Expr *parseWhereValue();
  const ast::Expr *parseChain(const ast::Expr *source);
  ast::ChainStep parseChainStep();
  const ast::Expr *parseKeepCondition();

  //===--------------------------------------------------------------------===//
  // PostfixParser.cpp: operands and what follows them
  //===--------------------------------------------------------------------===//

  const ast::Expr *parsePostfix();
  const ast::Expr *parsePrimary();
  const ast::Expr *parseWordOperand();
  const ast::Expr *parseNameOperand();
  const ast::Expr *parseNumber();
  bool startsWordOperand() const;
  bool startsArrowLambda() const;
  const ast::Expr *parseArrowLambda();
  ast::Block parseArrowBody();
  const ast::Expr *parseLambda();
  const ast::Expr *blockOf(const ast::Stmt *stmt);

  //===--------------------------------------------------------------------===//
  // CollectionParser.cpp: groups, tuples, arrays, objects, struct literals
  //===--------------------------------------------------------------------===//

  const ast::Expr *parseParenthesis();
  const ast::Expr *parseArray();
  llvm::ArrayRef<const ast::Expr *> parseArguments();
  bool startsObject(size_t brace) const;
  bool startsStructInit(size_t brace) const;
  const ast::Expr *parseBraceOperand();
  const ast::Expr *parseObject();
  const ast::Expr *parseStructInit(size_t start);
  void parseEntry(llvm::SmallVectorImpl<ast::Entry> &entries, bool isObject);

  //===--------------------------------------------------------------------===//
  // StringParser.cpp: string literals and interpolation
  //===--------------------------------------------------------------------===//

  const ast::Expr *parseString();
  const ast::Expr *parseInterpolation(const Token &token);
  const ast::Expr *parseInterpolatedExpr(llvm::StringRef text, OffsetMap map);
  /// The content of a String or RawString token, not interpolated.
  llvm::StringRef literalText(const Token &token);
  /// Consumes a String or RawString token.
  llvm::StringRef parseLiteralText();
  void warnIfStringEndsInBraces(const Token &token);

  //===--------------------------------------------------------------------===//
  // StmtParser.cpp: dispatch, simple statements
  //===--------------------------------------------------------------------===//

  ast::Block parseBlock();
  void parseStatements(Statements &out, bool isFile);
  void parseStatement(Statements &out);
  const ast::Stmt *parseSimpleStatement();
  const ast::Stmt *parseKeywordStatement();
  bool startsSoftStatement() const;
  const ast::Stmt *parseExprStatement();
  const ast::Stmt *finishAssignment(size_t start, const ast::Expr *target);
  const ast::Stmt *parseReturn();
  const ast::Stmt *parseYield();
  template <typename T> const ast::Stmt *parseJump();
  ast::Block blockOfOne(const ast::Stmt *stmt);
  void warnAboutReturnLineBreak(const ast::Stmt *stmt, const ast::Stmt *next);
  bool isClearlyOver(const ast::Stmt *stmt) const;
  void warnAboutUselessExpressions(llvm::ArrayRef<const ast::Stmt *> all,
                                   size_t first, bool isFile);

  //===--------------------------------------------------------------------===//
  // BindingParser.cpp: let, set, change, unpack, grab
  //===--------------------------------------------------------------------===//

  const ast::Stmt *parseLet();
  const ast::Stmt *parseSet();
  const ast::Stmt *parseChange();
  const ast::Stmt *parseUnpack();
  const ast::Stmt *parseGrab();
  const ast::Stmt *parseDestructure(size_t start, bool isMutable,
                                    TokenKind separator);
  bool checkAssignable(const ast::Expr *target);

  //===--------------------------------------------------------------------===//
  // ControlParser.cpp: if, loops, try, safe, spawn, squad
  //===--------------------------------------------------------------------===//

  const ast::IfStmt *parseIf(bool isOperand);
  const ast::Stmt *parseWhile();
  const ast::Stmt *parseLoop();
  const ast::Stmt *parseFor();
  const ast::Stmt *parseRepeat();
  const ast::Stmt *parseTry();
  template <typename T> const ast::Stmt *parseBlockStatement();
  const ast::Stmt *parseSpawn();
  ast::Block parseSpawnBody();

  //===--------------------------------------------------------------------===//
  // MatchParser.cpp: match, when; PatternParser.cpp
  //===--------------------------------------------------------------------===//

  const ast::Stmt *parseMatch();
  ast::MatchStmt::Arm parseMatchArm();
  const ast::Stmt *parseWhen();
  ast::WhenStmt::Arm parseWhenArm();
  ast::Block parseWhenResult();
  const ast::Pattern *parsePattern();
  const ast::Expr *parseLiteralPattern();

  //===--------------------------------------------------------------------===//
  // NaturalForms.cpp: say, wait, check, timeout, schedule and the like
  //===--------------------------------------------------------------------===//

  const ast::Stmt *parseSay();
  const ast::Stmt *parseWait();
  const ast::Stmt *parseDownload();
  const ast::Stmt *parseCrawl();
  const ast::Expr *parseSayCall();
  const ast::Expr *parseWaitCall();
  const ast::Expr *parseCrawlCall();
  const ast::Expr *httpCall(const Token &word,
                            llvm::ArrayRef<const ast::Expr *> arguments);
  const ast::Stmt *parseCheck();
  const ast::Stmt *parseTimeout();
  const ast::Stmt *parseRetry();
  const ast::Stmt *parseSchedule();
  const ast::Stmt *parseWatch();
  /// Milliseconds of the unit word at the current token, which is consumed.
  std::optional<int64_t> acceptUnit();

  //===--------------------------------------------------------------------===//
  // DeclParser.cpp: functions, types, methods; ModuleParser.cpp: import,
  // decorators, prompt, agent
  //===--------------------------------------------------------------------===//

  bool startsFunction(size_t index) const;
  const ast::FunctionStmt *
  parseFunction(llvm::ArrayRef<ast::Decorator> decorators, size_t start);
  llvm::ArrayRef<ast::Name> parseTypeParams();
  /// Type parameters where they are accepted without meaning.
  void skipTypeParams() { (void)parseTypeParams(); }
  llvm::ArrayRef<ast::Param> parseParams();
  const ast::Stmt *parseStruct();
  const ast::Stmt *parseInterface();
  const ast::Stmt *parseImpl();
  const ast::Stmt *parseGive();
  llvm::ArrayRef<const ast::FunctionStmt *> parseMethods();
  bool startsTypeDefinition() const;
  const ast::Stmt *parseTypeDefinition();
  ast::AlgebraicStmt::Variant parseVariant();

  const ast::Stmt *parseImport();
  const ast::Stmt *parseFromImport();
  void parseDecorated(Statements &out);
  ast::Decorator parseDecorator();
  void warnAboutUnknownDecorator(const ast::Decorator &decorator);
  const ast::Stmt *parsePrompt();
  const ast::Stmt *parseAgent();
  llvm::ArrayRef<llvm::StringRef> parseToolNames();

  //===--------------------------------------------------------------------===//
  // TypeParser.cpp
  //===--------------------------------------------------------------------===//

  const ast::TypeExpr *parseType();
  const ast::TypeExpr *parseTypeWithoutSuffix();
  ast::TypeExpr *makeType(ast::TypeExpr::Form form, size_t start);
  void expectTypeClose();
  bool atTypeClose() const;

  //===--------------------------------------------------------------------===//
  // State
  //===--------------------------------------------------------------------===//

  SyntaxTree &tree;
  llvm::BumpPtrAllocator &arena;
  DiagnosticEngine &diagnostics;
  Parser *outer = nullptr; ///< of an interpolation: who gets the errors
  std::optional<InnerError> innerError;

  FileId file;
  llvm::StringRef text;
  OffsetMap map;
  /// Without comments; runs of Newlines are one token; the first is a Newline,
  /// the last Eof.
  std::vector<Token> tokens;
  /// Index of the other bracket of a pair, or 0.
  std::vector<uint32_t> matches;
  /// Index of the innermost bracket around a token, matched or not, plus one.
  std::vector<uint32_t> enclosing;
  /// Number of tokens before this one that the lexer found wrong.
  std::vector<uint32_t> wrongTokens;
  Token endToken;

  size_t position = 0;
  uint32_t lastEnd = 0; ///< end of the last consumed token
  bool panic = false;
  bool gaveUp = false;
  Context context;
  unsigned nesting = 0;
  unsigned chainLength = 0;
  /// Start of the innermost construct that recovery would skip.
  size_t recoveryStart = 0;
  /// Words `and`, `or`, `not` that this file uses as names.
  bool bindsAnd = false, bindsOr = false, bindsNot = false;
};

} // namespace forge

#endif // FORGE_SYNTAX_PARSERIMPL_H
