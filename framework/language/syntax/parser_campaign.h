// The parser's structure: campaign, sets, tests, headers, lab, includes. Internal to the front end.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "framework/language/syntax/ast.h"
#include "framework/language/syntax/parser_step.h"

namespace pkttest::language {

/// What the files of one campaign share while they are read.
struct CampaignState {
    Sources& sources;
    Diagnostics& diagnostics;
    Campaign campaign;
    bool in_set = false;
    bool in_test = false;
    std::vector<std::string> open_files{};  ///< From the campaign's own to the innermost include.

    Scope& scope() { return in_set ? static_cast<Scope&>(campaign.sets.back()) : campaign; }
    Test& test() { return campaign.sets.back().tests.back(); }
};

/// Reads one file into the campaign.
class CampaignParser {
 public:
    CampaignParser(CampaignState& state, std::uint32_t source);
    void run();

 private:
    void line(const Line& line);
    bool marker(const Line& line);
    void title(const Name& text);
    void set(const Name& text);
    void test(const Name& text);
    void keywords(const Name& text);
    void description(const Name& text);
    void test_line(const Line& line);
    void header_line(const Line& line);
    void header_word(const Line& line);
    void include(const Line& line);
    void protocol(const Line& line);
    void protocol_line(const Line& line, ProtocolForm& into);
    FieldForm field(const Line& line, const Name& name);
    void field_case(const Line& line, FieldForm& into);
    void binding();
    void read_included(const std::string& path, Span name);
    void lab(const Line& line);
    void host(const Line& line);
    void host_line(const Line& line, LabHost& host);
    void host_command(LabHost& host, Span word);
    Name literal_text(const char* who, const char* example);
    bool is_included() const { return state_.open_files.size() > 1; }

    CampaignState& state_;
    StepParser steps_;
    ExpressionParser& expressions_;
    Diagnostics& diagnostics_;
};

}  // namespace pkttest::language
