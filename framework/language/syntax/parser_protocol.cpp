// The protocol block and bindings.
#include <utility>

#include "framework/language/syntax/parser_campaign.h"

namespace pkttest::language {

static constexpr const char* field_example = "length: ShortField = 5";

void CampaignParser::protocol(const Line& line) {
    const Span word = expressions_.token().span;
    if (state_.in_set) expressions_.fail(word, "protocol stands before the first set: all tests share it");
    expressions_.advance();
    auto made = std::make_shared<ProtocolForm>();
    if (expressions_.token().kind != TokenKind::name)
        expressions_.fail(expressions_.token().span, "protocol needs a name",
                          "for example: protocol Disney \"Disney packet\"");
    made->name = {expressions_.token().text, expressions_.token().span};
    expressions_.advance();
    if (!expressions_.token().ends_line())
        made->title = literal_text("protocol", "protocol Disney \"Disney packet\"");
    Step step;
    step.kind = StepKind::protocol;
    step.word = word;
    step.names.push_back(made->name);
    step.span = {word.source, word.begin, expressions_.last_end()};
    steps_.end_line();
    steps_.block(line, word, field_example, [&](const Line& each) { protocol_line(each, *made); });
    step.protocol = std::move(made);
    state_.campaign.declarations.push_back(std::move(step));
}

void CampaignParser::protocol_line(const Line& line, ProtocolForm& into) {
    steps_.guarded(line, [&] {
        const Token word = expressions_.token();
        if (word.kind != TokenKind::name)
            expressions_.fail(word.span, "a protocol has fields and rules, not " + describe(word),
                              std::string("for example: ") + field_example);
        expressions_.advance();
        const Name name{word.text, word.span};
        if (expressions_.at(":")) {
            into.fields.push_back(field(line, name));
            return;
        }
        if (!expressions_.at("="))
            expressions_.fail(expressions_.token().span, "a field has : and its class behind the name",
                              std::string("for example: ") + field_example);
        expressions_.advance();
        Expr value = expressions_.expression({"=", "a value behind it", "answers = request.id == id"});
        into.rules.push_back({name, std::move(value)});
        steps_.end_line();
    });
}

/// Behind the name, at `:`; or in a case, where the class stands.
FieldForm CampaignParser::field(const Line& line, const Name& name) {
    FieldForm made;
    made.name = name;
    if (expressions_.at(":")) expressions_.advance();
    made.shape = expressions_.expression({"a field", "its class", field_example});
    if (expressions_.at("=")) {
        expressions_.advance();
        made.initial = expressions_.expression({"=", "the default behind it", field_example});
    }
    if (expressions_.at("{")) made.names = expressions_.expression({"{", "names", "{1: \"one\"}"});
    if (expressions_.at_name("when")) {
        expressions_.advance();
        made.when = expressions_.expression({"when", "a condition", "flags & 1"});
    }
    made.span = {name.span.source, name.span.begin, expressions_.last_end()};
    steps_.end_line();
    if (made.shape.kind == ExprKind::name && made.shape.text == "MultipleTypeField")
        steps_.block(line, made.shape.span, "IPField when family == 4",
                     [&](const Line& each) { field_case(each, made); });
    return made;
}

void CampaignParser::field_case(const Line& line, FieldForm& into) {
    steps_.guarded(line, [&] {
        FieldForm made = field(line, into.name);
        made.span = made.shape.span;
        into.cases.push_back(std::move(made));
    });
}

void CampaignParser::binding() {
    static constexpr Wanted wanted = {"bind", "a layer on another", "bind UDP(dport=4242) / Disney"};
    Step step;
    step.kind = StepKind::bind;
    step.word = expressions_.token().span;
    if (state_.in_set) expressions_.fail(step.word, "bind stands before the first set: all tests share it");
    expressions_.advance();
    step.value = expressions_.expression(wanted);
    if (step.value.kind != ExprKind::binary || step.value.op != Operator::divide)
        expressions_.fail(step.value.span, "bind needs a layer on another",
                          "for example: " + std::string(wanted.example));
    step.span = {step.word.source, step.word.begin, expressions_.last_end()};
    steps_.end_line();
    state_.campaign.declarations.push_back(std::move(step));
}

}  // namespace pkttest::language
