// Any text as a campaign: a tree, diagnostics that can be shown, values, a tidy form that means the same;
// never more. What has no errors is evaluated as a run would, but nothing is sent.
#include <cstdlib>
#include <optional>
#include <string>

#include "framework/language/check/checker.h"
#include "framework/language/syntax/parser.h"
#include "framework/language/syntax/tidy.h"
#include "tests/fuzz/evaluate_all.h"

namespace {

using namespace pkttest::language;

std::string tidied(const std::string& text) {
    Sources sources([](const std::string&) { return std::optional<std::string>("= included\n"); });
    return tidy(sources, sources.add("tidy", text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    Sources sources([](const std::string&) { return std::optional<std::string>("= included\n"); });
    const auto source = sources.add("input", text);
    Diagnostics diagnostics;
    const Campaign campaign = parse_campaign(sources, source, diagnostics);
    const bool readable = !diagnostics.has_errors();
    check(campaign, sources, {}, diagnostics);
    diagnostics.sort();
    render(diagnostics.all(), sources, true);
    if (readable) {
        const std::string once = tidied(text);
        if (tidied(once) != once) std::abort();
    }
    if (!diagnostics.has_errors()) {
        Environment variables;
        evaluate_all(campaign, variables);
    }
    return 0;
}
