// Campaigns of a run: files found, read and checked, their variables set, and the tests that they make.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "framework/language/evaluate/environment.h"
#include "framework/language/syntax/ast.h"
#include "framework/language/syntax/diagnostic.h"
#include "framework/language/syntax/source.h"
#include "framework/packet/runtime_protocol.h"
#include "framework/runner/links.h"
#include "framework/runner/runner.h"

namespace pkttest::runner {

/// A set's variables: those of its campaign and its own.
struct SetVariables {
    explicit SetVariables(const language::Environment& campaign)
        : variables(language::Environment::starting_from(campaign)) {}
    language::Environment variables;
};

struct CampaignFile;

/// A test that may run: a value of its `for` is bound already.
struct PlannedTest {
    ListedTest listed;
    CampaignFile* campaign = nullptr;
    std::size_t set = 0;
    const language::Test* test = nullptr;
    std::optional<Value> value;  ///< Of `for`.
};

/// A campaign file with its tree and its variables. Stays where it is: trees and variables view into it.
struct CampaignFile {
    explicit CampaignFile(language::Services& services) : variables(&services) {}

    std::string path;
    std::string stem;  ///< "router" of "suites/router.utc": the first part of its tests' ids.
    /// Files before it with the same stem, which the numbers of equal ids depend on.
    std::vector<std::string> namesakes;
    std::string sha256;  ///< Of the file's text.
    language::Sources sources;
    language::Campaign tree;
    language::Diagnostics diagnostics;
    language::Environment variables;  ///< After the campaign's declarations.
    std::deque<SetVariables> sets;    ///< After each set's.
    ProtocolScope protocols;          ///< Those of `protocol` and `bind`, known while it is entered.
    std::vector<DeclaredLink> links;
    std::vector<net::LabHost> hosts;  ///< Empty where it has no lab.
    /// Of UTscapy's: tests that were not selected, though not by a keyword, for the variables that they set;
    /// by their numbers.
    std::vector<PlannedTest> left_out;
    /// Those of them that must not run again, as the process that they ran in did not come to their end.
    std::set<const language::Test*> unfinished;

    /// Whether it is one of UTscapy's.
    bool is_uts() const { return path.ends_with(".uts"); }
    void leave_out(PlannedTest test);
    Place place(language::Span span) const;
    /// As written, blanks and line ends made one blank each.
    std::string text(language::Span span) const;
};

class History;

class Campaigns {
 public:
    /// Reads, checks and plans; says what is wrong to `messages`. Throws std::invalid_argument where a file
    /// or the selection is wrong.
    Campaigns(const RunOptions& options, language::Services& services, const TextSink& messages, bool color);

    std::size_t errors() const { return errors_; }
    std::size_t warnings() const { return warnings_; }
    const std::vector<Mistake>& mistakes() const { return mistakes_; }
    /// How many there are, selected or not.
    std::size_t all_tests() const { return all_tests_; }
    /// Selected tests; none where there are errors.
    const std::vector<PlannedTest>& tests() const { return tests_; }
    /// The same, to put in another order: tests of a campaign, and of a set of it, stay together.
    std::vector<PlannedTest>& tests() { return tests_; }

 private:
    void load(const std::string& path, const RunOptions& options, language::Services& services);
    void declare(CampaignFile& file, const std::vector<language::Step>& steps,
                 language::Environment& variables, const RunOptions& options);
    void set_up(CampaignFile& file, const RunOptions& options);
    void refuse_unknown_names(const RunOptions& options) const;
    void plan(CampaignFile& file);
    void plan_test(CampaignFile& file, std::size_t set, const language::Test& test);
    void add_test(CampaignFile& file, std::size_t set, const language::Test& test, std::string_view name,
                  std::optional<Value> value);
    void choose(const RunOptions& options);
    void keep_if(const std::function<bool(const PlannedTest&)>& chosen);
    void keep_last_failed(const History& history);
    void report(CampaignFile& file, const TextSink& messages, bool color);

    std::vector<std::unique_ptr<CampaignFile>> files_;
    std::vector<PlannedTest> tests_;
    std::map<std::string, int> ids_;   ///< How often each stands.
    std::set<std::string> variables_;  ///< Names that campaigns and sets declare.
    std::size_t errors_ = 0, warnings_ = 0, all_tests_ = 0;
    std::vector<Mistake> mistakes_;
};

/// The campaigns that the arguments name: files as they are, folders' *.utc and *.uts in order, globs; each
/// file once, however often it is named. Throws std::invalid_argument where there are none.
std::vector<std::string> find_campaigns(const std::vector<std::string>& arguments);

}  // namespace pkttest::runner
