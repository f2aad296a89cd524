// Expressions' texts: literals side by side, and f-strings with their replacements.
#include <algorithm>
#include <utility>

#include "framework/language/syntax/parser_expression.h"

namespace pkttest::language {

Expr ExpressionParser::text_piece() {
    const Token piece = token_;
    if (piece.kind == TokenKind::formatted) {
        const auto from_source = static_cast<std::uint32_t>(piece.text.data() - lexer_.text().data());
        const Span content{lexer_.source(), from_source,
                           static_cast<std::uint32_t>(from_source + piece.text.size())};
        Expr made = formatted(content, piece.raw, 0);
        advance();
        made.span = piece.span;
        return made;
    }
    return literal(piece.kind == TokenKind::bytes ? ExprKind::bytes : ExprKind::text);
}

static bool is_text(const Token& token) {
    return token.kind == TokenKind::text || token.kind == TokenKind::bytes ||
           token.kind == TokenKind::formatted;
}

Expr ExpressionParser::joined_texts() {
    const std::uint32_t begin = here().begin;
    Expr first = text_piece();
    if (!is_text(token_)) return first;
    std::vector<Expr> pieces;
    pieces.push_back(std::move(first));
    while (is_text(token_)) {
        if ((token_.kind == TokenKind::bytes) != (pieces.front().kind == ExprKind::bytes))
            fail(here(), "bytes and text don't join", "put b before both or neither");
        pieces.push_back(text_piece());
    }
    const bool any_formatted = std::any_of(pieces.begin(), pieces.end(),
                                           [](const Expr& e) { return e.kind == ExprKind::formatted; });
    if (!any_formatted) {
        std::string joined;
        for (const Expr& piece : pieces) joined += piece.text;
        Expr made = node(pieces.front().kind, begin);
        made.text = sources_.keep(std::move(joined));
        return made;
    }
    std::vector<Expr> parts;
    for (Expr& piece : pieces) {
        if (piece.kind == ExprKind::formatted)
            std::move(piece.children.begin(), piece.children.end(), std::back_inserter(parts));
        else
            parts.push_back(std::move(piece));
    }
    return node(ExprKind::formatted, begin, std::move(parts));
}

// `{{` and `}}` stand for the brace itself.
static std::string without_doubled_braces(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        out += text[i];
        if ((text[i] == '{' || text[i] == '}') && i + 1 < text.size() && text[i + 1] == text[i]) ++i;
    }
    return out;
}

Expr ExpressionParser::formatted(Span where, bool raw, int depth) {
    const std::string_view text = lexer_.text();
    std::vector<Expr> parts;
    const auto add_plain = [&](std::uint32_t begin, std::uint32_t end) {
        if (begin == end) return;
        const Span plain{where.source, begin, end};
        std::string_view piece = raw ? sources_.text(plain) : unescape(sources_, plain, false, diagnostics_);
        if (piece.find_first_of("{}") != piece.npos) piece = sources_.keep(without_doubled_braces(piece));
        Expr& part = parts.emplace_back();
        part.kind = ExprKind::text;
        part.span = plain;
        part.text = piece;
    };
    std::uint32_t plain = where.begin;
    std::uint32_t at = where.begin;
    while (at < where.end) {
        const char c = text[at];
        if ((c == '{' || c == '}') && at + 1 < where.end && text[at + 1] == c) {
            at += 2;
        } else if (c == '}') {
            fail({where.source, at, at + 1}, "} stands alone in a formatted text",
                 "write }} for the sign itself");
        } else if (c == '{') {
            add_plain(plain, at);
            replacement(parts, where, at, raw, depth);
            plain = at;
        } else {
            ++at;
        }
    }
    add_plain(plain, where.end);
    Expr made;
    made.kind = ExprKind::formatted;
    made.span = where;
    made.children = std::move(parts);
    return std::move(finish(made));
}

// The end of an expression inside braces: before `!r`, `:`, `=}` or `}` outside of its own brackets and
// texts.
std::uint32_t ExpressionParser::end_of_embedded(Span where, std::uint32_t begin) {
    const std::string_view text = lexer_.text().substr(0, where.end);
    int brackets = 0;
    char quote = 0;
    for (std::uint32_t i = begin; i < where.end; ++i) {
        const char c = text[i];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '(' || c == '[' || c == '{') {
            ++brackets;
        } else if (brackets == 0 && (c == '}' || c == ':' || (c == '!' && text.substr(i + 1, 1) != "="))) {
            return i;
        } else if (c == ')' || c == ']' || c == '}') {
            --brackets;
        }
    }
    return where.end;
}

std::uint32_t ExpressionParser::end_of_format(Span where, std::uint32_t begin) {
    const std::string_view text = lexer_.text();
    int braces = 0;
    for (std::uint32_t i = begin; i < where.end; ++i) {
        if (text[i] == '{') ++braces;
        if (text[i] == '}' && braces-- == 0) return i;
    }
    return where.end;
}

Expr ExpressionParser::embedded(Span where, int depth) {
    static constexpr int deepest_text = 4;
    if (depth > deepest_text) fail(where, "formatted texts are nested too deeply");
    Lexer lexer(sources_, where, diagnostics_);
    ExpressionParser inner(sources_, lexer, diagnostics_);
    inner.restart();
    inner.depth_ = depth_ + 1;
    Expr value = inner.expression_list({"{}", "a value", "{port}"});
    if (inner.token_.kind != TokenKind::end) inner.fail_unexpected();
    return value;
}

void ExpressionParser::replacement(std::vector<Expr>& parts, Span where, std::uint32_t& at, bool raw,
                                   int depth) {
    const std::string_view text = lexer_.text();
    const std::uint32_t open = at;
    const std::uint32_t begin = open + 1;
    std::uint32_t stop = end_of_embedded(where, begin);
    if (stop >= where.end)
        fail({where.source, open, open + 1}, "{ is never closed", "write {{ for the sign itself");
    std::uint32_t value_end = stop;
    while (value_end > begin && (text[value_end - 1] == ' ' || text[value_end - 1] == '\t')) --value_end;
    const bool shows_itself = value_end > begin + 1 && text[value_end - 1] == '=' &&
                              std::string_view("=!<>").find(text[value_end - 2]) == std::string_view::npos;
    std::vector<Expr> children;
    children.push_back(embedded({where.source, begin, shows_itself ? value_end - 1 : stop}, depth));
    Expr made;
    made.kind = ExprKind::replacement;
    made.text = shows_itself && text[stop] == '}' ? "r" : "";
    if (shows_itself) {
        Expr& label = parts.emplace_back();
        label.kind = ExprKind::text;
        label.span = {where.source, begin, stop};
        label.text = text.substr(begin, stop - begin);
    }
    if (text[stop] == '!') {
        made.text = text.substr(stop + 1, 1);
        if (made.text != "r" && made.text != "s" && made.text != "a")
            fail({where.source, stop, stop + 2}, std::string(text.substr(stop, 2)) + " is not a conversion",
                 "there are !r, !s and !a");
        stop += 2;
    }
    if (stop < where.end && text[stop] == ':') {
        const std::uint32_t end = end_of_format(where, stop + 1);
        children.push_back(formatted({where.source, stop + 1, end}, raw, depth + 1));
        stop = end;
    }
    if (stop >= where.end || text[stop] != '}')
        fail({where.source, open, open + 1}, "{ is never closed", "write {{ for the sign itself");
    at = stop + 1;
    made.span = {where.source, open, at};
    made.children = std::move(children);
    parts.push_back(std::move(finish(made)));
}

}  // namespace pkttest::language
