// Hover and go to definition: what the word at a place means, and where it is declared.
#include <fmt/format.h>

#include <filesystem>

#include "framework/editor/answers.h"
#include "framework/editor/context.h"
#include "framework/exchange/answering_machine.h"
#include "framework/language/builtin.h"
#include "framework/language/syntax/parser_forms.h"
#include "framework/packet/describe.h"

namespace pkttest::editor {

namespace {

std::string explain_field(const Protocol& layer, const Field& field) {
    const FieldDescription words = describe(field);
    std::string out = fmt::format("**{}.{}**: {}, {}, default {}", layer.name, field.name, words.kind,
                                  words.size, words.initial);
    if (!words.condition.empty()) out += ", " + words.condition;
    out += fmt::format("\n\n{}", layer.title);
    if (const auto source = described_in(layer); !source.empty()) out += fmt::format(" ({})", source);
    if (field.names.empty()) return out;
    static constexpr std::size_t most = 20;
    out += "\n\n";
    for (std::size_t i = 0; i < field.names.size() && i < most; ++i)
        out += fmt::format("{}{} `{}`", i == 0 ? "" : ", ", field.names[i].value, field.names[i].name);
    if (field.names.size() > most) out += fmt::format(" and {} more", field.names.size() - most);
    return out;
}

std::string explain_layer(const Protocol& layer) {
    std::string out = fmt::format("**{}**: {}", layer.name, layer.title);
    if (const auto source = described_in(layer); !source.empty()) out += fmt::format(" ({})", source);
    out += "\n\n| field | kind | size | default |\n|---|---|---|---|\n";
    for (const FieldDescription& each : describe(layer))
        out += fmt::format("| {} | {} | {} | {} |\n", each.name, each.kind, each.size, each.initial);
    return out;
}

std::string explain_builtin(const language::Builtin& builtin) {
    return fmt::format("`{}`\n\n{}", builtin.signature(), builtin.title);
}

/// The layer whose field of this name is meant most likely: the one at hand, else the first that the text
/// names.
const Protocol* layer_with(const Document& document, const Context& context) {
    if (context.layer != nullptr && find_field(*context.layer, context.word) != nullptr) return context.layer;
    if (context.where == Context::Where::argument && context.layer != nullptr) return nullptr;
    for (const Protocol* layer : layers_named_in(document.text()))
        if (find_field(*layer, context.word) != nullptr) return layer;
    return nullptr;
}

bool may_be_field(const Document& document, const Context& context) {
    if (context.where == Context::Where::member) return true;
    const std::string_view text = document.text();
    return context.where == Context::Where::argument && context.field == nullptr &&
           context.end < text.size() && text.substr(context.end).starts_with("=") &&
           !text.substr(context.end).starts_with("==");
}

std::string explain_word(const Document& document, const Context& context) {
    if (may_be_field(document, context))
        if (const Protocol* layer = layer_with(document, context))
            return explain_field(*layer, *find_field(*layer, context.word));
    if (context.where == Context::Where::member) {
        const language::Builtin* method = language::find_method(language::Kind::packet, context.word);
        return method == nullptr ? "" : explain_builtin(*method);
    }
    if (const Declared* declared = document.find(context.word, context.begin))
        return fmt::format("```utc\n{}\n```", declared->line);
    if (const Protocol* layer = find_protocol(context.word)) return explain_layer(*layer);
    if (const auto* machine = exchange::find_answering_machine(context.word))
        return fmt::format("**{}**: {}", machine->name, machine->title);
    if (const language::Builtin* builtin = language::find_builtin(context.word))
        return explain_builtin(*builtin);
    if (const language::ClauseForm* clause = language::find_clause(context.word);
        clause != nullptr && context.where != Context::Where::step)
        return fmt::format("`{}`: {}", clause->word, clause->example);
    if (const language::StepForm* step = language::find_step(context.word))
        return fmt::format("`{}`: {}", step->word, step->example);
    return {};
}

}  // namespace

std::optional<Explanation> explanation(const Document& document, std::size_t offset) {
    const Context context = context_at(document.text(), offset);
    if (context.where == Context::Where::nothing || context.word.empty()) return std::nullopt;
    std::string words;
    if (context.where == Context::Where::value) {
        for (const Name& each : context.field->names)
            if (each.name == context.word)
                words = fmt::format("`{}` is {} of {}", each.name, each.value, context.field->name);
    } else {
        words = explain_word(document, context);
    }
    if (words.empty()) return std::nullopt;
    return Explanation{std::move(words), context.begin, context.end};
}

std::optional<Target> definition(const Document& document, std::size_t offset) {
    const Context context = context_at(document.text(), offset);
    if (context.where == Context::Where::file) {
        const std::string path = language::resolve_include(document.path(), context.word);
        if (!std::filesystem::exists(path)) return std::nullopt;
        return Target{path, 0, 0, {}, {}};
    }
    if (context.where == Context::Where::nothing || context.where == Context::Where::member ||
        context.word.empty())
        return std::nullopt;
    const Declared* declared = document.find(context.word, context.begin);
    if (declared == nullptr) return std::nullopt;
    const language::Source& source = document.sources()[declared->span.source];
    return Target{source.name(), declared->span.begin, declared->span.end,
                  place_of(source.text(), declared->span.begin), place_of(source.text(), declared->span.end)};
}

}  // namespace pkttest::editor
