// Lines and blocks: what stands where, and where reading goes on after a mistake.
#include <algorithm>
#include <utility>

#include "framework/language/syntax/parser_step.h"

namespace pkttest::language {

StepParser::StepParser(Sources& sources, std::uint32_t source, Diagnostics& diagnostics)
    : sources_(sources),
      diagnostics_(diagnostics),
      lexer_(sources, source, diagnostics),
      expressions_(sources, lexer_, diagnostics) {
    static constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (lexer_.text().starts_with(byte_order_mark)) cursor_ = 3;
}

std::optional<Line> StepParser::line_from(std::uint32_t start) const {
    const std::string_view text = lexer_.text();
    Line line{start, start, 0};
    for (; line.begin < text.size(); ++line.begin) {
        const char c = text[line.begin];
        if (c == '\t')
            line.indent = (line.indent / 8 + 1) * 8;
        else if (c == ' ')
            ++line.indent;
        else
            return line;
    }
    return std::nullopt;
}

std::optional<Line> StepParser::peek_line() {
    const std::string_view text = lexer_.text();
    while (cursor_ < text.size()) {
        const std::optional<Line> line = line_from(cursor_);
        if (!line) break;
        std::uint32_t at = line->begin;
        if (text[at] == '#') at = lexer_.pass_comment(at);
        while (at < text.size() && (text[at] == '\r' || text[at] == '\f')) ++at;
        if (at < text.size() && text[at] != '\n') return line;
        cursor_ = at + 1;
    }
    cursor_ = static_cast<std::uint32_t>(text.size());
    return std::nullopt;
}

Name StepParser::take_raw(const Line& line) {
    const std::string_view text = lexer_.text();
    const std::size_t end = std::min(text.find('\n', line.begin), text.size());
    cursor_ = static_cast<std::uint32_t>(std::min(end + 1, text.size()));
    std::string_view raw = text.substr(line.begin, end - line.begin);
    while (!raw.empty() && (raw.back() == '\r' || raw.back() == ' ' || raw.back() == '\t'))
        raw.remove_suffix(1);
    return {raw, {lexer_.source(), line.begin, static_cast<std::uint32_t>(line.begin + raw.size())}};
}

void StepParser::guarded(const Line& line, const std::function<void()>& read) {
    try {
        lexer_.seek(line.begin);
        expressions_.restart();
        read();
    } catch (const SyntaxError&) {
        recover(line);
    }
}

// Goes on at the line of the last token where that may begin a step, else at the next line that is not
// indented deeper: what is deeper belongs to the step that was wrong.
void StepParser::recover(const Line& line) {
    const std::string_view text = lexer_.text();
    const std::uint32_t stopped = std::max(lexer_.token_start(), line.begin);
    const std::uint32_t start = sources_[lexer_.source()].line_start(stopped);
    const std::optional<Line> stopped_line = line_from(start);
    if (start > line.start && stopped_line && stopped_line->begin == stopped &&
        stopped_line->indent <= line.indent) {
        cursor_ = start;
        return;
    }
    const auto next_start = [&](std::uint32_t from) {
        return static_cast<std::uint32_t>(std::min(text.find('\n', from), text.size() - 1) + 1);
    };
    cursor_ = next_start(stopped);
    while (const std::optional<Line> next = peek_line()) {
        const char first = text[next->begin];
        if (next->indent <= line.indent && first != ')' && first != ']' && first != '}') return;
        cursor_ = next_start(next->begin);
    }
}

void StepParser::block(const Line& parent, Span word, std::string_view example,
                       const std::function<void(const Line&)>& each) {
    static constexpr int deepest = 20;
    const std::optional<Line> first = peek_line();
    if (!first || first->indent <= parent.indent) {
        Diagnostic& error =
            diagnostics_.error(word, std::string(sources_.text(word)) + " needs indented lines below it");
        if (!example.empty()) error.notes.push_back("for example: " + std::string(example));
        return;
    }
    const bool too_deep = depth_ >= deepest;
    if (too_deep) diagnostics_.error(word, "blocks are nested too deeply");
    ++depth_;
    while (const std::optional<Line> line = peek_line()) {
        if (line->indent <= parent.indent) break;
        if (line->indent != first->indent && !too_deep)
            diagnostics_.error({lexer_.source(), line->begin, line->begin + 1},
                               "this line is indented otherwise than the block's first line");
        if (too_deep)
            take_raw(*line);
        else
            each(*line);
    }
    --depth_;
}

void StepParser::end_line() {
    if (!token().ends_line()) expressions_.fail_unexpected();
    cursor_ = lexer_.position();
}

void StepParser::needs(std::vector<Need>& into) {
    const Span word = token().span;
    lexer_.seek(word.end);
    std::vector<Need> found;
    for (Name what = lexer_.next_word(); what; what = lexer_.next_word()) {
        if (what.text != "on" || found.empty()) {
            found.push_back({what, {}});
            continue;
        }
        found.back().link = lexer_.next_word();
        if (!found.back().link)
            expressions_.fail(what.span, "the name of a link is missing behind on",
                              "for example: needs IPv6 on lan");
    }
    if (found.empty())
        expressions_.fail(word, "root or the name of a program is missing behind needs",
                          "for example: needs tcpdump");
    std::move(found.begin(), found.end(), std::back_inserter(into));
    expressions_.restart();
}

void StepParser::retry(std::optional<Retry>& into) {
    static constexpr Integer most = 100;
    const Span word = token().span;
    expressions_.advance();
    const Expr times = expressions_.expression({"retry", "a number", "retry 2"});
    if (into) expressions_.fail(word, "retry stands here twice");
    if (times.kind != ExprKind::integer || times.integer < 1 || times.integer > most)
        expressions_.fail(times.span, "retry needs a number from 1 to 100", "for example: retry 2");
    into = Retry{static_cast<std::uint64_t>(times.integer), join(word, times.span)};
}

ForEach StepParser::for_each() {
    static constexpr std::string_view example = "for port in [21, 23, 8080]";
    const std::uint32_t begin = token().span.begin;
    expressions_.advance();
    ForEach each;
    each.names = expressions_.names({"for", "a name", example});
    if (!expressions_.at_name("in"))
        expressions_.fail(token().span, "for needs in and values behind its name",
                          "for example: " + std::string(example));
    expressions_.advance();
    each.values = expressions_.expression_list({"in", "values", example});
    each.span = {lexer_.source(), begin, expressions_.last_end()};
    return each;
}

}  // namespace pkttest::language
