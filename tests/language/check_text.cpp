// Checks a campaign's text, or a file.
#include "tests/language/check_text.h"

#include <gtest/gtest.h>

#include "framework/language/check/checker.h"
#include "framework/language/syntax/parser.h"
#include "framework/runner/checker_context.h"

namespace pkttest::language {

Checked::Checked(const std::string& path) {
    const auto loaded = sources.load(SOURCE_DIR "/" + path);
    EXPECT_TRUE(loaded) << "cannot read " << path;
    if (loaded) source = *loaded;
    if (loaded) run();
}

Checked::Checked(std::string name, const std::string& text) {
    source = sources.add(std::move(name), text);
    run();
}

void Checked::run() {
    campaign = parse_campaign(sources, source, diagnostics);
    check(campaign, sources, runner::checker_context(), diagnostics);
}

}  // namespace pkttest::language
