// Any text as a campaign: a tree and diagnostics that can be shown, never more.
#include <optional>
#include <string>

#include "framework/language/checker.h"
#include "framework/language/parser.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pkttest::language;
    Sources sources([](const std::string&) { return std::optional<std::string>("= included\n"); });
    const auto source = sources.add("input", std::string(reinterpret_cast<const char*>(data), size));
    Diagnostics diagnostics;
    const Campaign campaign = parse_campaign(sources, source, diagnostics);
    check(campaign, sources, {}, diagnostics);
    diagnostics.sort();
    render(diagnostics.all(), sources, true);
    return 0;
}
