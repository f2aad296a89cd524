// History read by campaign, written beside and renamed.
#include "framework/runner/history.h"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "framework/runner/ownership.h"

namespace pkttest::runner {

namespace {

std::string canonical(const std::string& path) {
    std::error_code failed;
    const auto out = std::filesystem::weakly_canonical(path, failed);
    return failed ? path : out.string();
}

/// Calls `each` with every line.
template <class Each>
void for_each_line(std::string_view text, const Each& each) {
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        each(line);
    }
}

PastRuns past_runs(std::string_view text) {
    PastRuns out;
    for_each_line(text, [&](std::string_view line) {
        const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
        if (first == std::string_view::npos || second == std::string_view::npos) return;
        const auto verdict = verdict_from_text(line.substr(0, first));
        PastRun run;
        std::from_chars(line.data() + first + 1, line.data() + second, run.milliseconds);
        if (!verdict) return;
        run.verdict = *verdict;
        out.emplace(line.substr(second + 1), run);
    });
    return out;
}

std::string text_of(const PastRuns& runs) {
    std::string out;
    for (const auto& [id, run] : runs)
        fmt::format_to(std::back_inserter(out), "{}\t{:.3f}\t{}\n", to_text(run.verdict), run.milliseconds,
                       id);
    return out;
}

}  // namespace

bool PastRun::is_failure() const {
    using enum Verdict;
    return verdict != passed && verdict != skipped && verdict != expected_failure;
}

History::History(std::string path) : path_(std::move(path)) {
    std::ifstream file(path_, std::ios::binary);
    std::stringstream text;
    if (file) text << file.rdbuf();
    std::string* lines = nullptr;
    for_each_line(text.view(), [&](std::string_view line) {
        if (line.starts_with("# "))
            lines = &texts_[std::string(line.substr(2))];
        else if (lines != nullptr)
            lines->append(line) += '\n';
    });
}

PastRuns& History::runs_of(const std::string& campaign) const {
    const auto [name, is_new] = canonical_.try_emplace(campaign);
    if (is_new) name->second = canonical(campaign);
    const auto [found, unread] = read_.try_emplace(name->second);
    if (!unread) return found->second;
    if (const auto text = texts_.find(name->second); text != texts_.end()) {
        found->second = past_runs(text->second);
        texts_.erase(text);
    }
    return found->second;
}

std::optional<PastRun> History::find(const std::string& campaign, const std::string& id) const {
    const PastRuns& runs = runs_of(campaign);
    const auto found = runs.find(id);
    if (found == runs.end()) return {};
    return found->second;
}

void History::note(const std::string& campaign, const std::string& id, const PastRun& run) {
    if (id.find('\n') == std::string::npos) runs_of(campaign).insert_or_assign(id, run);
}

bool History::save() const {
    if (path_.empty()) return false;
    std::error_code failed;
    std::string text;
    const auto add = [&](const std::string& campaign, const std::string& lines) {
        if (!lines.empty() && std::filesystem::exists(campaign, failed))
            text.append("# ").append(campaign).append("\n").append(lines);
    };
    for (const auto& [campaign, lines] : texts_) add(campaign, lines);
    for (const auto& [campaign, runs] : read_) add(campaign, text_of(runs));
    const auto folder = std::filesystem::path(path_).parent_path();
    if (!folder.empty() && std::filesystem::create_directories(folder, failed)) give_to_caller(folder);
    const std::string beside = fmt::format("{}.{}", path_, ::getpid());
    std::ofstream out(beside, std::ios::binary);
    out << text;
    out.close();
    if (out) std::filesystem::rename(beside, path_, failed);
    if (out && !failed) {
        give_to_caller(path_);
        return true;
    }
    std::filesystem::remove(beside, failed);
    return false;
}

std::string default_history_path() {
    const auto from = [](const char* variable) {
        const char* value = std::getenv(variable);
        return std::filesystem::path(value != nullptr ? value : "");
    };
    if (const auto cache = from("XDG_CACHE_HOME"); cache.is_absolute()) return cache / "pkttest/history";
    if (const auto home = from("HOME"); home.is_absolute()) return home / ".cache/pkttest/history";
    return {};
}

}  // namespace pkttest::runner
