// Runs a .uts campaign that a test writes out.
#include "tests/language/uts_text.h"

#include <gtest/gtest.h>

#include "framework/language/uts/uts.h"

namespace pkttest::language {

namespace {

class PrintedText : public Services {
 public:
    explicit PrintedText(std::string& into) : into_(into) {}
    bool print(std::string_view text) override {
        into_ += text;
        return true;
    }

 private:
    std::string& into_;
};

std::string told(const UtsResult& result) {
    static constexpr std::string_view names[] = {"passed", "failed", "skipped"};
    std::string out(names[static_cast<std::size_t>(result.verdict)]);
    if (!result.reason.empty()) out += ": " + result.reason;
    return out;
}

}  // namespace

std::vector<std::string> run_uts(std::string_view campaign, std::string* log) {
    std::string printed;
    PrintedText services(printed);
    Sources sources;
    const std::uint32_t source = sources.add("campaign.uts", std::string(campaign));
    Diagnostics diagnostics;
    const Campaign tree = parse_uts(sources, source, diagnostics);
    EXPECT_TRUE(diagnostics.all().empty());
    UtsSession session(sources, services);
    std::vector<std::string> out;
    for (const Set& set : tree.sets)
        for (const Test& test : set.tests)
            out.push_back(told(session.run(test, [&](std::string text) { printed += text + "\n"; })));
    if (log != nullptr) *log = printed;
    return out;
}

std::string run_code(std::string_view code, std::string* log) {
    const std::vector<std::string> all = run_uts("+ set\n= test\n" + std::string(code) + "\n", log);
    return all.empty() ? "nothing" : all.front();
}

}  // namespace pkttest::language
