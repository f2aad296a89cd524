// A campaign's outline: its declarations, sets and tests.
#include <algorithm>

#include "framework/editor/answers.h"

namespace pkttest::editor {

namespace {

using Kind = OutlineEntry::Kind;

class Outline {
 public:
    explicit Outline(const Document& document) : document_(document) {}

    std::vector<OutlineEntry> run() {
        const language::Campaign& campaign = document_.campaign();
        scope(campaign, out_);
        if (campaign.lab && campaign.lab->word.source == document_.source())
            out_.push_back(entry(Kind::lab, "lab", campaign.lab->word));
        for (const language::Set& set : campaign.sets) add_set(set);
        std::stable_sort(out_.begin(), out_.end(),
                         [](const auto& a, const auto& b) { return a.begin < b.begin; });
        end_where_the_next_begins(out_, document_.text().size());
        return std::move(out_);
    }

 private:
    OutlineEntry entry(Kind kind, std::string_view name, language::Span span) const {
        return {kind, std::string(name), span.begin, span.end, span.begin, span.end};
    }

    void scope(const language::Scope& scope, std::vector<OutlineEntry>& into) const {
        for (const language::Step& step : scope.declarations)
            for (const language::Name& name : step.names)
                if (name.span.source == document_.source()) {
                    into.push_back(entry(step.kind == language::StepKind::link ? Kind::link : Kind::variable,
                                         name.text, name.span));
                    into.back().begin = step.span.begin;
                    into.back().end = std::max(step.span.end, name.span.end);
                }
    }

    void add_set(const language::Set& set) {
        std::vector<OutlineEntry> tests;
        scope(set, tests);
        for (const language::Test& test : set.tests)
            if (test.title.span.source == document_.source())
                tests.push_back(entry(Kind::test, test.title.text, test.title.span));
        if (tests.empty() && set.title.span.source != document_.source()) return;
        if (!set.title) {
            out_.insert(out_.end(), tests.begin(), tests.end());
            return;
        }
        out_.push_back(entry(Kind::set, set.title.text, set.title.span));
        out_.back().children = std::move(tests);
    }

    /// Sets and tests reach down to the next one.
    static void end_where_the_next_begins(std::vector<OutlineEntry>& entries, std::size_t end) {
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const std::size_t next = i + 1 < entries.size() ? entries[i + 1].begin : end;
            if (entries[i].kind == Kind::set || entries[i].kind == Kind::test)
                entries[i].end = std::max(entries[i].end, next == 0 ? 0 : next - 1);
            end_where_the_next_begins(entries[i].children, entries[i].end);
        }
    }

    const Document& document_;
    std::vector<OutlineEntry> out_;
};

}  // namespace

std::vector<OutlineEntry> outline(const Document& document) { return Outline(document).run(); }

}  // namespace pkttest::editor
