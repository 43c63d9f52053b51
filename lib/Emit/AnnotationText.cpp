//===- AnnotationText.cpp - type annotations as text
//----------------------------===//

#include "AnnotationText.h"

using namespace forge;
using namespace forge::ast;

static std::string listText(llvm::ArrayRef<const TypeExpr *> items) {
  std::string text;
  for (const TypeExpr *item : items) {
    if (!text.empty())
      text += ", ";
    text += annotationText(*item);
  }
  return text;
}

std::string forge::annotationText(const TypeExpr &type) {
  switch (type.form) {
  case TypeExpr::Form::Simple:
    return type.name.str();
  case TypeExpr::Form::Array:
    return "[" + listText(type.items) + "]";
  case TypeExpr::Form::Optional:
    return "?" + listText(type.items);
  case TypeExpr::Form::Generic:
    return type.name.str() + "<" + listText(type.items) + ">";
  case TypeExpr::Form::Function: {
    std::string text = "fn(" + listText(type.items) + ")";
    if (type.result)
      text += " -> " + annotationText(*type.result);
    return text;
  }
  case TypeExpr::Form::Tuple:
    return "(" + listText(type.items) + ")";
  }
  return "";
}
