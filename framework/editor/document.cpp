// An open campaign: read and checked at every change; names collected from its tree.
#include "framework/editor/document.h"

#include <algorithm>

#include "framework/language/check/checker.h"
#include "framework/language/syntax/parser.h"
#include "framework/language/syntax/tidy.h"
#include "framework/language/uts/uts.h"
#include "framework/runner/checker_context.h"

namespace pkttest::editor {

using language::Step;

namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

/// UTF-16 code units of the character that begins with `c`.
std::size_t units(char c) { return static_cast<unsigned char>(c) >= 0xf0 ? 2 : 1; }

}  // namespace

Place place_of(std::string_view text, std::size_t offset) {
    offset = std::min(offset, text.size());
    Place place;
    for (std::size_t i = 0; i < offset; ++i) {
        if (text[i] == '\n') {
            ++place.line;
            place.character = 0;
        } else if (!continues(text[i])) {
            place.character += units(text[i]);
        }
    }
    return place;
}

std::size_t offset_of(std::string_view text, Place place) {
    std::size_t at = 0;
    for (; place.line > 0; --place.line) {
        const std::size_t end = text.find('\n', at);
        if (end == std::string_view::npos) return text.size();
        at = end + 1;
    }
    for (std::size_t seen = 0; at < text.size() && text[at] != '\n' && seen < place.character;) {
        seen += units(text[at]);
        for (++at; at < text.size() && continues(text[at]);) ++at;
    }
    return at;
}

Document::Document(std::string path, std::string text, const Reader& reader)
    : path_(std::move(path)), sources_(reader) {
    source_ = sources_.add(path_, std::move(text));
    if (path_.ends_with(".uts")) {
        campaign_ = language::parse_uts(sources_, source_, diagnostics_);
        return;  // Checked when it runs, and tidy as it is.
    }
    campaign_ = language::parse_campaign(sources_, source_, diagnostics_);
    readable_ = !diagnostics_.has_errors();
    language::check(campaign_, sources_, runner::checker_context(), diagnostics_);
    collect();
}

std::vector<language::Diagnostic> Document::mistakes() const {
    std::vector<language::Diagnostic> out;
    for (const language::Diagnostic& each : diagnostics_.all())
        if (each.span.source == source_) out.push_back(each);
    return out;
}

void Document::add(Declared::Kind kind, std::string_view name, language::Span span, std::size_t to) {
    const bool here = span.source == source_;
    declared_.push_back({kind, name, span, here ? span.end : 0, here ? to : std::string::npos,
                         sources_[span.source].line_at(span.begin)});
}

void Document::collect(const std::vector<Step>& steps, std::size_t to) {
    for (const Step& step : steps) {
        const auto kind =
            step.kind == language::StepKind::link ? Declared::Kind::link : Declared::Kind::variable;
        for (const language::Name& name : step.names) add(kind, name.text, name.span, to);
        if (const language::Clause* as = step.clause(language::ClauseKind::as))
            for (const language::Expr& name : as->values)
                add(Declared::Kind::variable, name.text, name.span, to);
        collect(step.body, to);
    }
}

void Document::collect() {
    collect(campaign_.declarations, std::string::npos);
    // A test's names end where the next test begins, a set's where the next set does.
    std::vector<std::size_t> begins;
    for (const language::Set& set : campaign_.sets)
        for (const language::Test& test : set.tests)
            if (test.title.span.source == source_) begins.push_back(test.title.span.begin);
    const auto end_of = [&](std::size_t begin) {
        const auto next = std::upper_bound(begins.begin(), begins.end(), begin);
        return next == begins.end() ? std::string::npos : *next;
    };
    for (std::size_t i = 0; i < campaign_.sets.size(); ++i) {
        const language::Set& set = campaign_.sets[i];
        const std::size_t to =
            i + 1 < campaign_.sets.size() ? campaign_.sets[i + 1].title.span.begin : std::string::npos;
        collect(set.declarations, to);
        for (const language::Test& test : set.tests) {
            const std::size_t end = end_of(test.title.span.begin);
            if (test.each)
                for (const language::Name& name : test.each->names) {
                    add(Declared::Kind::variable, name.text, name.span, end);
                    declared_.back().from =
                        std::min<std::size_t>(declared_.back().from, test.title.span.begin);
                }
            collect(test.steps, end);
        }
    }
}

const Declared* Document::find(std::string_view name, std::size_t offset) const {
    const Declared* found = nullptr;
    for (const Declared& each : declared_) {
        const bool on_it =
            each.span.source == source_ && each.span.begin <= offset && offset <= each.span.end;
        if (each.name == name && (on_it || (each.from <= offset && offset <= each.to))) found = &each;
    }
    return found;
}

std::optional<std::string> Document::tidied() {
    if (!readable_) return std::nullopt;
    return language::tidy(sources_, source_);
}

}  // namespace pkttest::editor
