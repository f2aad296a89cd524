// SUDO_UID and SUDO_GID, see sudo(8).
#include "framework/runner/ownership.h"

#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <system_error>
#include <vector>

namespace pkttest::runner {

namespace {

std::optional<unsigned> number_in(const char* variable) {
    const char* text = std::getenv(variable);
    if (text == nullptr) return {};
    unsigned out = 0;
    const char* end = text + std::strlen(text);
    if (std::from_chars(text, end, out).ptr != end || end == text) return {};
    return out;
}

struct Caller {
    std::optional<unsigned> user = ::geteuid() == 0 ? number_in("SUDO_UID") : std::nullopt;
    std::optional<unsigned> group = number_in("SUDO_GID");
    explicit operator bool() const { return user && group; }
};

}  // namespace

void give_to_caller(const std::filesystem::path& path) noexcept {
    if (const Caller caller; caller && ::lchown(path.c_str(), *caller.user, *caller.group) != 0) return;
}

void give_to_caller(int file) noexcept {
    if (const Caller caller; caller && ::fchown(file, *caller.user, *caller.group) != 0) return;
}

void make_folder(const std::filesystem::path& path) {
    std::error_code failed;
    std::vector<std::filesystem::path> made;
    for (auto each = path; !each.empty() && !std::filesystem::exists(each, failed); each = each.parent_path())
        made.push_back(each);
    std::filesystem::create_directories(path, failed);
    for (const auto& each : made) give_to_caller(each);
    if (failed) throw std::system_error(failed, "making the folder " + path.string());
}

}  // namespace pkttest::runner
