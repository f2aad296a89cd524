// Campaigns: from file names to planned tests.
#include "framework/runner/campaigns.h"

#include <fmt/format.h>
#include <glob.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "framework/language/evaluate/evaluator.h"
#include "framework/language/evaluate/protocol_block.h"
#include "framework/language/messages.h"
#include "framework/language/syntax/parser.h"
#include "framework/language/uts/uts.h"
#include "framework/packet/digest.h"
#include "framework/runner/checker_context.h"
#include "framework/runner/history.h"
#include "framework/runner/order.h"
#include "framework/runner/selection.h"
#include "framework/runner/shards.h"

namespace pkttest::runner {

namespace {

using language::EvaluationError;

bool is_campaign(const std::filesystem::path& path) {
    return path.extension() == ".utc" || path.extension() == ".uts";
}

std::vector<std::string> files_in(const std::string& folder) {
    std::vector<std::string> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && is_campaign(entry.path())) out.push_back(entry.path().string());
    std::sort(out.begin(), out.end());
    return out;
}

std::string no_campaign(const std::string& argument) {
    namespace files = std::filesystem;
    std::error_code missing;
    if (files::is_directory(argument, missing))
        return fmt::format("there is no campaign in the folder {}: no .utc and no .uts file", argument);
    const files::path folder = files::path(argument).parent_path();
    std::vector<std::string> names;
    for (const auto& entry : files::directory_iterator(folder.empty() ? "." : folder, missing))
        if (is_campaign(entry.path())) names.push_back((folder / entry.path().filename()).string());
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    const auto near = language::nearest(argument, candidates);
    return fmt::format("there is no campaign {}{}", argument,
                       near ? fmt::format("; did you mean {}?", *near) : "");
}

void refuse_unknown(std::string_view option, std::string_view what,
                    const std::vector<std::pair<std::string, std::string>>& given,
                    const std::set<std::string_view>& known) {
    const std::string all = known.empty() ? "none" : fmt::format("{}", fmt::join(known, ", "));
    for (const auto& [name, value] : given)
        if (!known.contains(name))
            throw std::invalid_argument(
                fmt::format("{}: no campaign has a {} {}; there is {}", option, what, name, all));
}

std::vector<std::string> expand(const std::string& argument) {
    if (std::filesystem::is_directory(argument)) return files_in(argument);
    if (std::filesystem::exists(argument)) return {argument};
    glob_t found{};
    std::vector<std::string> out;
    if (glob(argument.c_str(), 0, nullptr, &found) == 0)
        out.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
    globfree(&found);
    return out;
}

/// Keywords of all levels, those taken away left out.
std::vector<std::string> keywords_of(const language::Campaign& campaign, const language::Set& set,
                                     const language::Test* test) {
    std::vector<std::string> out;
    const auto apply = [&](const std::vector<language::Keyword>& keywords) {
        for (const language::Keyword& keyword : keywords) {
            std::erase(out, keyword.text);
            if (!keyword.removed) out.emplace_back(keyword.text);
        }
    };
    apply(campaign.keywords);
    apply(set.keywords);
    if (test != nullptr) apply(test->keywords);
    return out;
}

/// A part of a dotted name.
std::string undotted(std::string_view text) {
    std::string out(text);
    std::replace(out.begin(), out.end(), '.', '_');
    return out;
}

language::CheckerContext context_of(const RunOptions& options) {
    language::CheckerContext context = checker_context();
    for (const auto& [name, where] : options.links) context.links.push_back(name);
    for (const auto& [name, text] : options.variables) context.variables.push_back(name);
    return context;
}

/// --set: an expression's value, or else the text.
Value given_value(CampaignFile& file, const std::string& text) {
    language::Diagnostics ignored;
    const auto source = file.sources.add("--set", text);
    const language::Expr expr = language::parse_expression(file.sources, source, ignored);
    if (ignored.has_errors()) return Value(text);
    try {
        return language::evaluate(expr, file.variables);
    } catch (const EvaluationError&) {
        return Value(text);
    }
}

void report_error(CampaignFile& file, const EvaluationError& error) {
    const language::Diagnostic& wrong = error.diagnostic();
    language::Diagnostic& kept = file.diagnostics.error(wrong.span, wrong.message);
    kept.notes = wrong.notes;
    kept.suggestion = wrong.suggestion;
}

void convert_lab(CampaignFile& file) {
    if (!file.tree.lab) return;
    for (const language::LabHost& host : file.tree.lab->hosts) {
        net::LabHost& out = file.hosts.emplace_back();
        out.name = host.name.text;
        for (const language::LabPort& port : host.ports) {
            net::LabPort& made = out.ports.emplace_back();
            made.link = port.link.text;
            for (const language::Name& address : port.addresses) made.addresses.emplace_back(address.text);
            for (DeclaredLink& link : file.links)
                if (link.name == made.link)
                    link.device_addresses.insert(link.device_addresses.end(), made.addresses.begin(),
                                                 made.addresses.end());
        }
        for (const language::LabCommand& command : host.commands)
            out.commands.push_back({std::string(command.command.text), command.keeps_running});
    }
}

/// The values of a `for`, one a test.
List values_of(const language::Expr& expr, language::Environment& variables) {
    const Value value = language::evaluate(expr, variables);
    if (const List* items = value.items()) return *items;
    if (const auto* dictionary = value.as<std::shared_ptr<Dictionary>>()) {
        List keys;
        for (const auto& entry : **dictionary) keys.push_back(entry.first);
        return keys;
    }
    throw EvaluationError(expr.span, fmt::format("for goes over a list, not {}", value.kind()));
}

Mistake mistake_of(const language::Diagnostic& diagnostic, const language::Sources& sources) {
    const language::Source& source = sources[diagnostic.span.source];
    const language::Position begin = source.position(diagnostic.span.begin);
    const language::Position end = source.position(diagnostic.span.end);
    const language::Message* message = language::message_of(diagnostic.message);
    return {.file = source.name(),
            .line = begin.line,
            .column = begin.column,
            .end_line = end.line,
            .end_column = end.column,
            .is_error = diagnostic.severity == language::Severity::error,
            .code = std::string(message == nullptr ? "" : message->code),
            .message = diagnostic.message,
            .suggestion = diagnostic.suggestion.value_or(""),
            .notes = diagnostic.notes};
}

}  // namespace

Place CampaignFile::place(language::Span span) const {
    if (span.source >= sources.size()) return {path, 0, 0};
    const language::Position position = sources.position(span);
    return {sources[span.source].name(), position.line, position.column};
}

std::string CampaignFile::text(language::Span span) const {
    std::string out;
    for (const char c : sources.text(span)) {
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\\';
        if (blank && c != '\\' && !out.empty() && out.back() == ' ') continue;
        out += blank && c != '\\' ? ' ' : c;
    }
    return out;
}

std::vector<std::string> find_campaigns(const std::vector<std::string>& arguments) {
    std::vector<std::string> out;
    std::set<std::filesystem::path> taken;
    for (const std::string& argument : arguments) {
        const auto found = expand(argument);
        if (found.empty()) throw std::invalid_argument(no_campaign(argument));
        for (const std::string& path : found) {
            std::error_code failed;
            const auto same = std::filesystem::weakly_canonical(path, failed);
            if (taken.insert(failed ? std::filesystem::path(path) : same).second) out.push_back(path);
        }
    }
    return out;
}

Campaigns::Campaigns(const RunOptions& options, language::Services& services, const TextSink& messages,
                     bool color) {
    for (const std::string& path : find_campaigns(options.files)) load(path, options, services);
    for (const auto& file : files_) {
        const EnteredScope entered(file->protocols);
        if (!file->diagnostics.has_errors()) set_up(*file, options);
        if (!file->diagnostics.has_errors()) plan(*file);
        report(*file, messages, color);
    }
    if (errors_ > 0)
        tests_.clear();
    else
        refuse_unknown_names(options);
    choose(options);
}

void CampaignFile::leave_out(PlannedTest test) {
    const auto later = [](const PlannedTest& one, const PlannedTest& other) {
        return one.listed.number < other.listed.number;
    };
    left_out.insert(std::upper_bound(left_out.begin(), left_out.end(), test, later), std::move(test));
}

/// Drops the others, but keeps UTscapy's for the variables that they set.
void Campaigns::keep_if(const std::function<bool(const PlannedTest&)>& chosen) {
    std::vector<PlannedTest> kept;
    kept.reserve(tests_.size());
    for (PlannedTest& test : tests_) {
        if (chosen(test))
            kept.push_back(std::move(test));
        else if (test.campaign->is_uts())
            test.campaign->leave_out(std::move(test));
    }
    tests_ = std::move(kept);
}

/// Keeps what is selected: first by name, keyword and number, then what failed, then the shard of that.
void Campaigns::choose(const RunOptions& options) {
    all_tests_ = tests_.size();
    const Selection& selection = options.selection;
    std::erase_if(tests_, [&](const PlannedTest& test) { return is_taken_away(selection, test.listed); });
    keep_if(
        [&, selector = Selector(selection)](const PlannedTest& test) { return selector.takes(test.listed); });
    const bool by_duration = selection.shards > 0 && selection.shard_by_duration;
    if (!selection.last_failed && !by_duration && !options.failed_first) return;
    const History history(options.history);
    if (selection.last_failed) keep_last_failed(history);
    if (by_duration) {
        const std::vector<int> shards = shards_by_duration(tests_, selection.shards, history);
        std::size_t i = 0;
        keep_if([&](const PlannedTest&) { return shards[i++] == selection.shard; });
    }
    if (options.failed_first) put_failed_first(tests_, history);
}

/// Those whose last run failed; all where none did, as nothing is known to be wrong.
void Campaigns::keep_last_failed(const History& history) {
    const auto failed = [&](const PlannedTest& test) {
        const auto past = history.find(test.campaign->path, test.listed.id);
        return past && past->is_failure();
    };
    if (std::any_of(tests_.begin(), tests_.end(), failed)) keep_if(failed);
}

/// What --link, --set and --lab name stands in at least one campaign; one without links has `memory`.
void Campaigns::refuse_unknown_names(const RunOptions& options) const {
    std::set<std::string_view> links;
    for (const auto& file : files_) {
        if (file->links.empty()) links.insert("memory");
        for (const DeclaredLink& link : file->links) links.insert(link.name);
    }
    refuse_unknown("--link", "link", options.links, links);
    refuse_unknown("--set", "variable", options.variables, {variables_.begin(), variables_.end()});
    if (options.lab &&
        std::none_of(files_.begin(), files_.end(), [](const auto& file) { return file->tree.lab; }))
        throw std::invalid_argument("--lab: no campaign has a lab block, which would say what to make");
}

void Campaigns::load(const std::string& path, const RunOptions& options, language::Services& services) {
    files_.push_back(std::make_unique<CampaignFile>(services));
    CampaignFile& file = *files_.back();
    file.path = path;
    file.stem = undotted(std::filesystem::path(path).stem().string());
    for (const auto& other : files_)
        if (other.get() != &file && other->stem == file.stem) file.namesakes.push_back(other->path);
    const auto source = file.sources.load(path);
    if (!source) throw std::invalid_argument(fmt::format("cannot read {}", path));
    if (file.sources[*source].text().find('\0') != std::string_view::npos)
        throw std::invalid_argument(fmt::format("{} is no campaign: it holds octets that are no text", path));
    file.sha256 = sha256_hex(file.sources[*source].text());
    if (file.is_uts()) {
        file.tree = language::parse_uts(file.sources, *source, file.diagnostics);
        return;
    }
    file.tree = language::parse_campaign(file.sources, *source, file.diagnostics);
    language::check(file.tree, file.sources, context_of(options), file.diagnostics);
}

/// Sets what `let` and `link` declare; the command line's values win.
void Campaigns::declare(CampaignFile& file, const std::vector<language::Step>& steps,
                        language::Environment& variables, const RunOptions& options) {
    for (const language::Step& step : steps) {
        if (step.kind == language::StepKind::protocol) {
            language::declare_protocol(*step.protocol, language::make_fields(*step.protocol, variables),
                                       variables, file.protocols);
            continue;
        }
        if (step.kind == language::StepKind::bind) {
            language::declare_binding(step.value, variables, file.protocols);
            continue;
        }
        if (step.kind == language::StepKind::link) {
            const std::string name(step.names.front().text);
            const auto known = [&](const DeclaredLink& each) { return each.name == name; };
            if (std::none_of(file.links.begin(), file.links.end(), known))
                file.links.push_back({name, language::evaluate_text(step.value, variables), {}});
            continue;
        }
        for (const language::Name& name : step.names) variables_.emplace(name.text);
        language::assign(step.names, language::evaluate(step.value, variables), step.value.span, variables);
        for (const auto& [name, text] : options.variables)
            for (const language::Name& set : step.names)
                if (set.text == name) variables.set(name, given_value(file, text));
    }
}

void Campaigns::set_up(CampaignFile& file, const RunOptions& options) {
    try {
        for (const auto& [name, text] : options.variables) file.variables.set(name, given_value(file, text));
        declare(file, file.tree.declarations, file.variables, options);
        for (const language::Set& set : file.tree.sets) {
            file.sets.emplace_back(file.variables);
            declare(file, set.declarations, file.sets.back().variables, options);
        }
    } catch (const EvaluationError& error) {
        report_error(file, error);
    }
    convert_lab(file);
}

void Campaigns::plan(CampaignFile& file) {
    for (std::size_t set = 0; set < file.tree.sets.size(); ++set)
        for (const language::Test& test : file.tree.sets[set].tests) {
            try {
                plan_test(file, set, test);
            } catch (const EvaluationError& error) {
                report_error(file, error);
            }
        }
}

void Campaigns::plan_test(CampaignFile& file, std::size_t set, const language::Test& test) {
    language::Environment& variables = file.sets[set].variables;
    if (!test.each) return add_test(file, set, test, language::evaluate_text(test.title_text, variables), {});
    for (const Value& value : values_of(test.each->values, variables)) {
        language::Environment inner = language::Environment::inside(variables);
        language::assign(test.each->names, value, test.each->values.span, inner);
        add_test(file, set, test, language::evaluate_text(test.title_text, inner), value);
    }
}

/// A value in a test's name may hold anything; a name that is printed and typed holds no control characters.
static std::string printable(std::string_view name) {
    constexpr unsigned char last_control = 0x1f, erase = 0x7f;
    std::string out;
    for (const char c : name) {
        const auto code = static_cast<unsigned char>(c);
        out += code <= last_control || code == erase ? fmt::format("\\x{:02x}", code) : std::string(1, c);
    }
    return out;
}

void Campaigns::add_test(CampaignFile& file, std::size_t set, const language::Test& test,
                         std::string_view name, std::optional<Value> value) {
    const language::Set& owner = file.tree.sets[set];
    PlannedTest planned{{}, &file, set, &test, std::move(value)};
    ListedTest& listed = planned.listed;
    listed.number = tests_.size() + 1;
    listed.name = printable(name);
    listed.classname = owner.title ? file.stem + "." + undotted(owner.title.text) : file.stem;
    listed.id = listed.classname + "." + listed.name;
    listed.place = file.place(test.title.span);
    listed.keywords = keywords_of(file.tree, owner, &test);
    const int same = ++ids_[listed.id];
    if (same > 1) listed.id += fmt::format(" ({})", same);
    tests_.push_back(std::move(planned));
}

void Campaigns::report(CampaignFile& file, const TextSink& messages, bool color) {
    file.diagnostics.sort();
    const auto& all = file.diagnostics.all();
    errors_ += file.diagnostics.error_count();
    warnings_ += static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const auto& each) {
        return each.severity == language::Severity::warning;
    }));
    if (!all.empty()) messages(language::render(all, file.sources, color));
    for (const language::Diagnostic& each : all) mistakes_.push_back(mistake_of(each, file.sources));
}

}  // namespace pkttest::runner
