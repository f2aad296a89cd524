// Runs a .uts campaign that a test writes out, and says what became of each of its tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pkttest::language {

/// "passed", "failed: …" or "skipped: …" for each test, in order. `log` gets what they show.
std::vector<std::string> run_uts(std::string_view campaign, std::string* log = nullptr);
/// The same for one test, without its title.
std::string run_code(std::string_view code, std::string* log = nullptr);

}  // namespace pkttest::language
