// Files that a run under sudo makes belong to who called sudo.
#pragma once

#include <filesystem>

namespace pkttest::runner {

/// Gives a file or folder to the user of SUDO_UID and SUDO_GID where this process is root's; else nothing.
void give_to_caller(const std::filesystem::path& path) noexcept;
/// The same with an open file.
void give_to_caller(int file) noexcept;

/// Makes a folder, and those that it stands in; new ones are the caller's. Throws std::system_error.
void make_folder(const std::filesystem::path& path);

}  // namespace pkttest::runner
