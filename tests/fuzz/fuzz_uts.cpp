// Any text as a campaign of UTscapy's, run: a verdict for each test, never more. Loops end after some turns.
#include <stdexcept>
#include <string>

#include "framework/language/uts/uts.h"

namespace {

struct OutOfTurns {};

class FewTurns : public pkttest::language::Services {
 public:
    bool print(std::string_view) override { return true; }
    void check_time() override {
        if (++turns_ > 2'000) throw OutOfTurns();
    }

 private:
    int turns_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace pkttest::language;
    Sources sources;
    const auto source =
        sources.add("input", "+ S\n= T\n" + std::string(reinterpret_cast<const char*>(data), size));
    Diagnostics diagnostics;
    const Campaign campaign = parse_uts(sources, source, diagnostics);
    FewTurns services;
    UtsSession session(sources, services);
    for (const Set& set : campaign.sets)
        for (const Test& test : set.tests) try {
                session.run(test, [](const std::string&) {});
            } catch (const OutOfTurns&) {
                return 0;
            }
    return 0;
}
