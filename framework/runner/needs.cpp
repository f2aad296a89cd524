// What a test needs: root, programs, IPv6.
#include "framework/runner/needs.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace pkttest::runner {

namespace {

bool is_there(std::string_view program) {
    if (program.find('/') != std::string_view::npos) return access(std::string(program).c_str(), X_OK) == 0;
    const char* path = std::getenv("PATH");
    std::istringstream folders(path != nullptr ? path : "");
    for (std::string folder; std::getline(folders, folder, ':');)
        if (access((folder + "/" + std::string(program)).c_str(), X_OK) == 0) return true;
    return false;
}

bool has_ipv6() {
    std::ifstream addresses("/proc/net/if_inet6");
    std::string line;
    return static_cast<bool>(std::getline(addresses, line));
}

bool is_missing(const language::Need& need, const Links* links) {
    if (need.what.text == "root") return geteuid() != 0;
    if (need.what.text != "IPv6") return !is_there(need.what.text);
    if (need.link) return links != nullptr && !links->has_ipv6(need.link.text);
    return !has_ipv6();
}

std::string text_of(const language::Need& need) {
    return need.link ? fmt::format("needs {} on {}", need.what.text, need.link.text)
                     : fmt::format("needs {}", need.what.text);
}

/// UTscapy's keywords of other systems, and those that need something here.
constexpr std::string_view keywords_elsewhere[] = {"disabled", "windows", "osx", "python2_only",
                                                   "big_endian_only"};

}  // namespace

std::string unmet_keyword(const PlannedTest& test) {
    for (const std::string& keyword : test.listed.keywords) {
        if (keyword == "needs_root" && geteuid() != 0) return keyword;
        if (std::find(std::begin(keywords_elsewhere), std::end(keywords_elsewhere), keyword) !=
            std::end(keywords_elsewhere))
            return keyword;
    }
    return {};
}

std::string unmet_need(const PlannedTest& test, const Links* links, bool replayed) {
    if (const std::string keyword = unmet_keyword(test);
        !keyword.empty() && !(replayed && keyword == "needs_root"))
        return "keyword " + keyword;
    if (replayed) return {};
    const language::Campaign& tree = test.campaign->tree;
    for (const auto* needs : {&tree.needs, &tree.sets[test.set].needs, &test.test->needs})
        for (const language::Need& need : *needs)
            if (is_missing(need, links)) return text_of(need);
    return {};
}

}  // namespace pkttest::runner
