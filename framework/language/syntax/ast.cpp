// The tree as text, for tests and for people who look into it.
#include "framework/language/syntax/ast.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace pkttest::language {

std::string_view to_text(Operator op) {
    static constexpr std::string_view texts[] = {
        "",  "-", "+",  "~",  "not", "+",  "-", "*",  "/",  "//",     "%",  "**",     "<<",      ">>",  "&",
        "|", "^", "==", "!=", "<",   "<=", ">", ">=", "in", "not in", "is", "is not", "matches", "and", "or",
    };
    return texts[static_cast<std::size_t>(op)];
}

namespace {

// Literals are never negative.
std::string decimal(Integer value) {
    std::string out;
    do {
        out += static_cast<char>('0' + static_cast<int>(value % 10));
        value /= 10;
    } while (value != 0);
    std::reverse(out.begin(), out.end());
    return out;
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out.append("\\").append(1, c);
        else if (octet < 0x20 || octet == 0x7f)
            out += fmt::format("\\x{:02x}", octet);
        else
            out += c;
    }
    out += '"';
    return out;
}

constexpr std::string_view kind_words[] = {
    "absent",  "invalid", "None",      "bool",      "int",    "float",     "duration",   "text",
    "b",       "f",       "replace",   "name",      "attr",   "subscript", "slice",      "call",
    "keyword", "*",       "**",        "unary",     "binary", "compare",   "comparison", "logical",
    "if",      "lambda",  "parameter", "list",      "tuple",  "dict",      "set",        "pair",
    "listof",  "setof",   "dictof",    "generator", "for",    "named",
};
static_assert(std::size(kind_words) == static_cast<std::size_t>(ExprKind::named) + 1);

// What stands behind the opening bracket.
std::string head(const Expr& expr) {
    if (expr.op != Operator::none) return std::string(to_text(expr.op));
    std::string out(kind_words[static_cast<std::size_t>(expr.kind)]);
    if (!expr.text.empty()) out.append(" ").append(expr.text);
    return out;
}

void write(std::string& out, const Expr& expr) {
    switch (expr.kind) {
        case ExprKind::absent:
            out += "-";
            return;
        case ExprKind::none:
            out += "None";
            return;
        case ExprKind::boolean:
            out += expr.integer != 0 ? "True" : "False";
            return;
        case ExprKind::integer:
            out += decimal(expr.integer);
            return;
        case ExprKind::real:
            out += fmt::format("{}", expr.real);
            return;
        case ExprKind::duration:
            out += decimal(expr.integer) + "ns";
            return;
        case ExprKind::text:
            out += quoted(expr.text);
            return;
        case ExprKind::bytes:
            out.append("b").append(quoted(expr.text));
            return;
        case ExprKind::name:
            out += expr.text;
            return;
        default:
            break;
    }
    out.append("(").append(head(expr));
    for (const Expr& child : expr.children) {
        out += " ";
        write(out, child);
    }
    out += ")";
}

}  // namespace

std::string dump(const Expr& expr) {
    std::string out;
    write(out, expr);
    return out;
}

}  // namespace pkttest::language
