// The parser: the campaign's structure by its line markers, and the entries to the front end.
#include "framework/language/syntax/parser.h"

#include <algorithm>
#include <utility>

#include "framework/language/syntax/foreign_words.h"
#include "framework/language/syntax/parser_campaign.h"

namespace pkttest::language {

CampaignParser::CampaignParser(CampaignState& state, std::uint32_t source)
    : state_(state),
      steps_(state.sources, source, state.diagnostics),
      expressions_(steps_.expressions()),
      diagnostics_(state.diagnostics) {}

void CampaignParser::run() {
    while (const std::optional<Line> next = steps_.peek_line()) line(*next);
    auto& comments = state_.campaign.comments;
    comments.insert(comments.end(), steps_.lexer().comments().begin(), steps_.lexer().comments().end());
}

void CampaignParser::line(const Line& line) {
    if (line.indent == 0 && marker(line)) return;
    if (line.indent > 0)
        diagnostics_
            .error({steps_.lexer().source(), line.begin, line.begin + 1},
                   "this line is indented, but no block is open")
            .notes.emplace_back(state_.in_test ? "the steps of a test stand in the first column"
                                               : "the lines of a header stand in the first column");
    if (state_.in_test)
        test_line(line);
    else
        header_line(line);
}

bool CampaignParser::marker(const Line& line) {
    struct Marker {
        char sign;
        void (CampaignParser::*read)(const Name&);
    };
    static constexpr Marker markers[] = {{'%', &CampaignParser::title},
                                         {'+', &CampaignParser::set},
                                         {'=', &CampaignParser::test},
                                         {'~', &CampaignParser::keywords},
                                         {'*', &CampaignParser::description}};
    for (const Marker& each : markers) {
        if (steps_.lexer().text()[line.begin] != each.sign) continue;
        Name text = steps_.take_raw(line);
        std::uint32_t skipped = 1;
        while (skipped < text.text.size() && (text.text[skipped] == ' ' || text.text[skipped] == '\t'))
            ++skipped;
        text.text.remove_prefix(skipped);
        text.span.begin += skipped;
        (this->*each.read)(text);
        return true;
    }
    return false;
}

void CampaignParser::title(const Name& text) {
    if (is_included()) return;
    if (state_.in_set)
        diagnostics_.error(text.span, "the campaign's title stands before its first set and test");
    else if (state_.campaign.title)
        diagnostics_.error(text.span, "a campaign has one title");
    else if (!text)
        diagnostics_.error(text.span, "% needs a title behind it");
    else
        state_.campaign.title = text;
}

void CampaignParser::set(const Name& text) {
    if (!text) diagnostics_.error(text.span, "+ needs the title of a set behind it");
    state_.campaign.sets.emplace_back().title = text;
    state_.in_set = true;
    state_.in_test = false;
}

void CampaignParser::test(const Name& text) {
    if (!text) diagnostics_.error(text.span, "= needs the title of a test behind it");
    if (!state_.in_set) state_.campaign.sets.emplace_back();
    state_.in_set = true;
    state_.in_test = true;
    Test& made = state_.campaign.sets.back().tests.emplace_back();
    made.title = text;
    made.title_text.kind = ExprKind::text;
    made.title_text.text = text.text;
    made.title_text.span = text.span;
}

void CampaignParser::keywords(const Name& text) {
    auto& into = state_.in_test ? state_.test().keywords : state_.scope().keywords;
    std::string_view rest = text.text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
        std::string_view word = rest.substr(0, end);
        const auto begin = static_cast<std::uint32_t>(text.span.begin + (word.data() - text.text.data()));
        const Span span{text.span.source, begin, static_cast<std::uint32_t>(begin + word.size())};
        const bool removed = word.starts_with('-');
        if (removed) word.remove_prefix(1);
        if (removed && word.empty()) diagnostics_.error(span, "- needs the keyword that it takes away");
        if (!word.empty()) into.push_back({word, removed, span});
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t", end), rest.size()));
    }
}

void CampaignParser::description(const Name& text) {
    if (is_included() && !state_.in_set) return;
    (state_.in_test ? state_.test().description : state_.scope().description).push_back(text);
}

void CampaignParser::test_line(const Line& line) {
    Test& test = state_.test();
    steps_.test_needs = &test.needs;
    steps_.test_retry = &test.retry;
    const std::string_view text = steps_.lexer().text().substr(line.begin, 4);
    if (text != "for " && text != "for\t") {
        steps_.step(line, test.steps);
        steps_.test_needs = nullptr;
        steps_.test_retry = nullptr;
        return;
    }
    steps_.guarded(line, [&] {
        const Span word = expressions_.token().span;
        ForEach each = steps_.for_each();
        steps_.end_line();
        if (test.each)
            expressions_.fail(word, "a test has one for", "for a, b in [(1, 2), (3, 4)] takes several names");
        if (!test.steps.empty()) expressions_.fail(word, "for stands right below the title of its test");
        test.each = std::move(each);
        const Name title = test.title;
        test.title_text = expressions_.formatted(title.span, true, 0);
    });
}

void CampaignParser::header_line(const Line& line) {
    steps_.guarded(line, [&] { header_word(line); });
}

void CampaignParser::header_word(const Line& line) {
    Scope& scope = state_.scope();
    const Span word = expressions_.token().span;
    if (expressions_.at_name("let") || expressions_.at_name("link")) {
        scope.declarations.push_back(steps_.assignment(*find_step(expressions_.token().text)));
        return steps_.end_line();
    }
    if (expressions_.at_name("def")) {
        scope.declarations.push_back(steps_.definition());
        return steps_.end_line();
    }
    if (expressions_.at_name("protocol")) return protocol(line);
    if (expressions_.at_name("bind")) return binding();
    if (expressions_.at_name("needs")) {
        steps_.needs(scope.needs);
        return steps_.end_line();
    }
    if (expressions_.at_name("retry")) {
        steps_.retry(scope.retry);
        return steps_.end_line();
    }
    if (expressions_.at_name("include")) return include(line);
    if (expressions_.at_name("lab")) return lab(line);
    const bool is_setup = expressions_.at_name("setup");
    if (is_setup || expressions_.at_name("teardown")) {
        expressions_.advance();
        steps_.end_line();
        auto& block = is_setup ? scope.setup : scope.teardown;
        // A file that was included may bring a block of its own.
        if (!block.empty() && block.back().word.source == word.source)
            diagnostics_.error(word, is_setup ? "setup stands twice here" : "teardown stands twice here")
                .notes.push_back("put all of its steps into one block");
        return steps_.steps(line, word, {}, block);
    }
    static constexpr const char* all =
        "a header has link, let, def, include, lab, protocol, bind, setup, teardown, needs and retry";
    const Token token = expressions_.token();
    const std::string_view ours = foreign_step(token.text);
    const std::string hint(ours.empty() ? all : ours);
    if (token.kind != TokenKind::name)
        expressions_.fail(word, describe(token) + " begins no line of a header", hint);
    if (expressions_.ahead().is("="))
        expressions_.fail(word, "a variable is set with let", {},
                          "let " + std::string(token.text) + " = ...");
    if (begins_line(token.text))
        expressions_.fail(word, std::string(token.text) + " stands in a test or in setup",
                          "a test begins with a line = TITLE");
    const auto meant = ours.empty() ? nearest(token.text, header_words()) : std::nullopt;
    expressions_.fail(word, std::string(token.text) + " begins no line of a header", meant ? "" : hint,
                      std::string(meant.value_or("")));
}

Campaign parse_campaign(Sources& sources, std::uint32_t source, Diagnostics& diagnostics) {
    CampaignState state{sources, diagnostics, {}};
    state.open_files.push_back(sources[source].name());
    CampaignParser(state, source).run();
    return std::move(state.campaign);
}

Expr parse_expression(Sources& sources, std::uint32_t source, Diagnostics& diagnostics) {
    const auto size = static_cast<std::uint32_t>(sources[source].text().size());
    Lexer lexer(sources, Span{source, 0, size}, diagnostics);
    ExpressionParser parser(sources, lexer, diagnostics);
    Expr result;
    result.kind = ExprKind::invalid;
    result.span = {source, 0, size};
    try {
        parser.restart();
        Expr read = parser.expression_list({"this", "an expression", "IP(dst=\"192.0.2.1\")/UDP()"});
        if (parser.token().kind != TokenKind::end) parser.fail_unexpected();
        result = std::move(read);
    } catch (const SyntaxError&) {  // Reported.
    }
    return result;
}

std::vector<Step> parse_steps(Sources& sources, std::uint32_t source, Diagnostics& diagnostics) {
    StepParser parser(sources, source, diagnostics);
    std::vector<Step> steps;
    while (const std::optional<Line> line = parser.peek_line()) parser.step(*line, steps);
    return steps;
}

}  // namespace pkttest::language
