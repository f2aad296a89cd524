// Completion, from the tables that the checker reads.
#include "framework/editor/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "framework/editor/context.h"
#include "framework/exchange/answering_machine.h"
#include "framework/language/builtin.h"
#include "framework/language/syntax/parser_forms.h"
#include "framework/packet/describe.h"

namespace pkttest::editor {

namespace {

using Kind = Proposal::Kind;

class Proposals {
 public:
    Proposals(const Document& document, std::size_t offset)
        : document_(document), context_(context_at(document.text(), offset)), offset_(offset) {}

    std::vector<Proposal> run() {
        using Where = Context::Where;
        switch (context_.where) {
            case Where::step:
                words();
                break;
            case Where::link:
                declared(Declared::Kind::link, Kind::link);
                break;
            case Where::machine:
                machines();
                expression();
                break;
            case Where::member:
                members();
                break;
            case Where::argument:
                if (context_.field == nullptr) fields(*context_.layer, "=");
                expression();
                break;
            case Where::value:
                for (const Name& each : context_.field->names)
                    add(Kind::value, each.name, fmt::format("{} of {}", each.value, context_.field->name));
                break;
            case Where::anything:
                if (!context_.within_brackets) clauses();
                expression();
                break;
            default:
                break;
        }
        return std::move(out_);
    }

 private:
    void add(Kind kind, std::string_view name, std::string detail, std::string insert = {}) {
        if (seen_.emplace(name).second)
            out_.push_back({kind, std::string(name), std::move(insert), std::move(detail)});
    }

    void words() {
        for (const std::string_view word :
             context_.in_test ? language::step_words() : language::header_words())
            add(Kind::step, word, word_example(word));
        if (!context_.in_test)
            for (const std::string_view word : language::step_words())
                add(Kind::step, word, word_example(word));
    }

    static std::string word_example(std::string_view word) {
        const language::StepForm* form = language::find_step(word);
        return form == nullptr ? std::string() : std::string(form->example);
    }

    void clauses() {
        const language::StepForm* form = language::find_step(context_.step);
        if (form == nullptr) return;
        for (const language::ClauseForm& clause : language::all_clauses())
            if (language::allows(*form, clause.kind))
                add(Kind::clause, clause.word, std::string(clause.example));
    }

    void declared(Declared::Kind wanted, Kind kind) {
        for (const Declared& each : document_.declared())
            if (each.kind == wanted && document_.find(each.name, offset_) != nullptr)
                add(kind, each.name, std::string(each.line));
    }

    void machines() {
        for (const exchange::AnsweringMachine* each : exchange::all_answering_machines())
            add(Kind::machine, each->name, std::string(each->title), std::string(each->name) + "(");
    }

    void fields(const Protocol& layer, std::string_view behind) {
        for (const FieldDescription& each : describe(layer))
            add(Kind::field, each.name, fmt::format("{}, {}, default {}", each.kind, each.size, each.initial),
                each.name + std::string(behind));
    }

    void members() {
        if (context_.layer != nullptr) fields(*context_.layer, "");
        for (const language::Builtin& each : language::packet_methods())
            add(Kind::method, each.name, each.signature() + ": " + std::string(each.title));
        if (context_.layer != nullptr) return;
        for (const Protocol* layer : layers_named_in(document_.text())) fields(*layer, "");
        for (const auto methods :
             {language::text_methods(), language::list_methods(), language::dictionary_methods()})
            for (const language::Builtin& each : methods)
                add(Kind::method, each.name, each.signature() + ": " + std::string(each.title));
    }

    void expression() {
        declared(Declared::Kind::variable, Kind::variable);
        for (const Protocol* each : known_protocols()) add(Kind::layer, each->name, std::string(each->title));
        for (const language::Builtin* each : language::all_builtins())
            add(Kind::function, each->name, each->signature() + ": " + std::string(each->title));
        for (const std::string_view each : {"None", "True", "False", "any", "absent"})
            add(Kind::constant, each, {});
    }

    const Document& document_;
    Context context_;
    std::size_t offset_;
    std::vector<Proposal> out_;
    std::set<std::string, std::less<>> seen_;
};

}  // namespace

std::vector<Proposal> proposals(const Document& document, std::size_t offset) {
    return Proposals(document, offset).run();
}

}  // namespace pkttest::editor
