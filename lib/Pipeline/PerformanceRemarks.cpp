//===- PerformanceRemarks.cpp - what is left to run time ------------------===//

#include "forge/Pipeline/PerformanceRemarks.h"

#include "dialects/Forge/Forge.h"
#include "forge/Diagnostics/DiagnosticEngine.h"
#include "forge/Source/Utf8.h"
#include "forge/Syntax/Parser.h"

#include "mlir/IR/Remarks.h"
#include "llvm/ADT/STLExtras.h"

using namespace forge;
using namespace mlir;

namespace {

/// Hands remarks on to the collection.
class Streamer : public remark::detail::MLIRRemarkStreamerBase {
public:
  explicit Streamer(PerformanceRemarks &remarks) : remarks(remarks) {}

  void streamOptimizationRemark(const remark::detail::Remark &remark) override {
    std::string text, note;
    unsigned depth = 0;
    SmallVector<std::pair<Location, std::string>> notes;
    for (const remark::detail::Remark::Arg &argument : remark.getArgs()) {
      if (argument.key == "Remark")
        text += argument.val;
      else if (argument.key == "LoopDepth")
        (void)llvm::StringRef(argument.val).getAsInteger(10, depth);
      else if (argument.key == "Note")
        note = argument.val;
      else if (auto at =
                   dyn_cast_if_present<LocationAttr>(argument.getAttribute()))
        notes.push_back({Location(at), note});
    }
    remarks.add(remark.getLocation(), remark.getRemarkName(), text, depth,
                notes);
  }

private:
  PerformanceRemarks &remarks;
};

} // namespace

void PerformanceRemarks::listen(MLIRContext &context) {
  remark::RemarkCategories categories;
  categories.missed = "forge-explain-dynamic|forge-inline|forge-specialize|"
                      "forge-specialize-closures|fmem-hoist-unique";
  LogicalResult enabled = remark::enableOptimizationRemarks(
      context, std::make_unique<Streamer>(*this),
      std::make_unique<remark::RemarkEmittingPolicyAll>(), categories);
  assert(succeeded(enabled) && "the streamer needs nothing");
  (void)enabled;
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

static const SourceFile *findFile(const SourceManager &sources,
                                  llvm::StringRef path) {
  for (FileId id = 0; id != sources.fileCount(); ++id)
    if (sources.file(id).path() == path)
      return &sources.file(id);
  return nullptr;
}

/// Byte offset of a line and a column, which counts code points.
static uint32_t offsetOf(const SourceFile &file, unsigned line,
                         unsigned column) {
  llvm::StringRef text = file.line(line);
  uint32_t offset = text.data() - file.text().data();
  uint32_t end = offset + text.size();
  for (unsigned i = 1; i < column && offset < end; ++i)
    do
      ++offset;
    while (offset < end && (uint8_t(file.text()[offset]) & 0xC0) == 0x80);
  return offset;
}

std::optional<Span> PerformanceRemarks::placeOf(Location loc,
                                                bool &isInnermost) const {
  isInnermost = true;
  for (const ir::Frame &frame : ir::framesOf(loc)) {
    FileLineColRange range;
    frame.loc->walk([&](Location part) {
      range = dyn_cast<FileLineColRange>(part);
      return range ? WalkResult::interrupt() : WalkResult::advance();
    });
    const SourceFile *file =
        range ? findFile(sources, range.getFilename()) : nullptr;
    if (file && !file->path().starts_with("<prelude>"))
      return Span{file->id(),
                  offsetOf(*file, range.getStartLine(), range.getStartColumn()),
                  offsetOf(*file, range.getEndLine(), range.getEndColumn())};
    isInnermost = false;
  }
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

std::vector<std::string> forge::operandsIn(llvm::StringRef text) {
  SourceManager sources;
  const SourceFile &file = sources.add("<text>", text.str());
  DiagnosticEngine diagnostics(sources);
  std::unique_ptr<SyntaxTree> tree = parse(file, diagnostics);
  if (tree->hasErrors() || tree->statements().size() != 1)
    return {};
  auto written = [&](std::initializer_list<const ast::Expr *> parts) {
    std::vector<std::string> result;
    for (const ast::Expr *part : parts)
      result.push_back(sources.text(part->span).str());
    return result;
  };
  const ast::Stmt *stmt = tree->statements().front();
  if (const auto *assign = llvm::dyn_cast<ast::AssignStmt>(stmt))
    return written({assign->target, assign->value});
  if (const auto *loop = llvm::dyn_cast<ast::ForStmt>(stmt))
    return written({loop->iterable});
  const auto *statement = llvm::dyn_cast<ast::ExpressionStmt>(stmt);
  if (!statement)
    return {};
  const ast::Expr *expr = statement->expr;
  if (const auto *binary = llvm::dyn_cast<ast::BinaryExpr>(expr))
    return written({binary->left, binary->right});
  if (const auto *unary = llvm::dyn_cast<ast::UnaryExpr>(expr))
    return written({unary->operand});
  if (const auto *index = llvm::dyn_cast<ast::IndexExpr>(expr))
    return written({index->object, index->index});
  if (const auto *field = llvm::dyn_cast<ast::FieldExpr>(expr))
    return written({field->object});
  if (const auto *call = llvm::dyn_cast<ast::CallExpr>(expr)) {
    const auto *method = llvm::dyn_cast<ast::FieldExpr>(call->callee);
    return written({method ? method->object : call->callee});
  }
  return written({expr});
}

/// Replaces `{0}`, `{1}` by operands.
static std::string worded(llvm::StringRef text,
                          const std::vector<std::string> &operands,
                          llvm::StringRef whole) {
  std::string result;
  while (!text.empty()) {
    bool isOperand = text.size() >= 3 && text[0] == '{' && text[2] == '}' &&
                     llvm::isDigit(text[1]);
    if (!isOperand) {
      result += text.front();
      text = text.drop_front();
      continue;
    }
    size_t index = text[1] - '0';
    result +=
        index < operands.size() ? llvm::StringRef(operands[index]) : whole;
    text = text.drop_front(3);
  }
  return result;
}

//===----------------------------------------------------------------------===//
// The collection
//===----------------------------------------------------------------------===//

void PerformanceRemarks::add(
    Location loc, llvm::StringRef kind, llvm::StringRef text,
    unsigned loopDepth,
    llvm::ArrayRef<std::pair<Location, std::string>> notes) {
  bool isInnermost;
  std::optional<Span> span = placeOf(loc, isInnermost);
  if (!span)
    return;
  PerformanceRemark remark{kind.str(), *span, loopDepth, "", {}};
  llvm::StringRef source = sources.text(*span);
  // Inside a builtin that is written in Forge, operands have no names here.
  remark.message = isInnermost
                       ? worded(text, operandsIn(source), source)
                       : "the builtin that is called here works on values of "
                         "any kind";
  if (!isInnermost)
    remark.kind = "builtin";
  for (auto &[at, note] : notes) {
    bool isHere;
    std::optional<Span> place = placeOf(at, isHere);
    if (place && isInnermost && !(*place == *span))
      remark.notes.push_back({*place, note});
  }
  llvm::sort(remark.notes, [](const auto &a, const auto &b) {
    return std::tuple(a.first.file, a.first.begin, StringRef(a.second)) <
           std::tuple(b.first.file, b.first.begin, StringRef(b.second));
  });
  auto [known, isNew] = remarks.try_emplace(
      {{span->file, span->begin, span->end}, remark.message}, remark);
  known->second.loopDepth = std::max(known->second.loopDepth, loopDepth);
}

std::vector<PerformanceRemark> PerformanceRemarks::sorted() const {
  std::vector<PerformanceRemark> result;
  for (auto &[place, remark] : remarks)
    result.push_back(remark);
  llvm::sort(result, [](const auto &a, const auto &b) {
    auto key = [](const PerformanceRemark &remark) {
      return std::tuple(~remark.loopDepth, remark.span.file, remark.span.begin,
                        remark.span.end, StringRef(remark.message));
    };
    return key(a) < key(b);
  });
  return result;
}
