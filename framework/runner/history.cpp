// History: files read when they are asked for, written beside and renamed.
#include "framework/runner/history.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "framework/packet/digest.h"
#include "framework/runner/ownership.h"

namespace pkttest::runner {

namespace {

std::string canonical(const std::string& path) {
    std::error_code failed;
    const auto out = std::filesystem::weakly_canonical(path, failed);
    return failed ? path : out.string();
}

/// A line that says nothing is passed over.
void take_line(std::string_view line, PastRuns& out) {
    const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) return;
    const auto verdict = verdict_from_text(line.substr(0, first));
    PastRun run;
    std::from_chars(line.data() + first + 1, line.data() + second, run.milliseconds);
    if (!verdict) return;
    run.verdict = *verdict;
    out.emplace(line.substr(second + 1), run);
}

PastRuns read_runs(const std::string& path) {
    PastRuns out;
    std::ifstream file(path, std::ios::binary);
    for (std::string line; std::getline(file, line);) take_line(line, out);
    return out;
}

/// While it lives, other runs that write to the folder wait.
class FolderLock {
 public:
    explicit FolderLock(const std::filesystem::path& folder)
        : file_(::open((folder / ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
        if (file_ < 0 || ::flock(file_, LOCK_EX) != 0) fail(folder.string());
        give_to_caller(file_);
    }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock() { ::close(file_); }

    [[noreturn]] static void fail(const std::string& folder) {
        throw std::system_error(errno, std::generic_category(),
                                fmt::format("the history {} cannot be written", folder));
    }

 private:
    int file_;
};

std::string text_of(const std::string& campaign, const PastRuns& runs) {
    std::string out = fmt::format("# {}\n", campaign);
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

/// A name that no path's characters can spoil.
std::string History::file_of(const std::string& path) const {
    constexpr std::size_t digits = 16;
    const auto name =
        fmt::format("{}-{}", std::filesystem::path(path).stem().string(), sha256_hex(path).substr(0, digits));
    return (std::filesystem::path(folder_) / name).string();
}

History::Campaign& History::of(const std::string& campaign) const {
    const auto [found, is_new] = known_.try_emplace(campaign);
    if (is_new) found->second.path = canonical(campaign);
    return found->second;
}

std::optional<PastRun> History::find(const std::string& campaign, const std::string& id) const {
    Campaign& asked = of(campaign);
    if (!asked.runs) asked.runs = read_runs(file_of(asked.path));
    for (const PastRuns* runs : {&asked.noted, &*asked.runs})
        if (const auto found = runs->find(id); found != runs->end()) return found->second;
    return {};
}

void History::note(const std::string& campaign, const std::string& id, const PastRun& run) {
    if (id.find('\n') == std::string::npos) of(campaign).noted.insert_or_assign(id, run);
}

void History::save() const {
    const bool any = std::any_of(known_.begin(), known_.end(),
                                 [](const auto& each) { return !each.second.noted.empty(); });
    if (!any) return;
    try {
        make_folder(folder_);
    } catch (const std::system_error& wrong) {
        errno = wrong.code().value();
        FolderLock::fail(folder_);
    }
    const FolderLock lock(folder_);
    for (const auto& [given, campaign] : known_)
        if (!campaign.noted.empty()) save(campaign);
}

void History::save(const Campaign& campaign) const {
    const std::string path = file_of(campaign.path), beside = path + ".new";
    PastRuns runs = read_runs(path);  // Another run may have written since.
    for (const auto& [id, run] : campaign.noted) runs.insert_or_assign(id, run);
    std::ofstream out(beside, std::ios::binary);
    out << text_of(campaign.path, runs);
    out.close();
    if (!out || ::rename(beside.c_str(), path.c_str()) != 0) {
        const int reason = errno;
        ::unlink(beside.c_str());
        errno = reason;
        FolderLock::fail(folder_);
    }
    give_to_caller(path);
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
